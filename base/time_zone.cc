#include "base/time_zone.h"

#include <date/tz.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>

#include "base/calendar.h"
#include "base/temporal_scanner.h"
#include "base/zone_links.h"

namespace qiao::base {
namespace {

using std::chrono::seconds;

// The zone database tabulates transitions up to 2037; from then on the last rules repeat. An instant beyond is looked
// up at a day of a year up to 2037 that has the same weekdays and the same place in the year, so the rules give the
// same answer. January and February are matched by the weekday of January 1st, later days by that of March 1st: so
// common years serve for leap years too.
constexpr int64_t kLastTabulatedYear = 2037;
constexpr int64_t kFirstMatchingYear = 2027;  // the eleven years from here on begin with every weekday

// How far to move a day of 1970-based days so that its year is tabulated.
int64_t TabulatedShift(int64_t days) {
  CivilDate date = CivilOf({days});
  if (date.year <= kLastTabulatedYear) return 0;
  if (date.month == 2 && date.day == 29) date.day = 28;
  const int pivot_month = date.month <= 2 ? 1 : 3;
  const int weekday = WeekOf(DateOf({date.year, pivot_month, 1})).day;
  for (int64_t year = kFirstMatchingYear; year <= kLastTabulatedYear; ++year) {
    if (WeekOf(DateOf({year, pivot_month, 1})).day == weekday) return DateOf({year, date.month, date.day}).days - days;
  }
  return 0;
}

// Before all zones' first transitions, and within what the date library can count.
constexpr int64_t kEarliestYear = -9'999;

// The instant or local time at which to look into the tables for the one given.
int64_t InTables(int64_t moment) {
  const int64_t shift = TabulatedShift(Split({moment, 0}).date.days) * kSecondsPerDay;
  return std::max(moment + shift, DateOf({kEarliestYear, 1, 1}).days * kSecondsPerDay);
}

Result<const date::time_zone*> Locate(std::string_view name) {
  try {
    return date::locate_zone(std::string(ZoneWithData(name)));
  } catch (const std::runtime_error&) {
    return MakeError(ErrorCode::kArgument, "'{}' is no known time zone", name).With(ErrorDetail::kInvalidArgumentValue);
  }
}

int32_t Seconds(seconds offset) { return static_cast<int32_t>(offset.count()); }

}  // namespace

Result<Zone> FindZone(std::string_view text) {
  TemporalScanner scanner(text);
  if (const auto offset = scanner.Offset(); offset && scanner.AtEnd()) {
    QIAO_TRY(const int32_t checked, CheckedOffset(*offset));
    return Zone{"", checked};
  }
  QIAO_CHECK(Locate(text));
  return Zone{std::string(text), 0};
}

Zone ZoneOf(const DateTime& datetime) { return {datetime.zone, datetime.zone.empty() ? datetime.offset_seconds : 0}; }

Result<int32_t> OffsetAt(const Zone& zone, int64_t instant) {
  if (zone.name.empty()) return zone.offset_seconds;
  QIAO_TRY(const date::time_zone* found, Locate(zone.name));
  return Seconds(found->get_info(date::sys_seconds(seconds(InTables(instant)))).offset);
}

Result<DateTime> AtZone(const LocalDateTime& local, const Zone& zone, std::optional<int32_t> preferred) {
  int64_t shown = local.seconds;
  int32_t offset = zone.offset_seconds;
  if (!zone.name.empty()) {
    QIAO_TRY(const date::time_zone* found, Locate(zone.name));
    const date::local_info info = found->get_info(date::local_seconds(seconds(InTables(local.seconds))));
    offset = Seconds(info.first.offset);
    if (info.result == date::local_info::nonexistent) {
      shown += (info.second.offset - info.first.offset).count();
      offset = Seconds(info.second.offset);
    } else if (info.result == date::local_info::ambiguous && preferred == Seconds(info.second.offset)) {
      offset = Seconds(info.second.offset);
    }
  }
  return DateTime{shown - offset, local.nanoseconds, offset, zone.name};
}

Result<DateTime> InZone(int64_t instant, int32_t nanoseconds, const Zone& zone) {
  QIAO_TRY(const int32_t offset, OffsetAt(zone, instant));
  return DateTime{instant, nanoseconds, offset, zone.name};
}

LocalDateTime LocalOf(const DateTime& datetime) {
  return {datetime.seconds + datetime.offset_seconds, datetime.nanoseconds};
}

}  // namespace qiao::base
