#include "loaders/csv/cell.h"

#include <charconv>
#include <chrono>
#include <cmath>
#include <limits>

#include "base/temporal_text.h"
#include "base/text.h"
#include "loaders/csv/point_cell.h"
#include "loaders/json/property_json.h"

namespace qiao::loaders::csv {
namespace {

using base::Value;

template <class T>
std::optional<Value> Lift(base::Result<T> parsed) {
  if (!parsed) return std::nullopt;
  return Value::Of(*std::move(parsed));
}

std::optional<Value> ReadInteger(std::string_view text) {
  if (text.starts_with("+-")) return std::nullopt;
  if (text.starts_with('+')) text.remove_prefix(1);
  int64_t integer = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), integer);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return Value::Integer(integer);
}

std::optional<Value> ReadFloat(std::string_view text) {
  const std::string lower = base::AsciiLower(text);
  std::string_view digits = lower;
  double sign = 1;
  if (digits.starts_with('+') || digits.starts_with('-')) {
    sign = digits.front() == '-' ? -1 : 1;
    digits.remove_prefix(1);
  }
  if (digits == "nan") return Value::Float(std::numeric_limits<double>::quiet_NaN());
  if (digits == "infinity" || digits == "inf") return Value::Float(sign * std::numeric_limits<double>::infinity());
  if (digits.empty() || (digits.front() != '.' && (digits.front() < '0' || digits.front() > '9'))) return std::nullopt;
  double number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return Value::Float(sign * number);
}

std::optional<Value> ReadBoolean(std::string_view text) {
  const std::string lower = base::AsciiLower(text);
  if (lower == "true") return Value::Boolean(true);
  if (lower == "false") return Value::Boolean(false);
  return std::nullopt;
}

// A date and a time may also stand apart from each other by a space.
std::string WithT(std::string_view text) {
  std::string joined(text);
  if (joined.size() > 10 && joined[10] == ' ') joined[10] = 'T';
  return joined;
}

// "1 year 2 months 3 days 04:05:06.5", as databases write intervals, in the words of ISO 8601.
std::optional<std::string> IsoOfInterval(std::string_view text) {
  std::string date = "P";
  std::string time;
  while (!(text = base::TrimLeft(text)).empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(word.size());
    if (const size_t colon = word.find(':'); colon != std::string_view::npos) {
      const std::string sign = word.starts_with('-') ? "-" : "";
      const size_t second = word.find(':', colon + 1);
      if (!time.empty() || second == std::string_view::npos) return std::nullopt;
      time = "T" + std::string(word.substr(0, colon)) + "H" + sign +
             std::string(word.substr(colon + 1, second - colon - 1)) + "M" + sign +
             std::string(word.substr(second + 1)) + "S";
      continue;
    }
    text = base::TrimLeft(text);
    const std::string unit = base::AsciiLower(text.substr(0, text.find(' ')));
    text.remove_prefix(unit.size());
    if (!unit.starts_with("year") && !unit.starts_with("month") && !unit.starts_with("day")) return std::nullopt;
    date += std::string(word) + (unit.front() == 'y' ? "Y" : unit.front() == 'm' ? "M" : "D");
  }
  if (date.size() + time.size() == 1) return std::nullopt;
  return date + time;
}

std::optional<Value> ReadDuration(std::string_view text) {
  if (auto value = Lift(base::ParseDuration(text))) return value;
  const auto iso = IsoOfInterval(text);
  return iso ? Lift(base::ParseDuration(*iso)) : std::nullopt;
}

// The elements of "[a,b]": commas within brackets of any kind belong to an element. nullopt for another text.
std::optional<std::vector<std::string_view>> InBrackets(std::string_view text) {
  text = base::Trim(text);
  if (text.size() < 2 || text.front() != '[' || text.back() != ']') return std::nullopt;
  text = text.substr(1, text.size() - 2);
  std::vector<std::string_view> elements;
  if (text.empty()) return elements;
  int depth = 0;
  size_t begin = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '[' || text[i] == '{') ++depth;
    if (text[i] == ']' || text[i] == '}') --depth;
    if (depth > 0 || text[i] != ',') continue;
    elements.push_back(text.substr(begin, i - begin));
    begin = i + 1;
  }
  elements.push_back(text.substr(begin));
  return elements;
}

std::vector<std::string_view> BetweenDelimiters(std::string_view text, std::string_view delimiter) {
  std::vector<std::string_view> elements;
  while (!text.empty()) {
    const size_t end = text.find(delimiter);
    elements.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + delimiter.size());
    if (text.empty()) elements.push_back(text);
  }
  return elements;
}

int64_t NowSeconds() {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

base::Result<Value> ReadElement(const RecordReader& reader, size_t index, std::string_view column,
                                std::string_view text, const CellFormat& format) {
  auto value = ReadText(text, format);
  if (value) return *std::move(value);
  return InputError("{}: column {}: '{}' can't be read as {}; write it like {}", reader.PlaceOf(index), column,
                    base::CodePointSubstring(text, 0, 60), Word(format.type), Example(format.type));
}

}  // namespace

std::optional<Value> ReadText(std::string_view text, const CellFormat& format) {
  if (format.type == CellType::kString) return Value::String(text);
  text = base::Trim(text);
  switch (format.type) {
    case CellType::kString:
      break;
    case CellType::kInteger:
      return ReadInteger(text);
    case CellType::kFloat:
      return ReadFloat(text);
    case CellType::kBoolean:
      return ReadBoolean(text);
    case CellType::kDate:
      return Lift(base::ParseDate(text));
    case CellType::kLocalTime:
      return Lift(base::ParseLocalTime(text));
    case CellType::kTime:
      return Lift(base::ParseTime(text, format.zone, NowSeconds()));
    case CellType::kLocalDateTime:
      return Lift(base::ParseLocalDateTime(WithT(text)));
    case CellType::kDateTime:
      return Lift(base::ParseDateTime(WithT(text), format.zone));
    case CellType::kDuration:
      return ReadDuration(text);
    case CellType::kPoint:
      return ReadPoint(text, format.crs);
    case CellType::kJson: {
      auto value = json::ReadPropertyText(text);
      // What no property may hold.
      if (!value || value->is_null() || value->is(base::Kind::kMap)) return std::nullopt;
      return *std::move(value);
    }
  }
  return std::nullopt;
}

std::string CellText(const Value& value) {
  using base::Kind;
  switch (value.kind()) {
    case Kind::kBoolean:
      return value.boolean() ? "true" : "false";
    case Kind::kInteger:
      return std::to_string(value.integer());
    case Kind::kFloat:
      return base::FloatText(value.floating());
    case Kind::kString:
      return std::string(value.string());
    case Kind::kDate:
      return base::ToString(value.date());
    case Kind::kLocalTime:
      return base::ToString(value.local_time());
    case Kind::kTime:
      return base::ToString(value.time());
    case Kind::kLocalDateTime:
      return base::ToString(value.local_datetime());
    case Kind::kDateTime:
      return base::ToString(value.datetime());
    case Kind::kDuration:
      return base::ToString(value.duration());
    case Kind::kPoint:
      return PointText(value.point());
    case Kind::kNull:
    case Kind::kList:
    case Kind::kMap:
    case Kind::kNode:
    case Kind::kRelationship:
    case Kind::kPath:
      break;
  }
  return {};
}

base::Result<Value> ReadCell(const RecordReader& reader, const Field& field, size_t index, std::string_view column,
                             const CellFormat& format) {
  const bool may_be_empty = format.array || format.type == CellType::kString;
  if (field.text.empty() && (!field.quoted || !may_be_empty)) return Value::Null();
  if (!format.array) return ReadElement(reader, index, column, field.text, format);
  const auto texts =
      format.brackets ? InBrackets(field.text) : std::optional(BetweenDelimiters(field.text, format.array_delimiter));
  if (!texts) {
    return InputError("{}: column {}: '{}' is no list in brackets", reader.PlaceOf(index), column,
                      base::CodePointSubstring(field.text, 0, 60));
  }
  base::List elements;
  for (const std::string_view text : *texts) {
    QIAO_TRY(auto element, ReadElement(reader, index, column, text, format));
    elements.push_back(std::move(element));
  }
  return Value::Of(std::move(elements));
}

}  // namespace qiao::loaders::csv
