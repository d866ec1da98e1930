// Temporal values as ISO 8601 texts.
//
// Read: calendar dates (2015-07-21, 2015-7-21, 20150721, 2015-07, 2015), week dates (2015-W30-2), quarter dates
// (2015-Q2-60),
//       ordinal dates (2015-202), each also without separators; years beyond 9999 with a sign; times to the
//       nanosecond; offsets (Z, +01, +0100, +01:00:30); named zones in brackets; durations (P1Y2M3DT4H5M6.7S,
//       P2012-02-02T14:37:21.5). What a text leaves out at the end is the first of its kind.
// Errors: kArgument for a text of another form, a date that doesn't exist, a zone that isn't known.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/temporal.h"
#include "base/time_zone.h"

namespace qiao::base {

// kShort: "21:40", "21:40:32.500"; zero seconds are left out, fractions come in threes of digits. It is how results
// show times. kFull: "21:40:00", "21:40:32.5"; it is what toString() makes of them.
enum class TimeStyle : uint8_t { kShort, kFull };

std::string ToString(const Date& date);
std::string ToString(const LocalTime& time, TimeStyle style = TimeStyle::kShort);
std::string ToString(const Time& time, TimeStyle style = TimeStyle::kShort);
std::string ToString(const LocalDateTime& datetime, TimeStyle style = TimeStyle::kShort);
std::string ToString(const DateTime& datetime, TimeStyle style = TimeStyle::kShort);
std::string ToString(const Duration& duration);
// "Z", "+01:00", "-02:05:07".
std::string OffsetText(int32_t offset_seconds);

Result<Date> ParseDate(std::string_view text);
Result<LocalTime> ParseLocalTime(std::string_view text);
// `zone` is for a text without an offset; `now`, in seconds since 1970, says which of its offsets a time takes.
Result<Time> ParseTime(std::string_view text, const Zone& zone, int64_t now);
Result<LocalDateTime> ParseLocalDateTime(std::string_view text);
Result<DateTime> ParseDateTime(std::string_view text, const Zone& zone);
Result<Duration> ParseDuration(std::string_view text);

}  // namespace qiao::base
