// Durations: made from parts, added, scaled, applied to temporal values, measured between two.
//
// Errors: kArithmetic for a result beyond what the type can hold.
#pragma once

#include <cstdint>

#include "base/result.h"
#include "base/temporal.h"

namespace qiao::base {

// Sums whose fractions go to the next smaller part: of a month, by the average of 30.436875 days; of a day, 24 hours.
// long double holds each 64-bit integer exactly.
struct DurationParts {
  long double months = 0;
  long double days = 0;
  long double seconds = 0;
  long double nanoseconds = 0;
};
Result<Duration> MakeDuration(const DurationParts& parts);
// The decimal that stands for a float in a text, more exactly than the float: 0.7 days are 60,480 seconds sharp.
long double AsWritten(double number);
// Exact. The nanoseconds may have any size and sign.
Result<Duration> MakeDuration(int64_t months, int64_t days, int64_t seconds, int64_t nanoseconds);

Result<Duration> Add(const Duration& a, const Duration& b);
Result<Duration> Negate(const Duration& duration);
Result<Duration> Multiply(const Duration& duration, int64_t factor);
Result<Duration> Multiply(const Duration& duration, double factor);
Result<Duration> Divide(const Duration& duration, double divisor);

// First the months, a day that the month doesn't have becoming its last one; then the days; then the seconds. A date
// takes whole days only, a time of day wraps around midnight.
Result<Date> Add(const Date& date, const Duration& duration);
LocalTime Add(const LocalTime& time, const Duration& duration);
Time Add(const Time& time, const Duration& duration);
Result<LocalDateTime> Add(const LocalDateTime& datetime, const Duration& duration);
Result<DateTime> Add(const DateTime& datetime, const Duration& duration);

Result<Date> AddMonths(Date date, int64_t months);

}  // namespace qiao::base
