#include "loaders/news/data_lines.h"

#include "loaders/news/data_files.h"

namespace qiao::loaders::news {
namespace {

std::vector<std::string> Split(std::string_view line, char separator) {
  std::vector<std::string> cells;
  while (true) {
    const size_t end = line.find(separator);
    const std::string_view cell = line.substr(0, end);
    if (separator == '\t' || !cell.empty()) cells.emplace_back(cell);
    if (end == std::string_view::npos) return cells;
    line.remove_prefix(end + 1);
  }
}

base::Result<std::vector<std::vector<std::string>>> ReadRows(std::string_view name, char separator, size_t least) {
  QIAO_TRY(std::string_view text, DataText(name));
  std::vector<std::vector<std::string>> rows;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.empty() || line[0] == '#') continue;
    rows.push_back(Split(line, separator));
    if (rows.back().size() < least) {
      return base::MakeError(base::ErrorCode::kInternal, "{}: a row has too few cells: {}", name, line);
    }
  }
  return rows;
}

}  // namespace

base::Result<std::string_view> DataText(std::string_view name) {
  for (const DataFile& file : DataFiles()) {
    if (file.name == name) return file.text;
  }
  return base::MakeError(base::ErrorCode::kInternal, "{} is not part of this build", name);
}

base::Result<std::vector<std::vector<std::string>>> ReadTable(std::string_view name, size_t least) {
  return ReadRows(name, '\t', least);
}

base::Result<std::vector<std::vector<std::string>>> ReadWords(std::string_view name, size_t least) {
  return ReadRows(name, ' ', least);
}

}  // namespace qiao::loaders::news
