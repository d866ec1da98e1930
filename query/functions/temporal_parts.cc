#include "query/functions/temporal_parts.h"

#include "base/calendar.h"
#include "base/temporal_text.h"

namespace qiao::query {

using base::Kind;
using base::TimeStyle;
using base::Value;

bool IsTemporal(const Value& value) { return value.kind() >= Kind::kDate && value.kind() <= Kind::kDateTime; }

base::TemporalParts PartsOf(const Value& value) {
  base::TemporalParts parts;
  const auto take_datetime = [&](const base::LocalDateTime& datetime) {
    const base::DayAndTime split = base::Split(datetime);
    parts.date = split.date;
    parts.nanoseconds_of_day = split.nanoseconds;
  };
  if (value.is(Kind::kDate)) parts.date = value.date();
  if (value.is(Kind::kLocalTime)) parts.nanoseconds_of_day = value.local_time().nanoseconds;
  if (value.is(Kind::kTime)) {
    parts.nanoseconds_of_day = value.time().nanoseconds;
    parts.zone = base::Zone{"", value.time().offset_seconds};
    parts.offset_seconds = value.time().offset_seconds;
  }
  if (value.is(Kind::kLocalDateTime)) take_datetime(value.local_datetime());
  if (value.is(Kind::kDateTime)) {
    take_datetime(base::LocalOf(value.datetime()));
    parts.zone = base::ZoneOf(value.datetime());
    parts.offset_seconds = value.datetime().offset_seconds;
  }
  return parts;
}

std::string TemporalText(const Value& value) {
  if (value.is(Kind::kDate)) return base::ToString(value.date());
  if (value.is(Kind::kLocalTime)) return base::ToString(value.local_time(), TimeStyle::kFull);
  if (value.is(Kind::kTime)) return base::ToString(value.time(), TimeStyle::kFull);
  if (value.is(Kind::kLocalDateTime)) return base::ToString(value.local_datetime(), TimeStyle::kFull);
  if (value.is(Kind::kDateTime)) return base::ToString(value.datetime(), TimeStyle::kFull);
  return base::ToString(value.duration());
}

}  // namespace qiao::query
