// How much time lies between two temporal values, of the same type or of different ones.
#pragma once

#include <cstdint>
#include <optional>

#include "base/result.h"
#include "base/temporal.h"
#include "base/time_zone.h"

namespace qiao::base {

// What any temporal value has: a date, a time of day, a zone, or some of these. A part that only one of two values has
// is taken from there; a missing time is midnight.
struct TemporalParts {
  std::optional<Date> date;
  std::optional<int64_t> nanoseconds_of_day;
  std::optional<Zone> zone;
  std::optional<int32_t> offset_seconds;  // of a datetime with a zone: tells which of two equal local times it is
};

enum class ElapsedUnit : uint8_t {
  kMixed,    // months, then days, then seconds
  kMonths,   // whole months only
  kDays,     // whole days only
  kSeconds,  // seconds and nanoseconds only
};

// Negative when `to` is earlier than `from`.
Result<Duration> Between(const TemporalParts& from, const TemporalParts& to, ElapsedUnit unit);

}  // namespace qiao::base
