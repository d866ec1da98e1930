#include "loaders/import/row_cells.h"

#include <algorithm>

#include "base/text.h"
#include "loaders/input.h"

namespace qiao::loaders::import {

base::Error RowCells::WrongColumns(const csv::RecordReader& reader, const csv::Record& record) const {
  const size_t expected = header_.columns.size();
  return InputError(
      "{}: the row has {} columns where the header has {}; put a value that holds the delimiter '{}' into "
      "quotes",
      reader.PlaceOf(std::min(record.fields.size() - 1, expected)), record.fields.size(), expected, reader.delimiter());
}

base::Result<void> RowCells::Read(const csv::RecordReader& reader, const csv::Record& record,
                                  std::vector<std::pair<base::KeyId, base::Value>>& values) const {
  values.clear();
  for (const auto& [index, key] : properties_) {
    const csv::Column& column = header_.columns[index];
    csv::Field field = record.fields[index];
    if (options_.trim_strings && !field.quoted) field.text = base::Trim(field.text);
    if (field.text.empty() && (!field.quoted || options_.ignore_empty_strings)) continue;
    QIAO_TRY(auto value, csv::ReadCell(reader, field, index, column.name, column.format));
    if (!value.is_null()) values.emplace_back(key, std::move(value));
  }
  return {};
}

}  // namespace qiao::loaders::import
