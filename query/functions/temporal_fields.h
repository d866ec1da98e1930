// The map from which a temporal value is made: {year: 2023, month: 7, day: 21}, {date: other, hour: 12}.
//
// Errors: kArgument for a field that isn't known, that the type doesn't have, or that contradicts another one; kType
// for
//         a field of the wrong kind.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "base/elapsed.h"
#include "base/result.h"
#include "base/value.h"

namespace qiao::query {

enum class Field : uint8_t {
  kYear,
  kQuarter,
  kMonth,
  kWeek,
  kDayOfWeek,
  kDayOfQuarter,
  kOrdinalDay,
  kDay,
  kHour,
  kMinute,
  kSecond,
  kMillisecond,
  kMicrosecond,
  kNanosecond,
  kEpochSeconds,
  kEpochMillis,
};
inline constexpr size_t kFieldCount = 16;

struct TemporalFields {
  std::array<std::optional<int64_t>, kFieldCount> numbers;
  std::optional<base::Zone> zone;
  // What `date`, `time` and `datetime` brought.
  std::optional<base::TemporalParts> date;
  std::optional<base::TemporalParts> time;

  const std::optional<int64_t>& operator[](Field field) const { return numbers[static_cast<size_t>(field)]; }
  std::optional<int64_t>& operator[](Field field) { return numbers[static_cast<size_t>(field)]; }
  bool HasDateField() const;  // of year to day
  bool HasTimeField() const;  // of hour to nanosecond
};

// Nullopt when a field is null: then the whole value is null.
base::Result<std::optional<TemporalFields>> ReadFields(std::string_view function, const base::Map& map);

// The date that the fields name, starting from `start` where there is one: then fields that aren't named keep its
// values, a day that the new month doesn't have becoming its last one.
base::Result<base::Date> ResolveDate(const TemporalFields& fields, const std::optional<base::Date>& start);
// Nanoseconds since midnight.
base::Result<int64_t> ResolveTime(const TemporalFields& fields, const std::optional<int64_t>& start);

}  // namespace qiao::query
