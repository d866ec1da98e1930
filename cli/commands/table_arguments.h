// What several commands let their callers say of tables.
#pragma once

#include <string>

#include "base/result.h"
#include "loaders/csv/table.h"

namespace qiao::cli {

// One character that isn't a quote or a line break; "tab", "\t" and "TAB" stand for a tabulator.
// Errors: kArgument, naming the option.
base::Result<std::string> OneCharacter(std::string_view option, const std::string& text);

// Errors: kArgument for an unknown name. Empty: guessed from the bytes.
base::Result<std::optional<base::Charset>> CharsetOf(const std::string& name);

}  // namespace qiao::cli
