#include "query/functions/temporal_build.h"

#include "base/calendar.h"
#include "base/temporal_text.h"
#include "query/functions/check.h"
#include "query/functions/temporal_parts.h"

namespace qiao::query {
namespace {

using base::Date;
using base::ErrorCode;
using base::ErrorDetail;
using base::Kind;
using base::MakeError;
using base::Result;
using base::Value;
using base::Zone;

bool HasDate(Kind kind) { return kind == Kind::kDate || kind == Kind::kLocalDateTime || kind == Kind::kDateTime; }
bool HasTime(Kind kind) { return kind != Kind::kDate; }
bool HasZone(Kind kind) { return kind == Kind::kTime || kind == Kind::kDateTime; }

template <class T>
Result<Value> Wrap(Result<T> result) {
  if (!result) return std::move(result).error();
  return Value::Of(*result);
}

Result<void> CheckFieldsFit(Kind kind, std::string_view function, const TemporalFields& fields) {
  const bool epoch = fields[Field::kEpochSeconds] || fields[Field::kEpochMillis];
  const bool unfit = (!HasDate(kind) && (fields.HasDateField() || fields.date)) ||
                     (!HasTime(kind) && fields.HasTimeField()) || (epoch && !(HasDate(kind) && HasTime(kind)));
  if (!unfit) return {};
  return MakeError(ErrorCode::kArgument, "{}() is given a field that the type doesn't have", function)
      .With(ErrorDetail::kInvalidArgumentValue);
}

// {epochSeconds: …} and {epochMillis: …} name an instant, like a datetime in UTC that is taken over.
Result<void> TakeEpoch(TemporalFields& fields) {
  if (!fields[Field::kEpochSeconds] && !fields[Field::kEpochMillis]) return {};
  if ((fields[Field::kEpochSeconds] && fields[Field::kEpochMillis]) || fields.date || fields.time ||
      fields.HasDateField()) {
    return MakeError(ErrorCode::kArgument, "'{}' and '{}' can't be given together", "epochSeconds", "date")
        .With(ErrorDetail::kInvalidArgumentValue);
  }
  int64_t seconds = fields[Field::kEpochSeconds].value_or(0);
  int64_t milliseconds = 0;
  if (const auto millis = fields[Field::kEpochMillis]) {
    milliseconds = *millis % 1000 + (*millis % 1000 < 0 ? 1000 : 0);
    seconds = *millis / 1000 - (*millis % 1000 < 0 ? 1 : 0);
  }
  const base::DayAndTime split = base::Split({seconds, static_cast<int32_t>(milliseconds * 1'000'000)});
  QIAO_CHECK(base::CheckedDate(split.date.days));
  base::TemporalParts parts{split.date, split.nanoseconds, Zone{"", 0}, 0};
  fields.date = parts;
  fields.time = parts;
  return {};
}

// The time shifted from one offset to another, around midnight if need be.
int64_t ShiftTime(int64_t nanoseconds, int64_t seconds) {
  const int64_t shifted = (nanoseconds + seconds * base::kNanosPerSecond) % base::kNanosPerDay;
  return shifted < 0 ? shifted + base::kNanosPerDay : shifted;
}

Result<Value> ZonedTime(const FunctionContext& context, int64_t nanoseconds, const TemporalFields& fields) {
  std::optional<int32_t> wanted;
  if (fields.zone) {
    QIAO_TRY(wanted, base::OffsetAt(*fields.zone, context.statement_time.seconds));
  }
  if (fields.time && fields.time->offset_seconds) {
    const int32_t own = *fields.time->offset_seconds;
    if (!wanted) return Value::Of(base::Time{nanoseconds, own});
    return Value::Of(base::Time{ShiftTime(nanoseconds, *wanted - own), *wanted});
  }
  if (wanted) return Value::Of(base::Time{nanoseconds, *wanted});
  QIAO_TRY(const Zone zone, DefaultZone(context));
  return Assemble(context, Kind::kTime, Date{}, nanoseconds, zone, std::nullopt);
}

Result<Value> ZonedDateTime(const FunctionContext& context, const base::LocalDateTime& local,
                            const TemporalFields& fields) {
  if (fields.time && fields.time->zone) {
    QIAO_TRY(const base::DateTime own, base::AtZone(local, *fields.time->zone, fields.time->offset_seconds));
    if (!fields.zone) return Value::Of(own);
    return Wrap(base::InZone(own.seconds, own.nanoseconds, *fields.zone));
  }
  if (fields.zone) return Wrap(base::AtZone(local, *fields.zone));
  QIAO_TRY(const Zone zone, DefaultZone(context));
  return Wrap(base::AtZone(local, zone));
}

// {timezone: 'Asia/Shanghai'} alone asks for the current time there.
bool OnlyZone(const TemporalFields& fields) {
  return fields.zone && !fields.date && !fields.time && !fields.HasDateField() && !fields.HasTimeField() &&
         !fields[Field::kEpochSeconds] && !fields[Field::kEpochMillis];
}

}  // namespace

Result<Zone> DefaultZone(const FunctionContext& context) { return base::FindZone(context.time_zone); }

Result<Value> Assemble(const FunctionContext& context, Kind kind, Date date, int64_t nanoseconds, const Zone& zone,
                       std::optional<int32_t> preferred_offset) {
  if (kind == Kind::kDate) return Value::Of(date);
  if (kind == Kind::kLocalTime) return Value::Of(base::LocalTime{nanoseconds});
  const base::LocalDateTime local = base::Join(date, nanoseconds);
  if (kind == Kind::kLocalDateTime) return Value::Of(local);
  if (kind == Kind::kDateTime) return Wrap(base::AtZone(local, zone, preferred_offset));
  QIAO_TRY(const int32_t offset, base::OffsetAt(zone, context.statement_time.seconds));
  return Value::Of(base::Time{nanoseconds, preferred_offset.value_or(offset)});
}

Result<Value> FromInstant(Kind kind, const base::DateTime& instant, const Zone& zone) {
  QIAO_TRY(const base::DateTime there, base::InZone(instant.seconds, instant.nanoseconds, zone));
  if (kind == Kind::kDateTime) return Value::Of(there);
  const base::LocalDateTime local = base::LocalOf(there);
  const base::DayAndTime split = base::Split(local);
  if (kind == Kind::kDate) return Value::Of(split.date);
  if (kind == Kind::kLocalTime) return Value::Of(base::LocalTime{split.nanoseconds});
  if (kind == Kind::kTime) return Value::Of(base::Time{split.nanoseconds, there.offset_seconds});
  return Value::Of(local);
}

Result<Value> FromFields(const FunctionContext& context, Kind kind, std::string_view function,
                         const TemporalFields& given) {
  TemporalFields fields = given;
  QIAO_CHECK(CheckFieldsFit(kind, function, fields));
  if (OnlyZone(fields)) return FromInstant(kind, context.statement_time, *fields.zone);
  QIAO_CHECK(TakeEpoch(fields));
  Date date;
  if (HasDate(kind)) {
    QIAO_TRY(date, ResolveDate(fields, fields.date ? fields.date->date : std::nullopt));
  }
  if (kind == Kind::kDate) return Value::Of(date);
  if (!HasDate(kind) && !fields.time && !fields[Field::kHour]) {
    return MakeError(ErrorCode::kArgument, "a time needs an hour").With(ErrorDetail::kInvalidArgumentValue);
  }
  QIAO_TRY(const int64_t nanoseconds,
           ResolveTime(fields, fields.time ? fields.time->nanoseconds_of_day : std::nullopt));
  if (kind == Kind::kLocalTime) return Value::Of(base::LocalTime{nanoseconds});
  if (kind == Kind::kLocalDateTime) return Value::Of(base::Join(date, nanoseconds));
  if (kind == Kind::kTime) return ZonedTime(context, nanoseconds, fields);
  return ZonedDateTime(context, base::Join(date, nanoseconds), fields);
}

Result<Value> FromText(const FunctionContext& context, Kind kind, std::string_view text) {
  if (kind == Kind::kDate) return Wrap(base::ParseDate(text));
  if (kind == Kind::kLocalTime) return Wrap(base::ParseLocalTime(text));
  if (kind == Kind::kLocalDateTime) return Wrap(base::ParseLocalDateTime(text));
  QIAO_TRY(const Zone zone, DefaultZone(context));
  if (kind == Kind::kTime) return Wrap(base::ParseTime(text, zone, context.statement_time.seconds));
  return Wrap(base::ParseDateTime(text, zone));
}

Result<Value> FromTemporal(const FunctionContext& context, Kind kind, std::string_view function, const Value& value) {
  const base::TemporalParts parts = PartsOf(value);
  // A datetime can be made of a date, at midnight; a time or a date only of what has one.
  if ((HasDate(kind) && !parts.date) || (!HasDate(kind) && !parts.nanoseconds_of_day))
    return WrongKind(function, value);
  Zone zone;
  if (parts.zone) {
    zone = *parts.zone;
  } else if (HasZone(kind)) {
    QIAO_TRY(zone, DefaultZone(context));
  }
  return Assemble(context, kind, parts.date.value_or(Date{}), parts.nanoseconds_of_day.value_or(0), zone,
                  parts.offset_seconds);
}

}  // namespace qiao::query
