#include "query/functions/convert.h"

#include <charconv>
#include <cmath>

#include "base/text.h"
#include "query/functions/check.h"
#include "query/functions/temporal_parts.h"

namespace qiao::query {
namespace {

using base::ErrorCode;
using base::ErrorDetail;
using base::Kind;
using base::MakeError;
using base::Result;
using base::Value;
using Converted = Result<std::optional<Value>>;

Converted Some(Value value) { return std::optional(std::move(value)); }

// The whole part of a float, as an integer.
Converted Truncate(double number) {
  constexpr double kTwoTo63 = 9223372036854775808.0;
  if (number >= -kTwoTo63 && number < kTwoTo63) return Some(Value::Integer(static_cast<int64_t>(number)));
  return MakeError(ErrorCode::kArithmetic, "{} doesn't fit into an integer of 64 bits", base::FloatText(number))
      .With(ErrorDetail::kIntegerOverflow);
}

// from_chars takes no plus sign; everything else is the same.
std::string_view WithoutPlus(std::string_view text) {
  text = base::Trim(text);
  if (text.starts_with('+') && text.size() > 1 && text[1] != '-') text.remove_prefix(1);
  return text;
}

}  // namespace

std::optional<double> ReadFloat(std::string_view text) {
  text = WithoutPlus(text);
  double number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec == std::errc() && read.ptr == text.data() + text.size()) {
    // from_chars reads "inf" and "nan(…)" too; only these spellings are Cypher's.
    if (std::isfinite(number) || text == "NaN" || text == "Infinity" || text == "-Infinity") return number;
  }
  // Beyond the range of floats: infinity or zero, as for arithmetic.
  if (read.ec == std::errc::result_out_of_range && read.ptr == text.data() + text.size()) {
    return std::strtod(std::string(text).c_str(), nullptr);
  }
  return std::nullopt;
}

Converted ReadInteger(std::string_view text) {
  text = WithoutPlus(text);
  const bool negative = text.starts_with('-');
  std::string_view digits = negative ? text.substr(1) : text;
  int base = 10;
  if (digits.starts_with("0x") || digits.starts_with("0X")) base = 16;
  if (digits.starts_with("0o")) base = 8;
  if (base != 10) digits.remove_prefix(2);
  uint64_t size = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), size, base);
  const bool whole = read.ptr == digits.data() + digits.size() && !digits.empty();
  if (whole && read.ec == std::errc()) {
    if (size <= INT64_MAX)
      return Some(Value::Integer(negative ? -static_cast<int64_t>(size) : static_cast<int64_t>(size)));
    if (negative && size == uint64_t{INT64_MAX} + 1) return Some(Value::Integer(INT64_MIN));
  }
  if (whole && read.ec != std::errc::invalid_argument) {
    return MakeError(ErrorCode::kArithmetic, "{} doesn't fit into an integer of 64 bits", text)
        .With(ErrorDetail::kIntegerOverflow);
  }
  const auto number = ReadFloat(text);
  if (!number || !std::isfinite(*number)) return Some(Value::Null());
  return Truncate(*number);
}

Converted ConvertToInteger(const Value& value) {
  if (value.is_null() || value.is(Kind::kInteger)) return Some(value);
  if (value.is(Kind::kFloat)) return Truncate(value.floating());
  if (value.is(Kind::kBoolean)) return Some(Value::Integer(value.boolean() ? 1 : 0));
  if (value.is(Kind::kString)) return ReadInteger(value.string());
  return std::optional<Value>();
}

Converted ConvertToFloat(const Value& value) {
  if (value.is_null() || value.is(Kind::kFloat)) return Some(value);
  if (value.is(Kind::kInteger)) return Some(Value::Float(value.number()));
  if (!value.is(Kind::kString)) return std::optional<Value>();
  const auto number = ReadFloat(value.string());
  return Some(number ? Value::Float(*number) : Value::Null());
}

Converted ConvertToBoolean(const Value& value) {
  if (value.is_null() || value.is(Kind::kBoolean)) return Some(value);
  if (value.is(Kind::kInteger)) return Some(Value::Boolean(value.integer() != 0));
  if (!value.is(Kind::kString)) return std::optional<Value>();
  const std::string text = base::AsciiLower(base::Trim(value.string()));
  if (text == "true") return Some(Value::Boolean(true));
  if (text == "false") return Some(Value::Boolean(false));
  return Some(Value::Null());
}

Converted ConvertToString(const Value& value) {
  if (value.is_null() || value.is(Kind::kString)) return Some(value);
  if (IsTemporal(value) || value.is(Kind::kDuration)) return Some(Value::String(TemporalText(value)));
  if (value.is_number() || value.is(Kind::kBoolean) || value.is(Kind::kPoint)) {
    return Some(Value::String(base::ToText(value)));
  }
  return std::optional<Value>();
}

}  // namespace qiao::query
