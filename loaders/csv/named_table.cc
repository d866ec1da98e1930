#include "loaders/csv/named_table.h"

#include <algorithm>

#include "base/text.h"
#include "loaders/csv/record_reader.h"

namespace qiao::loaders::csv {
namespace {

using base::Result;

std::string LikeliestDelimiter(std::string_view line) {
  std::string best = ",";
  for (const char* delimiter : {",", ";", "\t"}) {
    if (std::ranges::count(line, delimiter[0]) > std::ranges::count(line, best[0])) best = delimiter;
  }
  return best;
}

Result<std::vector<std::string>> ReadColumns(const RecordReader& reader, const Record& record,
                                             std::span<const std::string_view> known,
                                             std::span<const std::string_view> required) {
  std::vector<std::string> columns;
  for (size_t i = 0; i < record.fields.size(); ++i) {
    const std::string name(base::Trim(record.fields[i].text));
    if (std::ranges::find(known, name) == known.end()) {
      if (const auto near = base::ClosestName(name, known)) {
        return InputError("{}: unknown column '{}'; did you mean '{}'?", reader.PlaceOf(i), name, *near);
      }
      std::string all;
      for (const std::string_view column : known) all += (all.empty() ? "" : ", ") + std::string(column);
      return InputError("{}: unknown column '{}'; there are {}", reader.PlaceOf(i), name, all);
    }
    if (std::ranges::find(columns, name) != columns.end()) {
      return InputError("{}: the column '{}' comes twice", reader.PlaceOf(i), name);
    }
    columns.push_back(name);
  }
  for (const std::string_view name : required) {
    if (std::ranges::find(columns, name) == columns.end()) {
      return InputError("{}: there is no column '{}'", reader.PlaceOfRecord(), name);
    }
  }
  return columns;
}

}  // namespace

std::string NamedRow::Get(std::string_view column) const {
  const auto found = cells.find(column);
  return found == cells.end() ? std::string() : found->second;
}

Result<NamedTable> ReadNamedTable(const std::string& path, std::span<const std::string_view> columns,
                                  std::span<const std::string_view> required) {
  QIAO_TRY(auto blocks, TextBlocks::Open(path));
  RecordReader reader(std::move(blocks), ",");
  QIAO_TRY(const std::string_view line, reader.PeekLine());
  reader.set_delimiter(LikeliestDelimiter(line));
  QIAO_TRY(const Record* record, reader.Next());
  if (record == nullptr) return InputError("{}: the file is empty", InputPlace{path});
  NamedTable table;
  QIAO_TRY(table.columns, ReadColumns(reader, *record, columns, required));
  while (true) {
    QIAO_TRY(record, reader.Next());
    if (record == nullptr) return table;
    if (record->fields.size() != table.columns.size()) {
      return InputError("{}: the row has {} columns, the header {}", reader.PlaceOfRecord(), record->fields.size(),
                        table.columns.size());
    }
    NamedRow row{.line = record->line};
    bool blank = true;
    for (size_t i = 0; i < table.columns.size(); ++i) {
      std::string cell(base::Trim(record->fields[i].text));
      blank = blank && cell.empty();
      row.cells.emplace(table.columns[i], std::move(cell));
    }
    if (!blank) table.rows.push_back(std::move(row));
  }
}

}  // namespace qiao::loaders::csv
