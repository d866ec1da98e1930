// The files of an import as its command line names them.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "loaders/import/options.h"

namespace qiao::loaders::import {

// "Comment:Message=header.csv,part.*\.csv": names, then files or regular expressions for the names of files in a
// folder, sorted so that part2 comes before part10. Without "=", there are no names. At most one name for
// relationships.
// Errors: kInput for a file that isn't there, a pattern that fits none.
base::Result<FileGroup> ReadFileGroup(std::string_view text, bool relationships);

}  // namespace qiao::loaders::import
