// How the values of one property become cells of a table.
#pragma once

#include <optional>
#include <string>

#include "base/value.h"

namespace qiao::loaders::exporting {

// Learns what values there are, then says the column's type and writes its cells. Values of one kind, and lists of one
// kind, get neo4j-admin's types; whatever these can't tell apart is JSON (csv::CellType::kJson).
class CsvColumn {
 public:
  explicit CsvColumn(std::string name) : name_(std::move(name)) {}

  void Learn(const base::Value& value);
  // name:type, to be quoted where necessary.
  std::string Header() const;
  std::string Cell(const base::Value& value) const;

 private:
  std::string name_;
  base::Kind kind_ = base::Kind::kNull;  // of the values, or of the elements of the lists
  bool lists_ = false;
  bool scalars_ = false;
  bool json_ = false;
};

// The cell with quotes where it needs them; an empty text is "".
std::string CsvText(std::string_view text);

}  // namespace qiao::loaders::exporting
