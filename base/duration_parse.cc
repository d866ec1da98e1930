#include <cmath>

#include "base/calendar.h"
#include "base/duration.h"
#include "base/temporal_scanner.h"
#include "base/temporal_text.h"

namespace qiao::base {
namespace {

// A decimal with its sign: the whole part exact, the fraction apart.
struct Amount {
  long double whole = 0;
  long double fraction = 0;
};

std::optional<Amount> ReadAmount(TemporalScanner& scanner, int sign) {
  if (scanner.Take('-')) {
    sign = -sign;
  } else {
    scanner.Take('+');
  }
  const auto whole = scanner.Digits(scanner.CountDigits());
  if (!whole) return std::nullopt;
  Amount amount;
  amount.whole = static_cast<long double>(sign * *whole);
  if (scanner.Take('.') || scanner.Take(',')) {
    const size_t count = scanner.CountDigits();
    const auto digits = scanner.Digits(count);
    if (!digits) return std::nullopt;
    amount.fraction = static_cast<long double>(sign * *digits) / std::pow(10.0L, static_cast<int>(count));
  }
  return amount;
}

// 1Y2M3W4DT5H6M7.8S: every part at most once, in this order.
std::optional<DurationParts> ReadUnits(TemporalScanner& scanner, int sign) {
  DurationParts parts;
  std::string_view units = "YMWD";
  bool in_time = false;
  bool any = false;
  while (!scanner.AtEnd()) {
    if (!in_time && scanner.Take('T')) {
      in_time = true;
      units = "HMS";
      if (scanner.AtEnd()) return std::nullopt;
      continue;
    }
    const auto amount = ReadAmount(scanner, sign);
    if (!amount) return std::nullopt;
    const char unit = scanner.Peek();
    const size_t place = units.find(unit);
    if (unit == '\0' || place == std::string_view::npos) return std::nullopt;
    units.remove_prefix(place + 1);
    scanner.Take(unit);
    any = true;

    const long double number = amount->whole + amount->fraction;
    switch (unit) {
      case 'Y':
        parts.months += number * 12;
        break;
      case 'M':
        (in_time ? parts.seconds : parts.months) += in_time ? number * 60 : number;
        break;
      case 'W':
        parts.days += number * 7;
        break;
      case 'D':
        parts.days += number;
        break;
      case 'H':
        parts.seconds += number * 3600;
        break;
      case 'S':
        parts.seconds += amount->whole;
        parts.nanoseconds += amount->fraction * kNanosPerSecond;
        break;
      default:
        break;
    }
  }
  return any ? std::optional(parts) : std::nullopt;
}

// 2012-02-02T14:37:21.545 and 20120202T143721.545: years, months, days, hours … of at most these sizes.
std::optional<DurationParts> ReadDateForm(TemporalScanner& scanner, int sign) {
  DurationParts parts;
  const auto years = scanner.Digits(4);
  const bool separated = scanner.Take('-');
  const auto months = scanner.Digits(2);
  if (separated && !scanner.Take('-')) return std::nullopt;
  const auto days = scanner.Digits(2);
  if (!years || !months || !days || *months > 12 || *days > 31) return std::nullopt;
  parts.months = static_cast<long double>(sign * (*years * 12 + *months));
  parts.days = static_cast<long double>(sign * *days);
  if (scanner.AtEnd()) return parts;
  if (!scanner.Take('T')) return std::nullopt;
  const auto hours = scanner.Digits(2);
  if (separated && !scanner.Take(':')) return std::nullopt;
  const auto minutes = scanner.Digits(2);
  if (separated && !scanner.Take(':')) return std::nullopt;
  const auto seconds = scanner.Digits(2);
  if (!hours || !minutes || !seconds || *hours > 24 || *minutes > 60 || *seconds > 60) return std::nullopt;
  parts.seconds = static_cast<long double>(sign * ((*hours * 60 + *minutes) * 60 + *seconds));
  parts.nanoseconds = static_cast<long double>(sign * scanner.Fraction().value_or(0));
  return parts;
}

}  // namespace

Result<Duration> ParseDuration(std::string_view text) {
  TemporalScanner scanner(text);
  const int sign = scanner.Take('-') ? -1 : 1;
  if (sign > 0) scanner.Take('+');
  std::optional<DurationParts> parts;
  if (scanner.Take('P')) {
    const TemporalScanner start = scanner;
    parts = ReadDateForm(scanner, sign);
    if (!parts || !scanner.AtEnd()) {
      scanner = start;
      parts = ReadUnits(scanner, sign);
    }
  }
  if (!parts || !scanner.AtEnd()) {
    return MakeError(ErrorCode::kArgument, "'{}' can't be read as a {}", text, "DURATION")
        .With(ErrorDetail::kInvalidArgumentValue);
  }
  return MakeDuration(*parts);
}

}  // namespace qiao::base
