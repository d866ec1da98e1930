// A prepared look-up by an indexed key, alone and with the node's neighbours, in process and warm, by one thread and by
// two that have a connection each. `median_us` is what half of the look-ups stay under.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "engine/database.h"

namespace {

using qiao::base::Value;
using qiao::engine::Database;

constexpr int64_t kPersons = 100'000;
constexpr int kFriends = 8;

constexpr std::string_view kNode = "MATCH (p:Person {id: $id}) RETURN p.name, p.age";
constexpr std::string_view kNeighbours =
    "MATCH (p:Person {id: $id})-[k:KNOWS]->(f:Person) RETURN f.id, f.name, k.since";

// A database in a folder of its own, gone when the program ends.
class Network {
 public:
  Network() : folder_(std::filesystem::temp_directory_path() / ("qiao-points-" + std::to_string(::getpid()))) {
    std::filesystem::remove_all(folder_);
    database_ = Database::Open(folder_.string()).value();
    auto connection = database_->Connect();
    Run(*connection, "CREATE CONSTRAINT person_id FOR (p:Person) REQUIRE p.id IS UNIQUE");
    std::mt19937_64 random(1);
    auto transaction = database_->BeginWrite().value();
    auto& writer = transaction->writer();
    const auto label = writer.InternLabel("Person").value();
    const auto type = writer.InternType("KNOWS").value();
    const auto id = writer.InternKey("id").value(), name = writer.InternKey("name").value();
    const auto age = writer.InternKey("age").value(), since = writer.InternKey("since").value();
    std::vector<qiao::base::NodeId> nodes;
    for (int64_t i = 0; i < kPersons; ++i) {
      const std::vector<std::pair<qiao::base::KeyId, Value>> properties{
          {id, Value::Integer(i * 7)},
          {name, Value::String("张三" + std::to_string(i))},
          {age, Value::Integer(static_cast<int64_t>(random() % 90))}};
      nodes.push_back(writer.CreateNode(std::vector{label}, properties).value());
    }
    for (int64_t i = 0; i < kPersons * kFriends; ++i) {
      const std::vector<std::pair<qiao::base::KeyId, Value>> properties{
          {since, Value::Integer(2000 + static_cast<int64_t>(random() % 25))}};
      writer.CreateEdge(nodes[random() % nodes.size()], type, nodes[random() % nodes.size()], properties).value();
    }
    if (!transaction->Commit()) std::abort();
  }
  ~Network() {
    database_ = nullptr;
    std::filesystem::remove_all(folder_);
  }

  // Rows of the answer.
  static size_t Run(qiao::engine::Connection& connection, std::string_view query,
                    const qiao::base::Map& parameters = {}) {
    auto result = connection.Execute(query, parameters).value();
    size_t rows = 0;
    while (result->Next().value() != nullptr) ++rows;
    return rows;
  }
  Database& database() { return *database_; }

 private:
  std::filesystem::path folder_;
  std::unique_ptr<Database> database_;
};

Network& TheNetwork() {
  static Network network;
  return network;
}

void Look(benchmark::State& state, std::string_view query) {
  auto connection = TheNetwork().database().Connect();
  std::mt19937_64 random(state.thread_index() + 1);
  std::vector<double> microseconds;
  size_t rows = 0;
  for (auto _ : state) {
    qiao::base::Map parameters;
    parameters.emplace_back("id", Value::Integer(static_cast<int64_t>(random() % kPersons) * 7));
    const auto begin = std::chrono::steady_clock::now();
    rows += Network::Run(*connection, query, parameters);
    microseconds.push_back(std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin).count());
  }
  const auto middle = microseconds.begin() + static_cast<ptrdiff_t>(microseconds.size() / 2);
  std::nth_element(microseconds.begin(), middle, microseconds.end());
  state.counters["median_us"] = benchmark::Counter(*middle, benchmark::Counter::kAvgThreads);
  state.counters["rows"] = benchmark::Counter(static_cast<double>(rows), benchmark::Counter::kAvgIterations);
  state.SetItemsProcessed(state.iterations());
}

void LookUpNode(benchmark::State& state) { Look(state, kNode); }
void LookUpNeighbours(benchmark::State& state) { Look(state, kNeighbours); }

BENCHMARK(LookUpNode)->Unit(benchmark::kMicrosecond)->ThreadRange(1, 2)->UseRealTime();
BENCHMARK(LookUpNeighbours)->Unit(benchmark::kMicrosecond)->ThreadRange(1, 2)->UseRealTime();

}  // namespace
