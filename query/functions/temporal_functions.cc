// date(…), localtime(…), time(…), localdatetime(…), datetime(…): the constructors.
#include "base/calendar.h"
#include "query/functions/check.h"
#include "query/functions/rows.h"
#include "query/functions/temporal_build.h"
#include "query/functions/temporal_parts.h"

namespace qiao::query {
namespace {

using base::Kind;
using base::Result;
using base::Value;
using Arguments = std::span<const Value>;

// As the names stand in messages.
template <Kind kind>
constexpr std::string_view NameOf() {
  if constexpr (kind == Kind::kDate) return "date";
  if constexpr (kind == Kind::kLocalTime) return "localtime";
  if constexpr (kind == Kind::kTime) return "time";
  if constexpr (kind == Kind::kLocalDateTime) return "localdatetime";
  return "datetime";
}

template <Kind kind>
Result<Value> Make(FunctionContext& context, Arguments arguments) {
  if (arguments.empty()) {
    QIAO_TRY(const base::Zone zone, DefaultZone(context));
    return FromInstant(kind, context.statement_time, zone);
  }
  const Value& argument = arguments[0];
  if (argument.is(Kind::kString)) return FromText(context, kind, argument.string());
  if (!argument.is(Kind::kMap)) return FromTemporal(context, kind, NameOf<kind>(), argument);
  QIAO_TRY(const auto fields, ReadFields(NameOf<kind>(), argument.map()));
  if (!fields) return Value::Null();
  return FromFields(context, kind, NameOf<kind>(), *fields);
}

Result<Value> FromEpoch(FunctionContext& context, Arguments arguments) {
  TemporalFields fields;
  fields[Field::kEpochSeconds] = arguments[0].integer();
  fields[Field::kNanosecond] = arguments.size() == 2 ? arguments[1].integer() : 0;
  return FromFields(context, Kind::kDateTime, "datetime.fromepoch", fields);
}

Result<Value> FromEpochMillis(FunctionContext& context, Arguments arguments) {
  TemporalFields fields;
  fields[Field::kEpochMillis] = arguments[0].integer();
  return FromFields(context, Kind::kDateTime, "datetime.fromepochmillis", fields);
}

// Not folded: without an argument, or with a time zone alone, they read the clock.
template <Kind kind>
Function Row(std::string_view help, std::string_view example) {
  return {.name = NameOf<kind>(),
          .parameters = {{"value", Type::OneOf({Kind::kString, Kind::kMap, Kind::kDate, Kind::kLocalTime, Kind::kTime,
                                                Kind::kLocalDateTime, Kind::kDateTime})}},
          .required = 0,
          .result = Type::Of(kind),
          .deterministic = false,
          .kernel = &Make<kind>,
          .help = help,
          .example = example};
}

const Type kInteger = Type::Of(Kind::kInteger);

}  // namespace

std::span<const Function> TemporalFunctions() {
  static const std::vector<Function> kRows = {
      Row<Kind::kDate>("A date from a text, from parts or from another value; the current one without an argument.",
                       "date({year: 2023, month: 7, day: 21}) = date('2023-07-21')"),
      Row<Kind::kDateTime>("A datetime with a time zone, from a text, from parts or from another value.",
                           "datetime('2023-07-21T12:00+08:00[Asia/Shanghai]').hour = 12"),
      {.name = "datetime.fromepoch",
       .parameters = {{"seconds", kInteger}, {"nanoseconds", kInteger}},
       .required = 1,
       .result = Type::Of(Kind::kDateTime),
       .kernel = &FromEpoch,
       .help = "The datetime so many seconds after the beginning of 1970 (UTC).",
       .example = "datetime.fromepoch(0) = datetime('1970-01-01T00:00Z')"},
      {.name = "datetime.fromepochmillis",
       .parameters = {{"milliseconds", kInteger}},
       .required = 1,
       .result = Type::Of(Kind::kDateTime),
       .kernel = &FromEpochMillis,
       .help = "The datetime so many milliseconds after the beginning of 1970 (UTC).",
       .example = "datetime.fromepochmillis(1500).millisecond = 500"},
      Row<Kind::kLocalDateTime>("A datetime without a time zone, from a text, from parts or from another value.",
                                "localdatetime('2023-07-21T12:00') = localdatetime({year: 2023, month: 7, day: 21, "
                                "hour: 12})"),
      Row<Kind::kLocalTime>("A time of day without a time zone, from a text, from parts or from another value.",
                            "localtime('12:30').minute = 30"),
      Row<Kind::kTime>("A time of day with an offset from UTC, from a text, from parts or from another value.",
                       "time('12:30+08:00').offset = '+08:00'"),
  };
  return kRows;
}

}  // namespace qiao::query
