// date.truncate('month', …) and its siblings: the beginning of the unit in which a value lies.
#include <algorithm>

#include "base/calendar.h"
#include "base/text.h"
#include "query/functions/check.h"
#include "query/functions/rows.h"
#include "query/functions/temporal_build.h"
#include "query/functions/temporal_parts.h"

namespace qiao::query {
namespace {

using base::CivilDate;
using base::Date;
using base::ErrorCode;
using base::ErrorDetail;
using base::Kind;
using base::MakeError;
using base::Result;
using base::Value;
using Arguments = std::span<const Value>;

// From the largest to the smallest.
enum class Unit : uint8_t {
  kMillennium,
  kCentury,
  kDecade,
  kYear,
  kWeekYear,
  kQuarter,
  kMonth,
  kWeek,
  kDay,
  kHour,
  kMinute,
  kSecond,
  kMillisecond,
  kMicrosecond,
};
constexpr std::string_view kUnitNames[] = {
    "millennium", "century", "decade", "year",   "weekyear", "quarter",     "month",
    "week",       "day",     "hour",   "minute", "second",   "millisecond", "microsecond",
};

Result<Unit> FindUnit(std::string_view function, std::string_view name) {
  const auto* const found = std::ranges::find(kUnitNames, base::AsciiLower(name));
  if (found != std::end(kUnitNames)) return static_cast<Unit>(found - std::begin(kUnitNames));
  return MakeError(ErrorCode::kArgument, "{}() doesn't know the unit '{}'", function, name)
      .With(ErrorDetail::kInvalidArgumentValue);
}

// The first year of the thousand, hundred, ten years.
Result<Date> FirstDayOf(int64_t year, int64_t years) {
  const int64_t rest = year % years;
  return base::MakeDate(year - (rest < 0 ? rest + years : rest), 1, 1);
}

Result<Date> TruncateDate(Date date, Unit unit) {
  const CivilDate civil = base::CivilOf(date);
  const base::WeekDate week = base::WeekOf(date);
  switch (unit) {
    case Unit::kMillennium:
      return FirstDayOf(civil.year, 1000);
    case Unit::kCentury:
      return FirstDayOf(civil.year, 100);
    case Unit::kDecade:
      return FirstDayOf(civil.year, 10);
    case Unit::kYear:
      return base::MakeDate(civil.year, 1, 1);
    case Unit::kWeekYear:
      return base::MakeWeekDate(week.year, 1, 1);
    case Unit::kQuarter:
      return base::MakeQuarterDate(civil.year, base::QuarterOf(civil.month), 1);
    case Unit::kMonth:
      return base::MakeDate(civil.year, civil.month, 1);
    case Unit::kWeek:
      return base::CheckedDate(date.days - (week.day - 1));
    case Unit::kDay:
    case Unit::kHour:
    case Unit::kMinute:
    case Unit::kSecond:
    case Unit::kMillisecond:
    case Unit::kMicrosecond:
      return date;
  }
  return date;
}

int64_t TruncateTime(int64_t nanoseconds, Unit unit) {
  int64_t size = base::kNanosPerDay;
  if (unit == Unit::kHour) size = 3600 * base::kNanosPerSecond;
  if (unit == Unit::kMinute) size = 60 * base::kNanosPerSecond;
  if (unit == Unit::kSecond) size = base::kNanosPerSecond;
  if (unit == Unit::kMillisecond) size = 1'000'000;
  if (unit == Unit::kMicrosecond) size = 1'000;
  return nanoseconds - nanoseconds % size;
}

// A finer field of the map is added to what truncation to fractions of a second left: 0.645 with {nanosecond: 2}.
void KeepFraction(Unit unit, int64_t nanoseconds, TemporalFields& fields) {
  const int64_t fraction = nanoseconds % base::kNanosPerSecond;
  const bool finer = fields[Field::kMicrosecond] || fields[Field::kNanosecond];
  if (unit == Unit::kMillisecond && finer && !fields[Field::kMillisecond]) {
    fields[Field::kMillisecond] = fraction / 1'000'000;
  }
  if (unit == Unit::kMicrosecond && fields[Field::kNanosecond] && !fields[Field::kMicrosecond] &&
      !fields[Field::kMillisecond]) {
    fields[Field::kMicrosecond] = fraction / 1'000;
  }
}

template <Kind kind>
constexpr std::string_view NameOf() {
  if constexpr (kind == Kind::kDate) return "date.truncate";
  if constexpr (kind == Kind::kLocalTime) return "localtime.truncate";
  if constexpr (kind == Kind::kTime) return "time.truncate";
  if constexpr (kind == Kind::kLocalDateTime) return "localdatetime.truncate";
  return "datetime.truncate";
}

template <Kind kind>
Result<Value> Truncate(FunctionContext& context, Arguments arguments) {
  constexpr bool has_date = kind == Kind::kDate || kind == Kind::kLocalDateTime || kind == Kind::kDateTime;
  constexpr bool has_time = kind != Kind::kDate;
  QIAO_TRY(const Unit unit, FindUnit(NameOf<kind>(), arguments[0].string()));
  QIAO_TRY(base::Zone zone, DefaultZone(context));
  Value input;
  if (arguments.size() >= 2) {
    input = arguments[1];
  } else {
    QIAO_TRY(input, FromInstant(Kind::kDateTime, context.statement_time, zone));
  }
  base::TemporalParts parts = PartsOf(input);
  const bool lacks_part = has_date ? !parts.date : !parts.nanoseconds_of_day;
  const bool small_unit = unit > Unit::kDay && (!has_time || !parts.nanoseconds_of_day);
  if (lacks_part || small_unit || (!has_date && unit < Unit::kDay)) {
    return MakeError(ErrorCode::kArgument, "{}() can't cut a value of type {} to the unit '{}'", NameOf<kind>(),
                     base::Name(input.kind()), arguments[0].string())
        .With(ErrorDetail::kInvalidArgumentValue);
  }
  TemporalFields fields;
  if (arguments.size() == 3) {
    QIAO_TRY(const auto given, ReadFields(NameOf<kind>(), arguments[2].map()));
    if (!given) return Value::Null();
    fields = *given;
  }
  if ((!has_date && fields.HasDateField()) || (!has_time && fields.HasTimeField())) {
    return MakeError(ErrorCode::kArgument, "{}() is given a field that the type doesn't have", NameOf<kind>())
        .With(ErrorDetail::kInvalidArgumentValue);
  }
  Date date;
  if (has_date) {
    QIAO_TRY(const Date start, TruncateDate(*parts.date, unit));
    QIAO_TRY(date, ResolveDate(fields, start));
  }
  int64_t nanoseconds = TruncateTime(parts.nanoseconds_of_day.value_or(0), unit);
  KeepFraction(unit, nanoseconds, fields);
  QIAO_TRY(nanoseconds, ResolveTime(fields, nanoseconds));

  // A zone in the map takes the place of the value's own; the clock keeps showing the same.
  if (fields.zone) return Assemble(context, kind, date, nanoseconds, *fields.zone, std::nullopt);
  return Assemble(context, kind, date, nanoseconds, parts.zone.value_or(zone), parts.offset_seconds);
}

template <Kind kind>
Function Row(std::string_view example) {
  return {.name = NameOf<kind>(),
          .parameters = {{"unit", Type::Of(Kind::kString)},
                         {"value", Type::OneOf({Kind::kDate, Kind::kLocalTime, Kind::kTime, Kind::kLocalDateTime,
                                                Kind::kDateTime})},
                         {"fields", Type::Of(Kind::kMap)}},
          .required = 1,
          .result = Type::Of(kind),
          .deterministic = false,
          .kernel = &Truncate<kind>,
          .help = "The beginning of the unit in which the value lies, with the fields of a map changed.",
          .example = example};
}

}  // namespace

std::span<const Function> TruncateFunctions() {
  static const std::vector<Function> kRows = {
      Row<Kind::kDate>("date.truncate('month', date('2023-07-21')) = date('2023-07-01')"),
      Row<Kind::kDateTime>("datetime.truncate('day', datetime('2023-07-21T12:34+08:00')) = "
                           "datetime('2023-07-21T00:00+08:00')"),
      Row<Kind::kLocalDateTime>("localdatetime.truncate('hour', localdatetime('2023-07-21T12:34')) = "
                                "localdatetime('2023-07-21T12:00')"),
      Row<Kind::kLocalTime>("localtime.truncate('minute', localtime('12:34:56')) = localtime('12:34')"),
      Row<Kind::kTime>("time.truncate('hour', time('12:34+08:00')) = time('12:00+08:00')"),
  };
  return kRows;
}

}  // namespace qiao::query
