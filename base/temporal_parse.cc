#include "base/calendar.h"
#include "base/temporal_scanner.h"
#include "base/temporal_text.h"

namespace qiao::base {
namespace {

Error NotA(std::string_view type, std::string_view text) {
  return MakeError(ErrorCode::kArgument, "'{}' can't be read as a {}", text, type)
      .With(ErrorDetail::kInvalidArgumentValue);
}

// The parts of a date behind its year. Separated and compact forms don't mix: 2015-0721 is no date.
std::optional<Result<Date>> ReadDateTail(TemporalScanner& scanner, int64_t year) {
  const bool separated = scanner.Take('-');
  if (scanner.Take('W')) {
    const auto week = scanner.Digits(2);
    if (!week) return std::nullopt;
    if (separated ? !scanner.Take('-') : scanner.CountDigits() == 0) return MakeWeekDate(year, *week, 1);
    const auto day = scanner.Digits(1);
    return day ? std::optional(MakeWeekDate(year, *week, *day)) : std::nullopt;
  }
  if (scanner.Take('Q')) {
    const auto quarter = scanner.Digits(1);
    if (!quarter) return std::nullopt;
    if (separated ? !scanner.Take('-') : scanner.CountDigits() == 0) return MakeQuarterDate(year, *quarter, 1);
    const auto day = scanner.Digits(2);
    return day ? std::optional(MakeQuarterDate(year, *quarter, *day)) : std::nullopt;
  }
  const size_t digits = scanner.CountDigits();
  if (digits == 3) return MakeOrdinalDate(year, *scanner.Digits(3));
  if (digits == 2 || (separated && digits == 1)) {
    const auto month = scanner.Digits(digits);
    if (!separated || !scanner.Take('-')) return MakeDate(year, *month, 1);
    const auto day = scanner.OneOrTwoDigits();
    return day ? std::optional(MakeDate(year, *month, *day)) : std::nullopt;
  }
  if (digits == 4 && !separated) {
    const auto month = scanner.Digits(2);
    return MakeDate(year, *month, *scanner.Digits(2));
  }
  return separated || digits != 0 ? std::nullopt : std::optional(MakeDate(year, 1, 1));
}

// Nullopt for a text that has no date's form at its beginning.
std::optional<Result<Date>> ReadDate(TemporalScanner& scanner) {
  std::optional<int64_t> year;
  if (scanner.Peek() == '+' || scanner.Peek() == '-') {
    const int64_t sign = scanner.Take('-') ? -1 : 1;
    if (sign > 0) scanner.Take('+');
    year = scanner.Digits(std::min<size_t>(scanner.CountDigits(), 10));
    if (year) *year *= sign;
  } else {
    year = scanner.Digits(4);
  }
  if (!year) return std::nullopt;
  return ReadDateTail(scanner, *year);
}

// 21:40:32.142, 214032.142, 21:40, 9:40, 2140, 21.
std::optional<Result<int64_t>> ReadTimeOfDay(TemporalScanner& scanner) {
  const auto hour = scanner.OneOrTwoDigits();
  if (!hour) return std::nullopt;
  const bool separated = scanner.Peek() == ':';
  int64_t parts[2] = {0, 0};  // minute, second
  int count = 0;
  for (; count < 2; ++count) {
    if (separated ? !scanner.Take(':') : scanner.CountDigits() == 0) break;
    const auto digits = separated ? scanner.OneOrTwoDigits() : scanner.Digits(2);
    if (!digits) return std::nullopt;
    parts[count] = *digits;
  }
  int64_t nanosecond = 0;
  if (count == 2) nanosecond = scanner.Fraction().value_or(0);
  return MakeTimeOfDay(*hour, parts[0], parts[1], nanosecond);
}

struct ZonePart {
  std::optional<int32_t> offset;
  std::string name;
};

// "+02:00[Europe/Stockholm]", either part or none.
std::optional<Result<ZonePart>> ReadZone(TemporalScanner& scanner) {
  ZonePart zone;
  if (const auto offset = scanner.Offset()) {
    auto checked = CheckedOffset(*offset);
    if (!checked) return std::optional<Result<ZonePart>>(std::move(checked).error());
    zone.offset = *checked;
  }
  if (scanner.Take('[')) {
    const size_t end = scanner.rest().find(']');
    if (end == std::string_view::npos || end == 0 || end + 1 != scanner.rest().size()) return std::nullopt;
    zone.name = scanner.rest().substr(0, end);
    scanner = TemporalScanner("");
  }
  return zone;
}

// A date, and, behind a T, a time.
std::optional<Result<LocalDateTime>> ReadLocalDateTime(TemporalScanner& scanner) {
  auto date = ReadDate(scanner);
  if (!date) return std::nullopt;
  if (!*date) return std::optional<Result<LocalDateTime>>(std::move(*date).error());
  if (!scanner.Take('T') && !scanner.Take('t')) return Join(**date, 0);
  auto time = ReadTimeOfDay(scanner);
  if (!time) return std::nullopt;
  if (!*time) return std::optional<Result<LocalDateTime>>(std::move(*time).error());
  return Join(**date, **time);
}

}  // namespace

Result<Date> ParseDate(std::string_view text) {
  TemporalScanner scanner(text);
  auto date = ReadDate(scanner);
  if (!date || !scanner.AtEnd()) return NotA("DATE", text);
  return *std::move(date);
}

Result<LocalTime> ParseLocalTime(std::string_view text) {
  TemporalScanner scanner(text);
  auto time = ReadTimeOfDay(scanner);
  if (!time || !scanner.AtEnd()) return NotA("LOCAL TIME", text);
  QIAO_TRY(const int64_t nanoseconds, *std::move(time));
  return LocalTime{nanoseconds};
}

Result<Time> ParseTime(std::string_view text, const Zone& zone, int64_t now) {
  TemporalScanner scanner(text);
  auto time = ReadTimeOfDay(scanner);
  if (!time) return NotA("ZONED TIME", text);
  auto zone_part = ReadZone(scanner);
  if (!zone_part || !scanner.AtEnd()) return NotA("ZONED TIME", text);
  QIAO_TRY(const int64_t nanoseconds, *std::move(time));
  QIAO_TRY(const ZonePart part, *std::move(zone_part));
  if (part.offset) return Time{nanoseconds, *part.offset};
  Zone named = zone;
  if (!part.name.empty()) {
    QIAO_TRY(named, FindZone(part.name));
  }
  QIAO_TRY(const int32_t offset, OffsetAt(named, now));
  return Time{nanoseconds, offset};
}

Result<LocalDateTime> ParseLocalDateTime(std::string_view text) {
  TemporalScanner scanner(text);
  auto datetime = ReadLocalDateTime(scanner);
  if (!datetime || !scanner.AtEnd()) return NotA("LOCAL DATETIME", text);
  return *std::move(datetime);
}

Result<DateTime> ParseDateTime(std::string_view text, const Zone& zone) {
  TemporalScanner scanner(text);
  auto datetime = ReadLocalDateTime(scanner);
  if (!datetime) return NotA("ZONED DATETIME", text);
  auto zone_part = ReadZone(scanner);
  if (!zone_part || !scanner.AtEnd()) return NotA("ZONED DATETIME", text);
  QIAO_TRY(const LocalDateTime local, *std::move(datetime));
  QIAO_TRY(const ZonePart part, *std::move(zone_part));
  Zone named = part.offset ? Zone{"", *part.offset} : zone;
  if (!part.name.empty()) {
    QIAO_TRY(named, FindZone(part.name));
  }
  QIAO_TRY(const DateTime placed, AtZone(local, named, part.offset));
  if (part.offset && placed.offset_seconds != *part.offset) {
    return MakeError(ErrorCode::kArgument, "in '{}' the offset isn't the one of the time zone, {}", text,
                     OffsetText(placed.offset_seconds))
        .With(ErrorDetail::kInvalidArgumentValue);
  }
  return placed;
}

}  // namespace qiao::base
