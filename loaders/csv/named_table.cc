#include "loaders/csv/named_table.h"

#include <algorithm>

#include "base/text.h"
#include "loaders/csv/record_reader.h"
#include "loaders/read_file.h"

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

// What spreadsheets save when they aren't asked for CSV.
bool IsWorkbook(std::string_view start) {
  return start == std::string_view("PK\x03\x04", 4) || start == std::string_view("\xD0\xCF\x11\xE0", 4);
}

bool IsBlank(const Record& record) {
  return std::ranges::all_of(record.fields, [](const Field& field) { return base::Trim(field.text).empty(); });
}

Result<std::vector<std::string>> ReadColumns(const RecordReader& reader, const Record& record,
                                             std::span<const std::string_view> known,
                                             std::span<const std::string_view> required, OtherColumns others,
                                             std::span<const ColumnWord> words) {
  std::vector<std::string> columns;
  for (size_t i = 0; i < record.fields.size(); ++i) {
    std::string name(base::Trim(record.fields[i].text));
    const auto word = std::ranges::find(words, name, &ColumnWord::written);
    if (word != words.end()) name = word->column;
    if (!name.empty() && std::ranges::find(known, name) == known.end()) {
      if (const auto near = base::ClosestName(name, known)) {
        return InputError("{}: unknown column '{}'; did you mean '{}'?", reader.PlaceOf(i), name, *near);
      }
      if (others == OtherColumns::kRefused) {
        std::string all;
        for (const std::string_view column : known) all += (all.empty() ? "" : ", ") + std::string(column);
        return InputError("{}: unknown column '{}'; there are {}", reader.PlaceOf(i), name, all);
      }
      name.clear();
    }
    if (!name.empty() && std::ranges::find(columns, name) != columns.end()) {
      return InputError("{}: the column '{}' comes twice", reader.PlaceOf(i), name);
    }
    columns.push_back(std::move(name));
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
                                  std::span<const std::string_view> required, OtherColumns others,
                                  std::span<const ColumnWord> words) {
  QIAO_TRY(const std::string start, ReadStart(path, 4));
  if (IsWorkbook(start)) {
    return InputError("{}: the file is a spreadsheet's own; save it as CSV from there", InputPlace{path});
  }
  QIAO_TRY(auto blocks, TextBlocks::Open(path));
  RecordReader reader(std::move(blocks), ",");
  QIAO_TRY(const std::string_view line, reader.PeekLine());
  reader.set_delimiter(LikeliestDelimiter(line));
  const Record* record = nullptr;
  do {
    QIAO_TRY(record, reader.Next());
    if (record == nullptr) return InputError("{}: the file is empty", InputPlace{path});
  } while (IsBlank(*record));
  NamedTable table;
  QIAO_TRY(table.columns, ReadColumns(reader, *record, columns, required, others, words));
  std::vector<bool> named;
  for (const Field& field : record->fields) named.push_back(!base::Trim(field.text).empty());
  while (true) {
    QIAO_TRY(record, reader.Next());
    if (record == nullptr) return table;
    if (IsBlank(*record)) continue;
    NamedRow row{.line = record->line};
    for (size_t i = 0; i < record->fields.size(); ++i) {
      std::string cell(base::Trim(record->fields[i].text));
      if (i >= named.size() || !named[i]) {
        if (!cell.empty()) {
          return InputError("{}: '{}' stands below no column; is there a delimiter too many, or a quote missing?",
                            reader.PlaceOf(i), cell);
        }
      } else if (!table.columns[i].empty()) {
        row.cells.emplace(table.columns[i], std::move(cell));
      }
    }
    table.rows.push_back(std::move(row));
  }
}

}  // namespace qiao::loaders::csv
