#include "loaders/news/data_lines.h"

#include <fmt/format.h>

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
  QIAO_TRY(const std::string_view text, DataText(name));
  QIAO_TRY(std::vector<DataRow> parsed, ParseRows(name, text, separator, least));
  std::vector<std::vector<std::string>> rows;
  rows.reserve(parsed.size());
  for (DataRow& row : parsed) rows.push_back(std::move(row.cells));
  return rows;
}

}  // namespace

base::Result<std::string_view> DataText(std::string_view name) {
  for (const DataFile& file : DataFiles()) {
    if (file.name == name) return file.text;
  }
  return base::MakeError(base::ErrorCode::kInternal, "{} is not part of this build", name);
}

base::Result<std::vector<DataRow>> ParseRows(std::string_view file, std::string_view text, char separator,
                                             size_t least) {
  std::vector<DataRow> rows;
  for (size_t number = 1; !text.empty(); ++number) {
    const size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line[0] == '#') continue;
    rows.push_back({Split(line, separator), fmt::format("{}:{}", file, number)});
    if (rows.back().cells.size() < least) {
      return base::MakeError(base::ErrorCode::kSyntax, "{}: a row needs {} cells: {}", rows.back().place, least, line);
    }
  }
  return rows;
}

base::Result<std::vector<std::vector<std::string>>> ReadTable(std::string_view name, size_t least) {
  return ReadRows(name, '\t', least);
}

base::Result<std::vector<std::vector<std::string>>> ReadWords(std::string_view name, size_t least) {
  return ReadRows(name, ' ', least);
}

}  // namespace qiao::loaders::news
