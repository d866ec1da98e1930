#include "loaders/import/find_groups.h"

#include <filesystem>

#include "base/text.h"
#include "loaders/csv/table.h"
#include "loaders/export/output_folder.h"
#include "loaders/find_files.h"
#include "loaders/import/kuzu_folder.h"
#include "loaders/input.h"

namespace qiao::loaders::import {

base::Result<FoundGroups> FindGroups(std::span<const std::string> paths, const ImportOptions& options) {
  FoundGroups groups;
  std::vector<std::string> others;
  for (const std::string& path : paths) {
    std::error_code ignored;
    if (std::filesystem::exists(path + "/" + std::string(exporting::kUnfinishedName), ignored)) {
      return InputError("{}: its export was interrupted, so that rows are missing; make it again", InputPlace{path});
    }
    if (IsKuzuFolder(path)) {
      QIAO_CHECK(ReadKuzuFolder(path, groups));
    } else {
      others.push_back(path);
    }
  }
  QIAO_TRY(const auto files, FindFiles(others));
  for (const FoundFile& file : files) {
    if (file.path.ends_with(".cypher")) {
      groups.schemas.push_back(file.path);
      continue;
    }
    FileGroup group{{}, {file.path}, false};
    QIAO_TRY(auto blocks, csv::TextBlocks::Open(file.path, options.tables.charset));
    csv::RecordReader reader(std::move(blocks), ",");
    QIAO_TRY(const std::string_view line, reader.PeekLine());
    const std::string_view start = base::Trim(line);
    if (start == "[" || (start.starts_with('[') && base::TrimLeft(start.substr(1)).starts_with('{'))) {
      return InputError("{}: a JSON array; write each of its objects on a line of its own: jq -c '.[]' FILE",
                        InputPlace{file.path});
    }
    if (start.starts_with('{')) {
      group.json_lines = true;
      groups.json_lines.push_back(std::move(group));
      continue;
    }
    QIAO_TRY(const auto table, csv::OpenTable(file.path, options.tables));
    if (!table.header.relationships) {
      if (!table.header.label) {
        QIAO_TRY(auto label, csv::LabelOfFile(file.path));
        group.names.push_back(std::move(label));
      }
      groups.nodes.push_back(std::move(group));
      continue;
    }
    if (!table.header.type) {
      QIAO_TRY(auto type, csv::TypeOfFile(file.path, table.header));
      group.names.push_back(std::move(type));
    }
    groups.relationships.push_back(std::move(group));
  }
  return groups;
}

}  // namespace qiao::loaders::import
