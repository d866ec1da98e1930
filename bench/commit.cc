// Commits of one property each, by several threads at once, beside what RocksDB itself does with puts of the same size
// under the same options. Also what the change log costs.
#include <benchmark/benchmark.h>
#include <rocksdb/db.h>

#include <filesystem>
#include <memory>
#include <string>

#include "storage/rocks/rocks_options.h"
#include "storage/store.h"

namespace {

using qiao::base::NodeId;
using qiao::base::TableId;
using qiao::base::Value;
using qiao::storage::Durability;
using qiao::storage::Store;

constexpr uint32_t kNodes = 1000;

std::string FreshFolder() {
  static int count = 0;
  std::string pattern = (std::filesystem::temp_directory_path() / "qiao-bench-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) std::abort();
  return pattern + "/" + std::to_string(count++);
}

void RemoveFolder(const std::string& path) { std::filesystem::remove_all(std::filesystem::path(path).parent_path()); }

// What the threads of one run share; made and taken away by the first.
std::string folder;
std::unique_ptr<Store> store;
std::unique_ptr<rocksdb::DB> raw;

void Fill(Store& target) {
  auto transaction = *target.BeginWrite(std::chrono::milliseconds(100));
  auto key = *transaction->InternKey("x");
  for (uint32_t i = 0; i < kNodes; ++i) {
    (void)transaction->CreateNode({}, std::vector{std::pair(key, Value::Integer(i))});
  }
  (void)transaction->Commit();
}

void Commit(benchmark::State& state, Durability durability, bool change_log = true) {
  if (state.thread_index() == 0) {
    folder = FreshFolder();
    qiao::storage::OpenOptions options;
    options.durability = durability;
    if (!change_log) options.change_log_bytes = 0;
    store = *Store::Open(folder, options);
    Fill(*store);
  }
  uint32_t row = static_cast<uint32_t>(state.thread_index());
  for (auto _ : state) {
    auto transaction = store->BeginWrite(std::chrono::seconds(10));
    if (!transaction || !(*transaction)->SetProperty(NodeId(TableId(0), row % kNodes), {}, Value::Integer(row))) {
      state.SkipWithError("can't write");
      break;
    }
    if (!(*transaction)->Commit()) state.SkipWithError("can't commit");
    row += 7;
  }
  state.SetItemsProcessed(state.iterations());
  if (state.thread_index() == 0) {
    store = nullptr;
    RemoveFolder(folder);
  }
}

void RawPut(benchmark::State& state, bool sync) {
  if (state.thread_index() == 0) {
    folder = FreshFolder();
    rocksdb::Options options(qiao::storage::RocksDatabaseOptions(),
                             qiao::storage::RocksFamilyOptions(qiao::storage::Family::kProperty));
    options.create_if_missing = true;
    rocksdb::DB* db = nullptr;
    if (!rocksdb::DB::Open(options, folder, &db).ok()) std::abort();
    raw.reset(db);
  }
  rocksdb::WriteOptions options;
  options.sync = sync;
  uint32_t row = static_cast<uint32_t>(state.thread_index());
  for (auto _ : state) {
    std::string key(13, 'k');
    key += std::to_string(row % kNodes);
    if (!raw->Put(options, key, std::string(16, 'v')).ok()) state.SkipWithError("can't put");
    row += 7;
  }
  state.SetItemsProcessed(state.iterations());
  if (state.thread_index() == 0) {
    raw = nullptr;
    RemoveFolder(folder);
  }
}

void RawPutSynced(benchmark::State& state) { RawPut(state, true); }
void CommitSynced(benchmark::State& state) { Commit(state, Durability::kSync); }
void CommitSyncedWithoutLog(benchmark::State& state) { Commit(state, Durability::kSync, false); }
void CommitUnsynced(benchmark::State& state) { Commit(state, Durability::kSystem); }
void CommitUnsyncedWithoutLog(benchmark::State& state) { Commit(state, Durability::kSystem, false); }
BENCHMARK(RawPutSynced)->Threads(1)->Threads(8)->Threads(32)->UseRealTime();
BENCHMARK(CommitSynced)->Threads(1)->Threads(8)->Threads(32)->UseRealTime();
BENCHMARK(CommitSyncedWithoutLog)->Threads(1)->Threads(8)->Threads(32)->UseRealTime();
BENCHMARK(CommitUnsynced)->UseRealTime();
BENCHMARK(CommitUnsyncedWithoutLog)->UseRealTime();

}  // namespace
