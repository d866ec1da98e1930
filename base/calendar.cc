#include "base/calendar.h"

#include <algorithm>

namespace qiao::base {
namespace {

// Towards minus infinity, unlike the / and % of C++.
constexpr int64_t FloorDivide(int64_t a, int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }
constexpr int64_t FloorModulo(int64_t a, int64_t b) { return a % b + (a % b < 0 ? b : 0); }

// Days since 1970-01-01 of a day of the Gregorian calendar: years are counted from March, so that the leap day is the
// last of its year; 400 years have 146,097 days.
constexpr int64_t DaysOf(int64_t year, int month, int day) {
  year -= month <= 2 ? 1 : 0;
  const int64_t era = FloorDivide(year, 400);
  const int64_t year_of_era = FloorModulo(year, 400);
  const int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  const int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + day_of_era - 719'468;
}

constexpr int64_t kMinDays = DaysOf(-kMaxYear, 1, 1);
constexpr int64_t kMaxDays = DaysOf(kMaxYear, 12, 31);

// Monday is 1, Sunday is 7. 1970-01-01 was a Thursday.
int DayOfWeek(int64_t days) { return static_cast<int>(FloorModulo(days + 3, 7)) + 1; }

// The Monday of the first week of a week year.
int64_t FirstMonday(int64_t week_year) {
  const int64_t fourth = DaysOf(week_year, 1, 4);
  return fourth - (DayOfWeek(fourth) - 1);
}

}  // namespace

bool IsLeapYear(int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int DaysInMonth(int64_t year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && IsLeapYear(year) ? 29 : kDays[month - 1];
}

int DaysInYear(int64_t year) { return IsLeapYear(year) ? 366 : 365; }

int WeeksInYear(int64_t week_year) {
  return static_cast<int>((FirstMonday(week_year + 1) - FirstMonday(week_year)) / 7);
}

int DayOfYear(const CivilDate& date) {
  return static_cast<int>(DaysOf(date.year, date.month, date.day) - DaysOf(date.year, 1, 1)) + 1;
}

int DayOfQuarter(const CivilDate& date) {
  const int first_month = (QuarterOf(date.month) - 1) * 3 + 1;
  return static_cast<int>(DaysOf(date.year, date.month, date.day) - DaysOf(date.year, first_month, 1)) + 1;
}

Date DateOf(const CivilDate& date) { return {DaysOf(date.year, date.month, date.day)}; }

CivilDate CivilOf(Date date) {
  const int64_t days = date.days + 719'468;
  const int64_t era = FloorDivide(days, 146'097);
  const int64_t day_of_era = FloorModulo(days, 146'097);
  const int64_t year_of_era = (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t shifted_month = (5 * day_of_year + 2) / 153;
  CivilDate civil;
  civil.day = static_cast<int>(day_of_year - (153 * shifted_month + 2) / 5 + 1);
  civil.month = static_cast<int>(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
  civil.year = year_of_era + era * 400 + (civil.month <= 2 ? 1 : 0);
  return civil;
}

WeekDate WeekOf(Date date) {
  WeekDate week;
  week.day = DayOfWeek(date.days);
  week.year = CivilOf({date.days - week.day + 4}).year;  // a week belongs to the year of its Thursday
  week.week = static_cast<int>((date.days - FirstMonday(week.year)) / 7) + 1;
  return week;
}

Result<int64_t> CheckedPart(std::string_view part, int64_t value, int64_t low, int64_t high) {
  if (value >= low && value <= high) return value;
  return MakeError(ErrorCode::kArgument, "{} must be between {} and {}, not {}", part, low, high, value)
      .With(ErrorDetail::kInvalidArgumentValue);
}

Result<Date> MakeDate(int64_t year, int64_t month, int64_t day) {
  QIAO_CHECK(CheckedPart("year", year, -kMaxYear, kMaxYear));
  QIAO_CHECK(CheckedPart("month", month, 1, 12));
  QIAO_CHECK(CheckedPart("day", day, 1, DaysInMonth(year, static_cast<int>(month))));
  return Date{DaysOf(year, static_cast<int>(month), static_cast<int>(day))};
}

Result<Date> MakeWeekDate(int64_t week_year, int64_t week, int64_t day_of_week) {
  QIAO_CHECK(CheckedPart("year", week_year, -kMaxYear, kMaxYear));
  QIAO_CHECK(CheckedPart("week", week, 1, WeeksInYear(week_year)));
  QIAO_CHECK(CheckedPart("dayOfWeek", day_of_week, 1, 7));
  return CheckedDate(FirstMonday(week_year) + (week - 1) * 7 + day_of_week - 1);
}

Result<Date> MakeOrdinalDate(int64_t year, int64_t day_of_year) {
  QIAO_CHECK(CheckedPart("year", year, -kMaxYear, kMaxYear));
  QIAO_CHECK(CheckedPart("ordinalDay", day_of_year, 1, DaysInYear(year)));
  return Date{DaysOf(year, 1, 1) + day_of_year - 1};
}

Result<Date> MakeQuarterDate(int64_t year, int64_t quarter, int64_t day_of_quarter) {
  QIAO_CHECK(CheckedPart("year", year, -kMaxYear, kMaxYear));
  QIAO_CHECK(CheckedPart("quarter", quarter, 1, 4));
  const int first_month = static_cast<int>(quarter - 1) * 3 + 1;
  int length = 0;
  for (int month = first_month; month < first_month + 3; ++month) length += DaysInMonth(year, month);
  QIAO_CHECK(CheckedPart("dayOfQuarter", day_of_quarter, 1, length));
  return Date{DaysOf(year, first_month, 1) + day_of_quarter - 1};
}

Result<Date> CheckedDate(int64_t days) {
  if (days >= kMinDays && days <= kMaxDays) return Date{days};
  return MakeError(ErrorCode::kArithmetic, "the date lies outside the years from {} to {}", -kMaxYear, kMaxYear)
      .With(ErrorDetail::kNumberOutOfRange);
}

Result<int64_t> MakeTimeOfDay(int64_t hour, int64_t minute, int64_t second, int64_t nanosecond) {
  QIAO_CHECK(CheckedPart("hour", hour, 0, 23));
  QIAO_CHECK(CheckedPart("minute", minute, 0, 59));
  QIAO_CHECK(CheckedPart("second", second, 0, 59));
  QIAO_CHECK(CheckedPart("nanosecond", nanosecond, 0, kNanosPerSecond - 1));
  return ((hour * 60 + minute) * 60 + second) * kNanosPerSecond + nanosecond;
}

Result<int32_t> CheckedOffset(int64_t seconds) {
  constexpr int64_t kMaxOffset = 18 * 3600;
  if (seconds >= -kMaxOffset && seconds <= kMaxOffset) return static_cast<int32_t>(seconds);
  return MakeError(ErrorCode::kArgument, "an offset from UTC must be at most 18 hours")
      .With(ErrorDetail::kInvalidArgumentValue);
}

DayAndTime Split(const LocalDateTime& datetime) {
  const int64_t days = FloorDivide(datetime.seconds, kSecondsPerDay);
  const int64_t seconds = FloorModulo(datetime.seconds, kSecondsPerDay);
  return {{days}, seconds * kNanosPerSecond + datetime.nanoseconds};
}

LocalDateTime Join(Date date, int64_t nanoseconds_of_day) {
  return {date.days * kSecondsPerDay + nanoseconds_of_day / kNanosPerSecond,
          static_cast<int32_t>(nanoseconds_of_day % kNanosPerSecond)};
}

}  // namespace qiao::base
