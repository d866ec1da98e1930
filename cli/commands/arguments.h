// Arguments that several commands share.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "base/error.h"

namespace qiao::cli {

// DB, a folder.
void AddDatabaseFolder(CLI::App& command, std::string& path, base::Language language);

// --format, one of `names`.
void AddFormat(CLI::App& command, std::string& format, std::string help, std::vector<std::string> names);
// --format, one of RowFormats().
void AddRowFormat(CLI::App& command, std::string& format, base::Language language);
// --format, text or json.
void AddReportFormat(CLI::App& command, std::string& format, base::Language language);

}  // namespace qiao::cli
