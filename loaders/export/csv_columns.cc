#include "loaders/export/csv_columns.h"

#include "loaders/csv/cell.h"
#include "loaders/json/property_json.h"

namespace qiao::loaders::exporting {

using base::Kind;
using base::Value;

namespace {

constexpr char kArrayDelimiter = ';';

}  // namespace

void CsvColumn::Learn(const Value& value) {
  const auto learn_kind = [this](const Value& each) {
    if (kind_ == Kind::kNull) kind_ = each.kind();
    json_ = json_ || kind_ != each.kind();
  };
  if (!value.is(Kind::kList)) {
    scalars_ = true;
    learn_kind(value);
  } else {
    lists_ = true;
    const base::List& list = value.list();
    for (const Value& each : list) {
      learn_kind(each);
      json_ = json_ || (each.is(Kind::kString) && each.string().find(kArrayDelimiter) != std::string_view::npos);
    }
    // As a cell it would be an empty list.
    json_ = json_ || (list.size() == 1 && list.front().is(Kind::kString) && list.front().string().empty());
  }
  json_ = json_ || (scalars_ && lists_);
}

std::string CsvColumn::Header() const {
  if (json_) return name_ + ":json";
  std::string type(csv::TypeWord(kind_));
  if (type.empty()) type = "string";  // of lists that are all empty
  return name_ + ":" + type + (lists_ ? "[]" : "");
}

std::string CsvColumn::Cell(const Value& value) const {
  if (json_) return json::PropertyText(value);
  if (!lists_) return csv::CellText(value);
  std::string cell;
  for (const Value& each : value.list()) {
    if (&each != value.list().data()) cell += kArrayDelimiter;
    cell += csv::CellText(each);
  }
  return cell;
}

std::string CsvText(std::string_view text) {
  const bool plain = !text.empty() && text.find_first_of(",\"\r\n") == std::string_view::npos;
  if (plain) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace qiao::loaders::exporting
