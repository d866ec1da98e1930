#include "query/functions/temporal_fields.h"

#include <algorithm>
#include <string>

#include "base/calendar.h"
#include "base/text.h"
#include "query/functions/check.h"
#include "query/functions/temporal_parts.h"

namespace qiao::query {
namespace {

using base::Date;
using base::ErrorCode;
using base::ErrorDetail;
using base::Kind;
using base::MakeError;
using base::Result;
using base::Value;

// In the order of Field; in lower case.
constexpr std::string_view kNames[kFieldCount] = {
    "year", "quarter", "month",  "week",        "dayofweek",   "dayofquarter", "ordinalday",   "day",
    "hour", "minute",  "second", "millisecond", "microsecond", "nanosecond",   "epochseconds", "epochmillis",
};

base::Error Contradiction(std::string_view a, std::string_view b) {
  return MakeError(ErrorCode::kArgument, "'{}' and '{}' can't be given together", a, b)
      .With(ErrorDetail::kInvalidArgumentValue);
}

base::Error Missing(std::string_view needed, std::string_view given) {
  return MakeError(ErrorCode::kArgument, "'{}' is needed where '{}' is given", needed, given)
      .With(ErrorDetail::kInvalidArgumentValue);
}

// The part of another value that `date`, `time` or `datetime` takes over.
Result<void> Select(std::string_view function, const std::string& name, const Value& value, TemporalFields& fields) {
  if (!IsTemporal(value)) return WrongKind(function, value);
  const base::TemporalParts parts = PartsOf(value);
  const bool wants_date = name != "time";
  const bool wants_time = name != "date";
  if ((wants_date && !parts.date) || (wants_time && !parts.nanoseconds_of_day)) return WrongKind(function, value);
  if ((wants_date && fields.date) || (wants_time && fields.time)) return Contradiction("datetime", name);
  if (wants_date) fields.date = parts;
  if (wants_time) fields.time = parts;
  return {};
}

// Which of the four ways to name a day within a year the fields use.
enum class DayForm { kCalendar, kWeek, kQuarter, kOrdinal };
Result<DayForm> FormOf(const TemporalFields& fields) {
  const bool used[] = {fields[Field::kMonth] || fields[Field::kDay], fields[Field::kWeek] || fields[Field::kDayOfWeek],
                       fields[Field::kQuarter] || fields[Field::kDayOfQuarter], fields[Field::kOrdinalDay].has_value()};
  constexpr std::string_view kFormNames[] = {"month", "week", "quarter", "ordinalDay"};
  std::optional<size_t> form;
  for (size_t i = 0; i < std::size(used); ++i) {
    if (used[i] && form) return Contradiction(kFormNames[*form], kFormNames[i]);
    if (used[i]) form = i;
  }
  return static_cast<DayForm>(form.value_or(0));
}

Result<Date> ResolveCalendarDay(const TemporalFields& fields, const std::optional<Date>& start) {
  const base::CivilDate civil = start ? base::CivilOf(*start) : base::CivilDate{1970, 1, 1};
  const int64_t year = fields[Field::kYear].value_or(civil.year);
  QIAO_TRY(const int64_t month, base::CheckedPart("month", fields[Field::kMonth].value_or(civil.month), 1, 12));
  const int64_t last = base::DaysInMonth(year, static_cast<int>(month));
  return base::MakeDate(year, month, fields[Field::kDay].value_or(std::min<int64_t>(civil.day, last)));
}

Result<Date> ResolveWeekDay(const TemporalFields& fields, const std::optional<Date>& start) {
  const base::WeekDate week = start ? base::WeekOf(*start) : base::WeekDate{1970, 1, 1};
  return base::MakeWeekDate(fields[Field::kYear].value_or(week.year), fields[Field::kWeek].value_or(week.week),
                            fields[Field::kDayOfWeek].value_or(week.day));
}

// Another quarter keeps the month's place in the quarter and the day.
Result<Date> ResolveQuarterDay(const TemporalFields& fields, const std::optional<Date>& start) {
  const base::CivilDate civil = start ? base::CivilOf(*start) : base::CivilDate{1970, 1, 1};
  const int64_t year = fields[Field::kYear].value_or(civil.year);
  QIAO_TRY(const int64_t quarter,
           base::CheckedPart("quarter", fields[Field::kQuarter].value_or(base::QuarterOf(civil.month)), 1, 4));
  if (fields[Field::kDayOfQuarter]) return base::MakeQuarterDate(year, quarter, *fields[Field::kDayOfQuarter]);
  const int64_t month = (quarter - 1) * 3 + (civil.month - 1) % 3 + 1;
  const int64_t last = base::DaysInMonth(year, static_cast<int>(month));
  return base::MakeDate(year, month, std::min<int64_t>(civil.day, last));
}

// Nanoseconds of the second. The finer fields count what the coarser ones given leave.
Result<int64_t> ResolveFraction(const TemporalFields& fields) {
  int64_t unit_size = base::kNanosPerSecond;
  int64_t sum = 0;
  constexpr struct {
    Field field;
    std::string_view name;
    int64_t nanoseconds;
  } kUnits[] = {{Field::kMillisecond, "millisecond", 1'000'000},
                {Field::kMicrosecond, "microsecond", 1'000},
                {Field::kNanosecond, "nanosecond", 1}};
  for (const auto& unit : kUnits) {
    if (!fields[unit.field]) continue;
    QIAO_TRY(const int64_t number,
             base::CheckedPart(unit.name, *fields[unit.field], 0, unit_size / unit.nanoseconds - 1));
    sum += number * unit.nanoseconds;
    unit_size = unit.nanoseconds;
  }
  return sum;
}

}  // namespace

bool TemporalFields::HasDateField() const {
  return std::any_of(numbers.begin(), numbers.begin() + static_cast<int>(Field::kHour),
                     [](const auto& number) { return number.has_value(); });
}

bool TemporalFields::HasTimeField() const {
  return std::any_of(numbers.begin() + static_cast<int>(Field::kHour),
                     numbers.begin() + static_cast<int>(Field::kEpochSeconds),
                     [](const auto& number) { return number.has_value(); });
}

Result<std::optional<TemporalFields>> ReadFields(std::string_view function, const base::Map& map) {
  TemporalFields fields;
  for (const auto& [key, value] : map) {
    if (value.is_null()) return std::optional<TemporalFields>();
    const std::string name = base::AsciiLower(key);
    const auto* const known = std::ranges::find(kNames, name);
    if (known != std::end(kNames)) {
      if (!value.is(Kind::kInteger)) return WrongKind(function, value);
      fields.numbers[static_cast<size_t>(known - std::begin(kNames))] = value.integer();
    } else if (name == "timezone") {
      if (!value.is(Kind::kString)) return WrongKind(function, value);
      QIAO_TRY(fields.zone, base::FindZone(value.string()));
    } else if (name == "date" || name == "time" || name == "datetime") {
      QIAO_CHECK(Select(function, name, value, fields));
    } else {
      return MakeError(ErrorCode::kArgument, "{}() has no field named '{}'", function, key)
          .With(ErrorDetail::kInvalidArgumentValue);
    }
  }
  return std::optional(std::move(fields));
}

Result<Date> ResolveDate(const TemporalFields& fields, const std::optional<Date>& start) {
  QIAO_TRY(const DayForm form, FormOf(fields));
  if (!start) {
    if (!fields[Field::kYear]) return MakeError(ErrorCode::kArgument, "a date needs a year");
    if (fields[Field::kDay] && !fields[Field::kMonth]) return Missing("month", "day");
    if (fields[Field::kDayOfWeek] && !fields[Field::kWeek]) return Missing("week", "dayOfWeek");
    if (fields[Field::kDayOfQuarter] && !fields[Field::kQuarter]) return Missing("quarter", "dayOfQuarter");
  }
  switch (form) {
    case DayForm::kCalendar:
      return ResolveCalendarDay(fields, start);
    case DayForm::kWeek:
      return ResolveWeekDay(fields, start);
    case DayForm::kQuarter:
      return ResolveQuarterDay(fields, start);
    case DayForm::kOrdinal:
      break;
  }
  const int64_t year = start ? base::CivilOf(*start).year : 0;
  return base::MakeOrdinalDate(fields[Field::kYear].value_or(year), *fields[Field::kOrdinalDay]);
}

Result<int64_t> ResolveTime(const TemporalFields& fields, const std::optional<int64_t>& start) {
  const bool fraction = fields[Field::kMillisecond] || fields[Field::kMicrosecond] || fields[Field::kNanosecond];
  if (!start) {
    if (fields[Field::kMinute] && !fields[Field::kHour]) return Missing("hour", "minute");
    if (fields[Field::kSecond] && !fields[Field::kMinute]) return Missing("minute", "second");
    if (fraction && !fields[Field::kSecond]) return Missing("second", "nanosecond");
  }
  const int64_t seconds = start.value_or(0) / base::kNanosPerSecond;
  int64_t nanosecond = start.value_or(0) % base::kNanosPerSecond;
  if (fraction) {
    QIAO_TRY(nanosecond, ResolveFraction(fields));
  }
  return base::MakeTimeOfDay(fields[Field::kHour].value_or(seconds / 3600),
                             fields[Field::kMinute].value_or(seconds / 60 % 60),
                             fields[Field::kSecond].value_or(seconds % 60), nanosecond);
}

}  // namespace qiao::query
