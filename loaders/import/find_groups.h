// What the files of an import hold that are named without --nodes or --relationships.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "loaders/import/options.h"

namespace qiao::loaders::import {

struct FoundGroups {
  std::vector<FileGroup> nodes;
  std::vector<FileGroup> relationships;
  std::vector<FileGroup> json_lines;
  std::vector<std::string> schemas;      // scripts that make indexes and constraints
  std::vector<query::SchemaRule> rules;  // likewise, where another program's export tells them
};

// Tables with a header each, and files of JSON lines (the first line begins with a brace), compressed or not; labels
// and types that no column gives are told by the names of files, as for qiao load. A folder stands for the files below
// it; one that Kùzu's or Ladybug's EXPORT DATABASE has written is read as that says (kuzu_folder.h). Files that end in
// .cypher are scripts. Errors: kInput for a path where nothing is and for a table whose header doesn't say what its
// rows are; kIo.
base::Result<FoundGroups> FindGroups(std::span<const std::string> paths, const ImportOptions& options);

}  // namespace qiao::loaders::import
