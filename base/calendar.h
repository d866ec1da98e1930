// The proleptic Gregorian calendar, ISO weeks and quarters. Years run from -999,999,999 to 999,999,999.
//
// Errors: kArgument for a date that doesn't exist or lies outside those years.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "base/temporal.h"

namespace qiao::base {

inline constexpr int64_t kMaxYear = 999'999'999;
inline constexpr int64_t kSecondsPerDay = 86'400;
inline constexpr int64_t kNanosPerSecond = 1'000'000'000;
inline constexpr int64_t kNanosPerDay = kSecondsPerDay * kNanosPerSecond;

struct CivilDate {
  int64_t year = 1970;
  int month = 1;  // 1 to 12
  int day = 1;    // 1 to 31
};

struct WeekDate {
  int64_t year = 1970;  // of the week, which begins on the Monday of the week with January 4th
  int week = 1;         // 1 to 53
  int day = 1;          // Monday is 1
};

bool IsLeapYear(int64_t year);
int DaysInMonth(int64_t year, int month);
int DaysInYear(int64_t year);
int WeeksInYear(int64_t week_year);
inline int QuarterOf(int month) { return (month - 1) / 3 + 1; }
// Days of the quarters before it and of its own.
int DayOfYear(const CivilDate& date);
int DayOfQuarter(const CivilDate& date);

// Requires a year within the limits and a month and day that exist.
Date DateOf(const CivilDate& date);
CivilDate CivilOf(Date date);
WeekDate WeekOf(Date date);

Result<Date> MakeDate(int64_t year, int64_t month, int64_t day);
Result<Date> MakeWeekDate(int64_t week_year, int64_t week, int64_t day_of_week);
Result<Date> MakeOrdinalDate(int64_t year, int64_t day_of_year);
Result<Date> MakeQuarterDate(int64_t year, int64_t quarter, int64_t day_of_quarter);

// The date if its year is within the limits.
Result<Date> CheckedDate(int64_t days);
// Nanoseconds since midnight; each part within its own range.
Result<int64_t> MakeTimeOfDay(int64_t hour, int64_t minute, int64_t second, int64_t nanosecond);
// An offset of at most 18 hours either way.
Result<int32_t> CheckedOffset(int64_t seconds);
// `value` if it lies in [low, high], else an error that names the part.
Result<int64_t> CheckedPart(std::string_view part, int64_t value, int64_t low, int64_t high);

// A datetime's day and the nanoseconds within it.
struct DayAndTime {
  Date date;
  int64_t nanoseconds = 0;
};
DayAndTime Split(const LocalDateTime& datetime);
LocalDateTime Join(Date date, int64_t nanoseconds_of_day);

}  // namespace qiao::base
