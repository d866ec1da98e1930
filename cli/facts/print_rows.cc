#include "cli/facts/print_rows.h"

#include <algorithm>

namespace qiao::cli {

void PrintRows(Session& session, const std::string& format, std::vector<std::string> columns,
               std::vector<engine::Row> rows) {
  if (format == "table" && !rows.empty()) {
    for (size_t column = columns.size(); column-- > 0;) {
      if (std::ranges::any_of(rows, [&](const engine::Row& row) { return !row[column].is_null(); })) continue;
      columns.erase(columns.begin() + static_cast<ptrdiff_t>(column));
      for (engine::Row& row : rows) row.erase(row.begin() + static_cast<ptrdiff_t>(column));
    }
  }
  // A missing value is an empty cell for people; null is for programs.
  if (format == "table") {
    for (engine::Row& row : rows) {
      for (base::Value& value : row) {
        if (value.is_null()) value = base::Value::String("—");
      }
    }
  }
  const auto writer = FindRowFormat(format)->make(session.out, session.language);
  writer->Begin(columns);
  for (const engine::Row& row : rows) {
    if (session.out.closed()) break;
    writer->Add(row);
  }
  writer->End({.rows = rows.size()});
}

}  // namespace qiao::cli
