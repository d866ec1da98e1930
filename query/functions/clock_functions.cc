// date.transaction(), datetime.realtime('Asia/Shanghai') and the like: three clocks for five types.
#include <chrono>

#include "query/functions/rows.h"
#include "query/functions/temporal_build.h"

namespace qiao::query {
namespace {

using base::Kind;
using base::Result;
using base::Value;
using Arguments = std::span<const Value>;

enum class Clock { kTransaction, kStatement, kRealtime };

base::DateTime RealTime() {
  using std::chrono::nanoseconds;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const auto seconds = std::chrono::floor<std::chrono::seconds>(now);
  base::DateTime instant;
  instant.seconds = seconds.count();
  instant.nanoseconds = static_cast<int32_t>(std::chrono::duration_cast<nanoseconds>(now - seconds).count());
  return instant;
}

template <Kind kind, Clock clock>
Result<Value> Now(FunctionContext& context, Arguments arguments) {
  QIAO_TRY(const base::Zone zone, base::FindZone(arguments.empty() ? context.time_zone : arguments[0].string()));
  if constexpr (clock == Clock::kTransaction) return FromInstant(kind, context.transaction_time, zone);
  if constexpr (clock == Clock::kStatement) return FromInstant(kind, context.statement_time, zone);
  return FromInstant(kind, RealTime(), zone);
}

template <Kind kind, Clock clock>
Function Row(std::string_view name, std::string_view example) {
  constexpr std::string_view kHelp[] = {
      "The time at which the transaction began, in the default time zone or another.",
      "The time at which the statement began, in the default time zone or another.",
      "The time at which the function is called, in the default time zone or another."};
  return {.name = name,
          .parameters = {{"timezone", Type::Of(Kind::kString)}},
          .required = 0,
          .result = Type::Of(kind),
          .deterministic = false,
          .repeatable = clock != Clock::kRealtime,
          .kernel = &Now<kind, clock>,
          .help = kHelp[static_cast<size_t>(clock)],
          .example = example};
}

}  // namespace

std::span<const Function> ClockFunctions() {
  static const std::vector<Function> kRows = {
      Row<Kind::kDate, Clock::kRealtime>("date.realtime", "date.realtime() >= date('2020-01-01')"),
      Row<Kind::kDate, Clock::kStatement>("date.statement", "date.statement() = date()"),
      Row<Kind::kDate, Clock::kTransaction>("date.transaction", "date.transaction() <= date()"),
      Row<Kind::kDateTime, Clock::kRealtime>("datetime.realtime", "datetime.realtime() >= datetime()"),
      Row<Kind::kDateTime, Clock::kStatement>("datetime.statement", "datetime.statement() = datetime()"),
      Row<Kind::kDateTime, Clock::kTransaction>("datetime.transaction",
                                                "datetime.transaction('Asia/Shanghai').timezone = 'Asia/Shanghai'"),
      Row<Kind::kLocalDateTime, Clock::kRealtime>("localdatetime.realtime",
                                                  "localdatetime.realtime() >= localdatetime()"),
      Row<Kind::kLocalDateTime, Clock::kStatement>("localdatetime.statement",
                                                   "localdatetime.statement() = localdatetime()"),
      Row<Kind::kLocalDateTime, Clock::kTransaction>("localdatetime.transaction",
                                                     "localdatetime.transaction() <= localdatetime()"),
      Row<Kind::kLocalTime, Clock::kRealtime>("localtime.realtime", "localtime.realtime() IS NOT NULL"),
      Row<Kind::kLocalTime, Clock::kStatement>("localtime.statement", "localtime.statement() = localtime()"),
      Row<Kind::kLocalTime, Clock::kTransaction>("localtime.transaction", "localtime.transaction() IS NOT NULL"),
      Row<Kind::kTime, Clock::kRealtime>("time.realtime", "time.realtime('+08:00').offset = '+08:00'"),
      Row<Kind::kTime, Clock::kStatement>("time.statement", "time.statement() = time()"),
      Row<Kind::kTime, Clock::kTransaction>("time.transaction", "time.transaction() IS NOT NULL"),
  };
  return kRows;
}

}  // namespace qiao::query
