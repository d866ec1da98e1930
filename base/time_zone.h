// Time zones: a fixed offset from UTC or a name of the system's zone database, such as Asia/Shanghai.
//
// Errors: kArgument for a name that the database doesn't have.
// Threads: any; the database is read once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/temporal.h"

namespace qiao::base {

struct Zone {
  std::string name;            // empty for a fixed offset
  int32_t offset_seconds = 0;  // of a zone without a name
};

// "Z", "+01:00", "Asia/Shanghai".
Result<Zone> FindZone(std::string_view text);
// The zone of a datetime: its name, or its offset when it has none.
Zone ZoneOf(const DateTime& datetime);

// The offset in force at an instant, seconds since 1970-01-01T00:00Z.
Result<int32_t> OffsetAt(const Zone& zone, int64_t seconds);

// The datetime at which clocks of the zone show the local time. Where clocks are set back and show it twice, the
// earlier one, unless `preferred` is the offset of the later one; where they skip it, as far behind the gap as it is in
// it.
Result<DateTime> AtZone(const LocalDateTime& local, const Zone& zone, std::optional<int32_t> preferred = std::nullopt);
// The same instant on clocks of another zone.
Result<DateTime> InZone(int64_t seconds, int32_t nanoseconds, const Zone& zone);
// What clocks of its own zone show.
LocalDateTime LocalOf(const DateTime& datetime);

}  // namespace qiao::base
