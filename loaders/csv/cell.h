// One cell of a table: its text read as the value that the column's header asks for.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time_zone.h"
#include "base/value.h"
#include "loaders/csv/cell_type.h"
#include "loaders/csv/record_reader.h"

namespace qiao::loaders::csv {

struct CellFormat {
  CellType type = CellType::kString;
  bool array = false;
  std::string array_delimiter = ";";
  bool brackets = false;         // lists are written as [a,b], whatever the delimiter
  base::Zone zone;               // for times that state none
  std::optional<base::Crs> crs;  // of points that state none
};

// One value, not a list, as a cell of that type holds it; nullopt for a text that is none of the type.
std::optional<base::Value> ReadText(std::string_view text, const CellFormat& format);
// The text that ReadText makes the value of again. Requires a value that isn't a list.
std::string CellText(const base::Value& value);

// The value of a field of the reader's last record. An empty field is null; one with quotes is an empty text in a
// column of texts, and an empty list in one of lists. Errors: kInput with the field's place, the column's name and an
// example of the right form.
base::Result<base::Value> ReadCell(const RecordReader& reader, const Field& field, size_t index,
                                   std::string_view column, const CellFormat& format);

}  // namespace qiao::loaders::csv
