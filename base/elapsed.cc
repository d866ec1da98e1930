#include "base/elapsed.h"

#include "base/calendar.h"
#include "base/duration.h"

namespace qiao::base {
namespace {

// The last date for which the time of day doesn't pass the end's: only whole days and months count.
Date WholeDaysEnd(const DayAndTime& from, const DayAndTime& to) {
  Date end = to.date;
  if (end > from.date && to.nanoseconds < from.nanoseconds) --end.days;
  if (end < from.date && to.nanoseconds > from.nanoseconds) ++end.days;
  return end;
}

int64_t MonthsBetween(const LocalDateTime& from, const LocalDateTime& to) {
  const DayAndTime start = Split(from);
  const CivilDate a = CivilOf(start.date);
  const CivilDate b = CivilOf(WholeDaysEnd(start, Split(to)));
  // No month has 32 days: a month that isn't complete is cut off by the division.
  const int64_t packed_a = (a.year * 12 + a.month) * 32 + a.day;
  const int64_t packed_b = (b.year * 12 + b.month) * 32 + b.day;
  return (packed_b - packed_a) / 32;
}

int64_t DaysBetween(const LocalDateTime& from, const LocalDateTime& to) {
  const DayAndTime start = Split(from);
  return WholeDaysEnd(start, Split(to)).days - start.date.days;
}

LocalDateTime Local(const LocalDateTime& datetime) { return datetime; }
LocalDateTime Local(const DateTime& datetime) { return LocalOf(datetime); }

template <class Moment>
Result<Duration> BetweenMoments(Moment from, const Moment& to, ElapsedUnit unit) {
  switch (unit) {
    case ElapsedUnit::kMonths:
      return Duration{MonthsBetween(Local(from), Local(to)), 0, 0, 0};
    case ElapsedUnit::kDays:
      return Duration{0, DaysBetween(Local(from), Local(to)), 0, 0};
    case ElapsedUnit::kSeconds:
      return MakeDuration(0, 0, to.seconds - from.seconds, to.nanoseconds - from.nanoseconds);
    case ElapsedUnit::kMixed:
      break;
  }
  Duration whole{MonthsBetween(Local(from), Local(to)), 0, 0, 0};
  QIAO_TRY(from, Add(from, whole));
  const Duration days{0, DaysBetween(Local(from), Local(to)), 0, 0};
  QIAO_TRY(from, Add(from, days));
  return MakeDuration(whole.months, days.days, to.seconds - from.seconds, to.nanoseconds - from.nanoseconds);
}

}  // namespace

Result<Duration> Between(const TemporalParts& from, const TemporalParts& to, ElapsedUnit unit) {
  // Two times of day, or a time and a date, differ by no calendar units.
  const bool dated = from.date && to.date;
  if (!dated && (unit == ElapsedUnit::kMonths || unit == ElapsedUnit::kDays)) return Duration{};
  if (!dated) unit = ElapsedUnit::kSeconds;

  const Date fallback = from.date ? *from.date : to.date.value_or(Date{});
  const LocalDateTime start = Join(from.date.value_or(fallback), from.nanoseconds_of_day.value_or(0));
  const LocalDateTime end = Join(to.date.value_or(fallback), to.nanoseconds_of_day.value_or(0));
  if (!from.zone && !to.zone) return BetweenMoments(start, end, unit);

  const Zone start_zone = from.zone ? *from.zone : *to.zone;
  QIAO_TRY(const DateTime zoned_start, AtZone(start, start_zone, from.offset_seconds));
  QIAO_TRY(const DateTime zoned_end, AtZone(end, to.zone ? *to.zone : start_zone, to.offset_seconds));
  QIAO_TRY(const DateTime same_zone_end, InZone(zoned_end.seconds, zoned_end.nanoseconds, start_zone));
  return BetweenMoments(zoned_start, same_zone_end, unit);
}

}  // namespace qiao::base
