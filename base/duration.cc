#include "base/duration.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <limits>

#include "base/calendar.h"
#include "base/time_zone.h"

namespace qiao::base {
namespace {

__extension__ using Int128 = __int128;

constexpr long double kDaysPerMonth = 30.436875L;  // 146,097 days in 4,800 months
// Less than any nanosecond's fraction that can be meant, more than what rounding loses.
constexpr long double kRounding = 1e-3L;

Error TooLong() {
  return MakeError(ErrorCode::kArithmetic, "the duration is too long").With(ErrorDetail::kIntegerOverflow);
}

Result<int64_t> Narrow(Int128 number) {
  if (number < std::numeric_limits<int64_t>::min() || number > std::numeric_limits<int64_t>::max()) return TooLong();
  return static_cast<int64_t>(number);
}

// The whole part, towards zero; the fraction stays in `number`. 6.9999999999999999996 is meant to be 7; a number whose
// last bits count whole units is taken as it is.
Result<int64_t> TakeWhole(long double& number) {
  constexpr long double kTwoTo63 = 9223372036854775808.0L;
  constexpr long double kMostWithFraction = 1e15L;
  if (!(number >= -kTwoTo63 && number < kTwoTo63)) return TooLong();
  const long double whole = std::trunc(std::abs(number) < kMostWithFraction ? number * (1 + 1e-18L) : number);
  number -= whole;
  return static_cast<int64_t>(whole);
}

Result<Duration> FromNanoseconds(int64_t months, int64_t days, Int128 nanoseconds) {
  Int128 seconds = nanoseconds / kNanosPerSecond;
  Int128 rest = nanoseconds % kNanosPerSecond;
  if (rest < 0) {
    rest += kNanosPerSecond;
    --seconds;
  }
  QIAO_TRY(const int64_t narrow, Narrow(seconds));
  return Duration{months, days, narrow, static_cast<int32_t>(rest)};
}

Int128 Nanoseconds(const Duration& duration) {
  return Int128{duration.seconds} * kNanosPerSecond + duration.nanoseconds;
}

int64_t WrapToDay(int64_t nanoseconds_of_day, const Duration& duration) {
  const Int128 sum = (nanoseconds_of_day + Nanoseconds(duration)) % kNanosPerDay;
  return static_cast<int64_t>(sum < 0 ? sum + kNanosPerDay : sum);
}

}  // namespace

long double AsWritten(double number) {
  char digits[64];
  const char* end = std::to_chars(digits, std::end(digits), number).ptr;
  long double exact = number;
  std::from_chars(digits, end, exact);
  return exact;
}

Result<Duration> MakeDuration(const DurationParts& parts) {
  DurationParts left = parts;
  QIAO_TRY(const int64_t months, TakeWhole(left.months));
  left.days += left.months * kDaysPerMonth;
  QIAO_TRY(const int64_t days, TakeWhole(left.days));
  QIAO_TRY(const int64_t seconds, TakeWhole(left.seconds));
  QIAO_TRY(int64_t nanoseconds, TakeWhole(left.nanoseconds));
  // What is left is less than a day, a second, a nanosecond.
  long double rest = left.days * kNanosPerDay + left.seconds * kNanosPerSecond + left.nanoseconds;
  rest += std::copysign(kRounding, rest);
  QIAO_TRY(const int64_t more, TakeWhole(rest));
  return FromNanoseconds(months, days, Int128{seconds} * kNanosPerSecond + nanoseconds + more);
}

Result<Duration> MakeDuration(int64_t months, int64_t days, int64_t seconds, int64_t nanoseconds) {
  return FromNanoseconds(months, days, Int128{seconds} * kNanosPerSecond + nanoseconds);
}

Result<Duration> Add(const Duration& a, const Duration& b) {
  QIAO_TRY(const int64_t months, Narrow(Int128{a.months} + b.months));
  QIAO_TRY(const int64_t days, Narrow(Int128{a.days} + b.days));
  return FromNanoseconds(months, days, Nanoseconds(a) + Nanoseconds(b));
}

Result<Duration> Negate(const Duration& duration) { return Multiply(duration, int64_t{-1}); }

Result<Duration> Multiply(const Duration& duration, int64_t factor) {
  QIAO_TRY(const int64_t months, Narrow(Int128{duration.months} * factor));
  QIAO_TRY(const int64_t days, Narrow(Int128{duration.days} * factor));
  QIAO_TRY(const int64_t seconds, Narrow(Int128{duration.seconds} * factor));
  return FromNanoseconds(months, days, Int128{seconds} * kNanosPerSecond + Int128{duration.nanoseconds} * factor);
}

Result<Duration> Multiply(const Duration& duration, double factor) {
  const long double exact = AsWritten(factor);
  return MakeDuration(
      {duration.months * exact, duration.days * exact, duration.seconds * exact, duration.nanoseconds * exact});
}

Result<Duration> Divide(const Duration& duration, double number) {
  const long double divisor = AsWritten(number);
  if (divisor == 0) return MakeError(ErrorCode::kArithmetic, "a duration can't be divided by zero");
  return MakeDuration(
      {duration.months / divisor, duration.days / divisor, duration.seconds / divisor, duration.nanoseconds / divisor});
}

Result<Date> AddMonths(Date date, int64_t months) {
  CivilDate civil = CivilOf(date);
  const Int128 month = Int128{civil.year} * 12 + (civil.month - 1) + months;
  const Int128 year = month / 12 - (month % 12 < 0 ? 1 : 0);
  if (year < -kMaxYear || year > kMaxYear) return CheckedDate(std::numeric_limits<int64_t>::max());
  civil.year = static_cast<int64_t>(year);
  civil.month = static_cast<int>(month - year * 12) + 1;
  civil.day = std::min(civil.day, DaysInMonth(civil.year, civil.month));
  return DateOf(civil);
}

Result<Date> Add(const Date& date, const Duration& duration) {
  QIAO_TRY(const Date moved, AddMonths(date, duration.months));
  QIAO_TRY(const int64_t days, Narrow(Int128{moved.days} + duration.days + Nanoseconds(duration) / kNanosPerDay));
  return CheckedDate(days);
}

LocalTime Add(const LocalTime& time, const Duration& duration) { return {WrapToDay(time.nanoseconds, duration)}; }

Time Add(const Time& time, const Duration& duration) {
  return {WrapToDay(time.nanoseconds, duration), time.offset_seconds};
}

Result<LocalDateTime> Add(const LocalDateTime& datetime, const Duration& duration) {
  const DayAndTime parts = Split(datetime);
  QIAO_TRY(const Date moved, AddMonths(parts.date, duration.months));
  const Int128 sum = parts.nanoseconds + Nanoseconds(duration);
  const Int128 more_days = sum / kNanosPerDay - (sum % kNanosPerDay < 0 ? 1 : 0);
  QIAO_TRY(const int64_t days, Narrow(Int128{moved.days} + duration.days + more_days));
  QIAO_TRY(const Date date, CheckedDate(days));
  return Join(date, static_cast<int64_t>(sum - more_days * kNanosPerDay));
}

Result<DateTime> Add(const DateTime& datetime, const Duration& duration) {
  // Months and days move along the calendar, hours along the time line: they differ where clocks are changed.
  const Zone zone = ZoneOf(datetime);
  DateTime moved = datetime;
  if (duration.months != 0 || duration.days != 0) {
    QIAO_TRY(const LocalDateTime local, Add(LocalOf(datetime), Duration{duration.months, duration.days, 0, 0}));
    QIAO_TRY(moved, AtZone(local, zone, datetime.offset_seconds));
  }
  QIAO_TRY(const LocalDateTime instant, Add(LocalDateTime{moved.seconds, moved.nanoseconds},
                                            Duration{0, 0, duration.seconds, duration.nanoseconds}));
  return InZone(instant.seconds, instant.nanoseconds, zone);
}

}  // namespace qiao::base
