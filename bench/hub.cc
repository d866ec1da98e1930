// A node with a million neighbours beside nodes with ten: what a neighbour costs to read, and what an edge costs to
// add.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <filesystem>
#include <random>

#include "storage/store.h"

namespace {

using qiao::base::Direction;
using qiao::base::NodeId;
using qiao::base::TableId;
using qiao::storage::Store;

constexpr uint32_t kNeighbours = 1'000'000;
constexpr uint32_t kDegree = 10;  // of the other nodes
constexpr TableId kHubs(0), kPersons(1), kLives(0), kKnows(1);

// Table 0: hubs, of which row 0 has all persons around it. Table 1: persons, who know ten others each.
class Graph {
 public:
  Graph() : folder_(std::filesystem::temp_directory_path() / ("qiao-hub-" + std::to_string(::getpid()))) {
    std::filesystem::remove_all(folder_);
    qiao::storage::OpenOptions options;
    options.durability = qiao::storage::Durability::kSystem;
    options.change_log_bytes = 0;
    store_ = Store::Open(folder_.string(), options).value();
    auto transaction = Begin();
    const auto city = transaction->InternLabel("City").value(), person = transaction->InternLabel("Person").value();
    lives_ = transaction->InternType("LIVES_IN").value();
    knows_ = transaction->InternType("KNOWS").value();
    for (int i = 0; i < 100; ++i) (void)transaction->CreateNode(std::vector{city}, {}).value();
    for (uint32_t i = 0; i < kNeighbours; ++i) (void)transaction->CreateNode(std::vector{person}, {}).value();
    for (uint32_t i = 0; i < kNeighbours; ++i) Link(*transaction, i, lives_, NodeId(kHubs, 0));
    std::mt19937 random(1);
    for (uint32_t i = 0; i < kNeighbours; ++i) {
      Link(*transaction, i / kDegree, knows_, NodeId(kPersons, random() % kNeighbours));
    }
    if (!transaction->Commit()) std::abort();
  }
  ~Graph() {
    store_ = nullptr;
    std::filesystem::remove_all(folder_);
  }

  Store& store() { return *store_; }
  std::unique_ptr<qiao::storage::Transaction> Begin() {
    return store_->BeginWrite(std::chrono::milliseconds(1000)).value();
  }
  void Link(qiao::storage::Transaction& transaction, uint32_t person, qiao::base::TypeId type, NodeId target) {
    (void)transaction.CreateEdge(NodeId(kPersons, person), type, target, {}).value();
  }
  // One edge, one commit.
  void Commit(NodeId target, qiao::base::TypeId type) {
    auto transaction = Begin();
    Link(*transaction, next_++ % kNeighbours, type, target);
    if (!transaction->Commit()) std::abort();
  }
  qiao::base::TypeId lives() const { return lives_; }
  qiao::base::TypeId knows() const { return knows_; }

 private:
  std::filesystem::path folder_;
  std::unique_ptr<Store> store_;
  qiao::base::TypeId lives_, knows_;
  uint32_t next_ = 7;
};

Graph& TheGraph() {
  static Graph graph;
  return graph;
}

// All neighbours of the nodes from `first` on and before `end`.
void Read(benchmark::State& state, TableId edges, Direction direction, uint32_t first, uint32_t end) {
  auto snapshot = TheGraph().store().Read();
  uint64_t neighbours = 0, sum = 0;
  for (auto _ : state) {
    for (uint32_t node = first; node < end; ++node) {
      const auto run = snapshot->ReadAdjacency(edges, direction, qiao::storage::RunOf(node)).value();
      const uint32_t row = qiao::storage::RowInRun(node);
      if (row >= run.size) continue;
      for (uint32_t i = run.offsets[row]; i < run.offsets[row + 1]; ++i) sum += run.neighbours[i];
      neighbours += run.offsets[row + 1] - run.offsets[row];
    }
  }
  benchmark::DoNotOptimize(sum);
  state.SetItemsProcessed(static_cast<int64_t>(neighbours));
}

void ReadHub(benchmark::State& state) { Read(state, kLives, Direction::kIn, 0, 1); }
void ReadOthers(benchmark::State& state) { Read(state, kKnows, Direction::kOut, 0, kNeighbours / kDegree); }

void AddToHub(benchmark::State& state) {
  Graph& graph = TheGraph();
  for (auto _ : state) graph.Commit(NodeId(kHubs, 0), graph.lives());
}
void AddToOthers(benchmark::State& state) {
  Graph& graph = TheGraph();
  uint32_t node = 0;
  for (auto _ : state) graph.Commit(NodeId(kPersons, node++ * 37 % kNeighbours), graph.knows());
}
void AddToAnother(benchmark::State& state) {
  Graph& graph = TheGraph();
  for (auto _ : state) graph.Commit(NodeId(kPersons, 5), graph.knows());
}

BENCHMARK(ReadHub)->Unit(benchmark::kMillisecond);
BENCHMARK(ReadOthers)->Unit(benchmark::kMillisecond);
BENCHMARK(AddToHub)->Unit(benchmark::kMicrosecond);
BENCHMARK(AddToAnother)->Unit(benchmark::kMicrosecond);
BENCHMARK(AddToOthers)->Unit(benchmark::kMicrosecond);

}  // namespace
