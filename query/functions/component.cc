// The parts of temporal values, durations and points, one table row each.
#include <algorithm>
#include <iterator>

#include "base/calendar.h"
#include "base/temporal_text.h"
#include "query/functions/check.h"
#include "query/functions/operators.h"
#include "query/functions/point.h"
#include "query/functions/temporal_parts.h"

namespace qiao::query {
namespace {

using base::ErrorCode;
using base::ErrorDetail;
using base::Kind;
using base::MakeError;
using base::Result;
using base::Value;

struct DatePart {
  std::string_view name;
  int64_t (*get)(base::Date);
};
constexpr DatePart kDateParts[] = {
    {"year", [](base::Date date) -> int64_t { return base::CivilOf(date).year; }},
    {"quarter", [](base::Date date) -> int64_t { return base::QuarterOf(base::CivilOf(date).month); }},
    {"month", [](base::Date date) -> int64_t { return base::CivilOf(date).month; }},
    {"week", [](base::Date date) -> int64_t { return base::WeekOf(date).week; }},
    {"weekYear", [](base::Date date) -> int64_t { return base::WeekOf(date).year; }},
    {"day", [](base::Date date) -> int64_t { return base::CivilOf(date).day; }},
    {"ordinalDay", [](base::Date date) -> int64_t { return base::DayOfYear(base::CivilOf(date)); }},
    {"weekDay", [](base::Date date) -> int64_t { return base::WeekOf(date).day; }},
    {"dayOfWeek", [](base::Date date) -> int64_t { return base::WeekOf(date).day; }},
    {"dayOfQuarter", [](base::Date date) -> int64_t { return base::DayOfQuarter(base::CivilOf(date)); }},
    {"quarterDay", [](base::Date date) -> int64_t { return base::DayOfQuarter(base::CivilOf(date)); }},
};

struct TimePart {
  std::string_view name;
  int64_t unit;   // nanoseconds
  int64_t cycle;  // how many there are before the count starts again
};
constexpr TimePart kTimeParts[] = {
    {"hour", 3600 * base::kNanosPerSecond, 24}, {"minute", 60 * base::kNanosPerSecond, 60},
    {"second", base::kNanosPerSecond, 60},      {"millisecond", 1'000'000, 1'000},
    {"microsecond", 1'000, 1'000'000},          {"nanosecond", 1, 1'000'000'000},
};

// Of a duration: one of its three numbers in units of some size, perhaps only what larger units leave over.
struct DurationPart {
  std::string_view name;
  int64_t base::Duration::*number;
  int64_t unit;
  int64_t cycle;  // 0: all of them
};
constexpr DurationPart kDurationParts[] = {
    {"years", &base::Duration::months, 12, 0},        {"quarters", &base::Duration::months, 3, 0},
    {"months", &base::Duration::months, 1, 0},        {"quartersOfYear", &base::Duration::months, 3, 4},
    {"monthsOfYear", &base::Duration::months, 1, 12}, {"monthsOfQuarter", &base::Duration::months, 1, 3},
    {"weeks", &base::Duration::days, 7, 0},           {"days", &base::Duration::days, 1, 0},
    {"daysOfWeek", &base::Duration::days, 1, 7},      {"hours", &base::Duration::seconds, 3600, 0},
    {"minutes", &base::Duration::seconds, 60, 0},     {"minutesOfHour", &base::Duration::seconds, 60, 60},
    {"seconds", &base::Duration::seconds, 1, 0},      {"secondsOfMinute", &base::Duration::seconds, 1, 60},
};

// Of a duration: its seconds and nanoseconds together, in units finer than a second.
struct FractionPart {
  std::string_view name;
  int64_t per_second;
  bool of_second;
};
constexpr FractionPart kFractionParts[] = {
    {"milliseconds", 1'000, false},        {"millisecondsOfSecond", 1'000, true},
    {"microseconds", 1'000'000, false},    {"microsecondsOfSecond", 1'000'000, true},
    {"nanoseconds", 1'000'000'000, false}, {"nanosecondsOfSecond", 1'000'000'000, true},
};

template <class Row, size_t count>
const Row* Find(const Row (&rows)[count], std::string_view name) {
  const Row* found = std::ranges::find(rows, name, &Row::name);
  return found == std::end(rows) ? nullptr : found;
}

Result<Value> Unknown(const Value& value, std::string_view name) {
  return MakeError(ErrorCode::kArgument, "a value of type {} has no part named '{}'", base::Name(value.kind()), name)
      .With(ErrorDetail::kInvalidArgumentValue);
}

// seconds * per_second + more.
Result<Value> Fine(std::string_view part, int64_t seconds, int64_t per_second, int64_t more) {
  int64_t product, sum;
  if (__builtin_mul_overflow(seconds, per_second, &product) || __builtin_add_overflow(product, more, &sum)) {
    return IntegerOverflow(part);
  }
  return Value::Integer(sum);
}

Result<Value> DurationComponent(const Value& value, std::string_view name) {
  const base::Duration& duration = value.duration();
  if (const DurationPart* part = Find(kDurationParts, name)) {
    const int64_t count = duration.*(part->number) / part->unit;
    return Value::Integer(part->cycle == 0 ? count : count % part->cycle);
  }
  if (const FractionPart* part = Find(kFractionParts, name)) {
    const int64_t fraction = duration.nanoseconds / (base::kNanosPerSecond / part->per_second);
    return part->of_second ? Value::Integer(fraction) : Fine(name, duration.seconds, part->per_second, fraction);
  }
  return Unknown(value, name);
}

Result<Value> PointComponent(const Value& value, std::string_view name) {
  const base::Point& point = value.point();
  const bool geographic = IsGeographic(point.crs);
  if (name == "x" || (geographic && name == "longitude")) return Value::Float(point.x);
  if (name == "y" || (geographic && name == "latitude")) return Value::Float(point.y);
  if (IsSpatial(point.crs) && (name == "z" || (geographic && name == "height"))) return Value::Float(point.z);
  if (name == "crs") return Value::String(CrsName(point.crs));
  if (name == "srid") return Value::Integer(Srid(point.crs));
  return Unknown(value, name);
}

// Nullopt for a name that isn't one of these.
std::optional<Value> ZoneComponent(const base::TemporalParts& parts, std::string_view name) {
  const int32_t offset = *parts.offset_seconds;
  if (name == "offset") return Value::String(base::OffsetText(offset));
  if (name == "offsetSeconds") return Value::Integer(offset);
  if (name == "offsetMinutes") return Value::Integer(offset / 60);
  if (name == "timezone") return Value::String(parts.zone->name.empty() ? base::OffsetText(offset) : parts.zone->name);
  return std::nullopt;
}

Result<Value> TemporalComponent(const Value& value, std::string_view name) {
  const base::TemporalParts parts = PartsOf(value);
  if (const DatePart* part = Find(kDateParts, name); part != nullptr && parts.date) {
    return Value::Integer(part->get(*parts.date));
  }
  if (const TimePart* part = Find(kTimeParts, name); part != nullptr && parts.nanoseconds_of_day) {
    return Value::Integer(*parts.nanoseconds_of_day / part->unit % part->cycle);
  }
  if (parts.offset_seconds) {
    if (auto component = ZoneComponent(parts, name)) return *std::move(component);
  }
  if (value.is(Kind::kDateTime)) {
    const base::DateTime& instant = value.datetime();
    if (name == "epochSeconds") return Value::Integer(instant.seconds);
    if (name == "epochMillis") return Fine(name, instant.seconds, 1000, instant.nanoseconds / 1'000'000);
  }
  return Unknown(value, name);
}

}  // namespace

Result<Value> Component(const Value& value, std::string_view name) {
  if (value.is_null()) return Value::Null();
  if (IsTemporal(value)) return TemporalComponent(value, name);
  if (value.is(Kind::kDuration)) return DurationComponent(value, name);
  if (value.is(Kind::kPoint)) return PointComponent(value, name);
  return WrongOperand(".", value);
}

}  // namespace qiao::query
