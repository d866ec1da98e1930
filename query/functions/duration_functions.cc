#include <algorithm>

#include "base/duration.h"
#include "base/elapsed.h"
#include "base/temporal_text.h"
#include "base/text.h"
#include "query/functions/check.h"
#include "query/functions/rows.h"
#include "query/functions/temporal_parts.h"

namespace qiao::query {
namespace {

using base::ElapsedUnit;
using base::ErrorCode;
using base::ErrorDetail;
using base::Kind;
using base::MakeError;
using base::Result;
using base::Value;
using Arguments = std::span<const Value>;

// Which sum a part of a duration goes to, and how much of it one is.
struct Part {
  std::string_view name;  // in lower case
  long double base::DurationParts::*sum;
  long double size;
};
constexpr Part kParts[] = {
    {"years", &base::DurationParts::months, 12},
    {"quarters", &base::DurationParts::months, 3},
    {"months", &base::DurationParts::months, 1},
    {"weeks", &base::DurationParts::days, 7},
    {"days", &base::DurationParts::days, 1},
    {"hours", &base::DurationParts::seconds, 3600},
    {"minutes", &base::DurationParts::seconds, 60},
    {"seconds", &base::DurationParts::seconds, 1},
    {"milliseconds", &base::DurationParts::nanoseconds, 1e6L},
    {"microseconds", &base::DurationParts::nanoseconds, 1e3L},
    {"nanoseconds", &base::DurationParts::nanoseconds, 1},
};

Result<Value> FromMap(const base::Map& map) {
  if (map.empty()) {
    return MakeError(ErrorCode::kArgument, "a duration needs at least one part")
        .With(ErrorDetail::kInvalidArgumentValue);
  }
  base::DurationParts sums;
  for (const auto& [key, value] : map) {
    const auto* const part = std::ranges::find(kParts, base::AsciiLower(key), &Part::name);
    if (part == std::end(kParts)) {
      return MakeError(ErrorCode::kArgument, "{}() has no field named '{}'", "duration", key)
          .With(ErrorDetail::kInvalidArgumentValue);
    }
    if (value.is_null()) return Value::Null();
    if (!value.is_number()) return WrongKind("duration", value);
    const long double number =
        value.is(Kind::kInteger) ? static_cast<long double>(value.integer()) : base::AsWritten(value.floating());
    sums.*(part->sum) += number * part->size;
  }
  QIAO_TRY(const base::Duration duration, base::MakeDuration(sums));
  return Value::Of(duration);
}

Result<Value> MakeDuration(FunctionContext&, Arguments arguments) {
  if (arguments[0].is(Kind::kMap)) return FromMap(arguments[0].map());
  if (arguments[0].is(Kind::kDuration)) return arguments[0];
  QIAO_TRY(const base::Duration duration, base::ParseDuration(arguments[0].string()));
  return Value::Of(duration);
}

template <ElapsedUnit unit>
Result<Value> Elapsed(FunctionContext&, Arguments arguments) {
  QIAO_TRY(const base::Duration duration, base::Between(PartsOf(arguments[0]), PartsOf(arguments[1]), unit));
  return Value::Of(duration);
}

const Type kTemporal = Type::OneOf({Kind::kDate, Kind::kLocalTime, Kind::kTime, Kind::kLocalDateTime, Kind::kDateTime});

Function Row(std::string_view name, decltype(Function::kernel) kernel, std::string_view help,
             std::string_view example) {
  return {.name = name,
          .parameters = {{"from", kTemporal}, {"to", kTemporal}},
          .required = 2,
          .result = Type::Of(Kind::kDuration),
          .kernel = kernel,
          .help = help,
          .example = example};
}

}  // namespace

std::span<const Function> DurationFunctions() {
  static const std::vector<Function> kRows = {
      {.name = "duration",
       .parameters = {{"value", Type::OneOf({Kind::kString, Kind::kMap, Kind::kDuration})}},
       .required = 1,
       .result = Type::Of(Kind::kDuration),
       .kernel = &MakeDuration,
       .help = "A duration from a text or from parts.",
       .example = "duration({days: 1, hours: 12}) = duration('P1DT12H')"},
      Row("duration.between", &Elapsed<ElapsedUnit::kMixed>,
          "The time from one value to another in months, days and seconds.",
          "duration.between(date('2022-05-11'), date('2023-07-21')) = duration('P1Y2M10D')"),
      Row("duration.inDays", &Elapsed<ElapsedUnit::kDays>, "The time from one value to another in whole days.",
          "duration.inDays(date('2022-07-21'), date('2023-07-21')) = duration('P365D')"),
      Row("duration.inMonths", &Elapsed<ElapsedUnit::kMonths>, "The time from one value to another in whole months.",
          "duration.inMonths(date('2022-05-11'), date('2023-07-21')) = duration('P14M')"),
      Row("duration.inSeconds", &Elapsed<ElapsedUnit::kSeconds>, "The time from one value to another in seconds.",
          "duration.inSeconds(localtime('12:00'), localtime('12:01')) = duration('PT60S')"),
  };
  return kRows;
}

}  // namespace qiao::query
