// How long a query takes from its text to its plan, and to its first row.
#include <benchmark/benchmark.h>

#include <string>

#include "engine/database.h"
#include "engine/plan_cache.h"
#include "query/parse/parse.h"

namespace {

using qiao::engine::Database;

constexpr std::string_view kTwoClauses =
    "MATCH (h:Hospital {name: $name})-[p:PAIRED_WITH]-(other) WHERE p.since >= $since "
    "RETURN other.name AS name, p.since AS since ORDER BY since LIMIT 10";

void Parse(benchmark::State& state) {
  for (auto _ : state) {
    auto script = qiao::query::syntax::Parse(kTwoClauses);
    if (!script) state.SkipWithError("does not parse");
    benchmark::DoNotOptimize(script);
  }
}
BENCHMARK(Parse)->Unit(benchmark::kMicrosecond);

// A list of maps, as drivers send rows when they write them into the text; linear in its length.
void ParseLongList(benchmark::State& state) {
  std::string text = "UNWIND [";
  while (text.size() < static_cast<size_t>(state.range(0))) text += "{id: 1, name: '潞城区', amount: 2.5}, ";
  text += "{}] AS row RETURN row";
  for (auto _ : state) {
    auto script = qiao::query::syntax::Parse(text);
    if (!script) state.SkipWithError("does not parse");
    benchmark::DoNotOptimize(script);
  }
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations()) * static_cast<int64_t>(text.size()));
}
BENCHMARK(ParseLongList)->Arg(1 << 14)->Arg(1 << 17)->Arg(1 << 20)->Unit(benchmark::kMillisecond);

void CompileAfresh(benchmark::State& state) {
  auto database = Database::Open(":memory:").value();
  auto graph = database->Read();
  for (auto _ : state) {
    auto plan = qiao::query::Compile(kTwoClauses, *graph, database->procedures());
    if (!plan) state.SkipWithError("does not compile");
    benchmark::DoNotOptimize(plan);
  }
}
BENCHMARK(CompileAfresh)->Unit(benchmark::kMicrosecond);

// The front end of a statement whose plan is cached.
void FindPlan(benchmark::State& state) {
  auto database = Database::Open(":memory:").value();
  auto graph = database->Read();
  qiao::engine::PlanCache plans(1000);
  plans.Add(kTwoClauses, {{}, qiao::query::Compile(kTwoClauses, *graph, database->procedures()).value()});
  for (auto _ : state) {
    auto plan = plans.Find(kTwoClauses, {});
    if (!plan) state.SkipWithError("is not cached");
    benchmark::DoNotOptimize(plan);
  }
}
BENCHMARK(FindPlan)->Unit(benchmark::kMicrosecond);

// The whole way of a statement whose plan is cached, on an empty graph.
void ExecuteCached(benchmark::State& state) {
  auto database = Database::Open(":memory:").value();
  auto connection = database->Connect();
  for (auto _ : state) {
    auto result = connection->Execute("RETURN 1");
    if (!result) state.SkipWithError("does not run");
    benchmark::DoNotOptimize((*result)->Next());
  }
}
BENCHMARK(ExecuteCached)->Unit(benchmark::kMicrosecond);

}  // namespace
