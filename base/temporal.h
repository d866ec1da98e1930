// The temporal types of openCypher as plain numbers. Calendar arithmetic is in calendar.h and duration.h, reading and
// printing in temporal_text.h, time zones in time_zone.h.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace qiao::base {

struct Date {
  int64_t days = 0;  // since 1970-01-01, proleptic Gregorian calendar
  friend constexpr auto operator<=>(const Date&, const Date&) = default;
};

struct LocalTime {
  int64_t nanoseconds = 0;  // since midnight
  friend constexpr auto operator<=>(const LocalTime&, const LocalTime&) = default;
};

struct Time {
  int64_t nanoseconds = 0;     // since local midnight
  int32_t offset_seconds = 0;  // east of UTC
  friend constexpr bool operator==(const Time&, const Time&) = default;
};

struct LocalDateTime {
  int64_t seconds = 0;      // since 1970-01-01T00:00, local
  int32_t nanoseconds = 0;  // 0 to 999,999,999
  friend constexpr auto operator<=>(const LocalDateTime&, const LocalDateTime&) = default;
};

struct DateTime {
  int64_t seconds = 0;         // since 1970-01-01T00:00Z
  int32_t nanoseconds = 0;     // 0 to 999,999,999
  int32_t offset_seconds = 0;  // east of UTC at that instant
  std::string zone;            // an IANA name such as Asia/Shanghai; empty when only the offset is known
  friend bool operator==(const DateTime&, const DateTime&) = default;
};

// The four parts don't convert into each other: a month has no fixed number of days, a day no fixed number of seconds.
struct Duration {
  int64_t months = 0;
  int64_t days = 0;
  int64_t seconds = 0;
  int32_t nanoseconds = 0;  // 0 to 999,999,999
  friend constexpr bool operator==(const Duration&, const Duration&) = default;
};

}  // namespace qiao::base
