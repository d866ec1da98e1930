// A cache with room for a quarter of the graph: a full scan and random one-hops, beside what RocksDB itself needs to
// read the same bytes without decoding them. QIAO_BENCH_DB names a database; without it one with 300,000 persons is
// made. `cache` is what the cache may hold.
//
// Run it in a control group with as little memory to take the page cache away too. QIAO_BENCH_CACHE then says how much
// of it the cache may hold (half leaves room for the rest): a quarter of the graph can't be found out where the graph
// doesn't fit.
#include <benchmark/benchmark.h>
#include <rocksdb/db.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>

#include "storage/chunk_id.h"
#include "storage/rocks/rocks_options.h"
#include "storage/store.h"

namespace {

using qiao::base::Direction;
using qiao::base::Value;
using qiao::storage::Store;

namespace fs = std::filesystem;

constexpr uint32_t kPersons = 300'000;

uint32_t RunsOf(uint64_t rows) {
  return static_cast<uint32_t>((rows + qiao::storage::kRunRows - 1) / qiao::storage::kRunRows);
}

void Make(const std::string& path) {
  auto store = Store::Open(path).value();
  auto transaction = store->BeginWrite(std::chrono::milliseconds(100)).value();
  const auto label = transaction->InternLabel("Person").value();
  const auto type = transaction->InternType("KNOWS").value();
  const auto id = transaction->InternKey("id").value(), name = transaction->InternKey("name").value();
  std::mt19937 random(1);
  std::vector<qiao::base::NodeId> nodes;
  for (uint32_t i = 0; i < kPersons; ++i) {
    const std::vector<std::pair<qiao::base::KeyId, Value>> properties{
        {id, Value::Integer(static_cast<int64_t>(random()))}, {name, Value::String("张" + std::to_string(random()))}};
    nodes.push_back(transaction->CreateNode(std::vector{label}, properties).value());
  }
  for (uint32_t i = 0; i < kPersons * 10; ++i) {
    (void)transaction->CreateEdge(nodes[random() % kPersons], type, nodes[random() % kPersons], {}).value();
  }
  if (!transaction->Commit() || !store->Compact([](double) { return true; })) std::abort();
}

class Folder {
 public:
  Folder() {
    if (const char* path = std::getenv("QIAO_BENCH_DB"); path != nullptr) {
      path_ = path;
    } else {
      path_ = (fs::temp_directory_path() / ("qiao-limited-" + std::to_string(::getpid()))).string();
      made_ = true;
      fs::remove_all(path_);
      Make(path_);
    }
  }
  ~Folder() {
    if (made_) fs::remove_all(path_);
  }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
  bool made_ = false;
};

const std::string& Path() {
  static Folder folder;
  return folder.path();
}

std::unique_ptr<Store> OpenWith(uint64_t cache_bytes) {
  qiao::storage::OpenOptions options;
  options.read_only = true;
  options.cache_bytes = cache_bytes;
  return Store::Open(Path(), options).value();
}

void Scan(const qiao::storage::Snapshot& graph) {
  for (const auto& table : graph.NodeTables()) {
    for (const auto key : table.keys) {
      for (uint32_t run = 0; run < RunsOf(table.rows); ++run) (void)graph.ReadColumn(table.id, key, run).value();
    }
  }
  for (const auto& table : graph.EdgeTables()) {
    for (const auto key : table.keys) {
      for (uint32_t run = 0; run < RunsOf(table.rows); ++run) (void)graph.ReadEdgeColumn(table.id, key, run).value();
    }
    const auto nodes = graph.NodeTables();
    for (uint32_t run = 0; run < RunsOf(nodes[table.source.value].rows); ++run) {
      (void)graph.ReadAdjacency(table.id, Direction::kOut, run).value();
    }
    for (uint32_t run = 0; run < RunsOf(nodes[table.target.value].rows); ++run) {
      (void)graph.ReadAdjacency(table.id, Direction::kIn, run).value();
    }
  }
}

uint64_t CacheBytes() {
  static const uint64_t bytes = []() -> uint64_t {
    if (const char* told = std::getenv("QIAO_BENCH_CACHE"); told != nullptr) return std::stoull(told);
    auto store = OpenWith(8ULL << 30);
    Scan(*store->Read());
    return store->cache_statistics().bytes / 4;
  }();
  return bytes;
}

// The largest edge table, in which hops are made.
const qiao::storage::EdgeTable& LargestTable(const qiao::storage::Snapshot& graph) {
  const auto tables = graph.EdgeTables();
  return *std::ranges::max_element(tables, {}, &qiao::storage::EdgeTable::live);
}

void ScanWithAQuarter(benchmark::State& state) {
  auto store = OpenWith(CacheBytes());
  for (auto _ : state) Scan(*store->Read());
  state.counters["cache"] = static_cast<double>(CacheBytes());
}

void HopWithAQuarter(benchmark::State& state) {
  auto store = OpenWith(CacheBytes());
  const auto graph = store->Read();
  const auto& table = LargestTable(*graph);
  const uint64_t rows = graph->NodeTables()[table.source.value].rows;
  std::mt19937_64 random(2);
  uint64_t sum = 0;
  for (auto _ : state) {
    const auto row = static_cast<uint32_t>(random() % rows);
    const auto links = graph->ReadLinks(table.id, Direction::kOut, row).value();
    if (links.row >= links.view.size) continue;
    for (uint32_t i = links.view.offsets[links.row]; i < links.view.offsets[links.row + 1]; ++i) {
      sum += links.view.neighbours[i];
    }
  }
  benchmark::DoNotOptimize(sum);
}

class Raw {
 public:
  Raw() {
    std::vector<rocksdb::ColumnFamilyDescriptor> families;
    for (size_t i = 0; i < qiao::storage::kFamilies; ++i) {
      const auto family = static_cast<qiao::storage::Family>(i);
      families.emplace_back(qiao::storage::RocksFamilyName(family), qiao::storage::RocksFamilyOptions(family));
    }
    rocksdb::DB* db = nullptr;
    const rocksdb::DBOptions options = qiao::storage::RocksDatabaseOptions();
    if (!rocksdb::DB::OpenForReadOnly(options, Path() + "/data", families, &handles_, &db).ok()) std::abort();
    db_.reset(db);
  }
  ~Raw() {
    for (auto* handle : handles_) delete handle;
  }
  // Columns and links; the ends of edges, which a scan of the graph doesn't read, stand behind the links.
  uint64_t Scan() const {
    constexpr char kBehind = static_cast<char>(qiao::storage::ChunkKind::kEnds);
    uint64_t bytes = 0;
    for (const auto family : {qiao::storage::Family::kProperty, qiao::storage::Family::kAdjacency}) {
      rocksdb::ReadOptions options;
      std::unique_ptr<rocksdb::Iterator> at(db_->NewIterator(options, handles_[static_cast<size_t>(family)]));
      for (at->SeekToFirst(); at->Valid() && at->key()[0] < kBehind; at->Next()) bytes += at->value().size();
    }
    return bytes;
  }
  uint64_t Get(const std::string& key) const {
    rocksdb::PinnableSlice value;
    const auto handle = handles_[static_cast<size_t>(qiao::storage::Family::kAdjacency)];
    return db_->Get(rocksdb::ReadOptions(), handle, key, &value).ok() ? value.size() : 0;
  }

 private:
  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> handles_;
};

void RawScan(benchmark::State& state) {
  Raw raw;
  uint64_t bytes = 0;
  for (auto _ : state) bytes = raw.Scan();
  state.counters["bytes"] = static_cast<double>(bytes);
}

void RawHop(benchmark::State& state) {
  const auto store = OpenWith(1 << 20);
  const auto graph = store->Read();
  const auto& table = LargestTable(*graph);
  const uint64_t rows = graph->NodeTables()[table.source.value].rows;
  Raw raw;
  std::mt19937_64 random(2);
  uint64_t sum = 0;
  for (auto _ : state) {
    const uint32_t run = qiao::storage::RunOf(static_cast<uint32_t>(random() % rows));
    sum += raw.Get(qiao::storage::SegmentKey({qiao::storage::ChunkKind::kOut, table.id.value, 0, run}, {}));
  }
  benchmark::DoNotOptimize(sum);
}

BENCHMARK(RawScan)->Unit(benchmark::kMillisecond);
BENCHMARK(ScanWithAQuarter)->Unit(benchmark::kMillisecond);
BENCHMARK(RawHop)->Unit(benchmark::kMicrosecond);
BENCHMARK(HopWithAQuarter)->Unit(benchmark::kMicrosecond);

}  // namespace
