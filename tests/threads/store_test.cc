// Readers, writers, eviction, compaction and refreshing at once. What they see is checked, but above all this is for
// the thread sanitizer.
#include <atomic>
#include <thread>

#include "storage/change_log.h"
#include "storage/check.h"
#include "storage/index_reader.h"
#include "storage/schema.h"
#include "tests/crash/numbered.h"
#include "tests/threads/crowd.h"
#include "tests/unit/storage/store_fixture.h"

namespace qiao::storage {
namespace {

using base::Value;

OpenOptions TinyCache(bool read_only = false) {
  OpenOptions options = Fast();
  options.read_only = read_only;
  // Chunks are evicted while others read them.
  options.cache_bytes = 100'000;
  options.change_log_bytes = 20'000;
  return options;
}

// Commits the transactions of numbered.h, one after the other.
std::string CommitNumbered(Store& store) {
  auto transaction = Begin(store);
  Must(WriteNumbered(*transaction, store.Read()->version() + 1));
  Must(transaction->Commit());
  return {};
}

std::string ReadNumbered(Store& store) {
  auto snapshot = store.Read();
  return Must(CheckNumbered(*snapshot, snapshot->version()));
}

class ThreadsTest : public StoreTest {
 protected:
  void SetUp() override {
    store = Must(Store::Open(path(), TinyCache()));
    CommitNumbered(*store);
  }
};
INSTANTIATE_TEST_SUITE_P(Places, ThreadsTest, testing::Values(Place::kMemory, Place::kDisk), NameOf);

TEST_P(ThreadsTest, ReadersAWriterAndEviction) {
  Crowd crowd;
  crowd.Add([this] { return CommitNumbered(*store); });
  for (int i = 0; i < 3; ++i) {
    crowd.Add([this] { return ReadNumbered(*store); });
  }
  // A state that is held for long while the graph moves on.
  crowd.Add([this] {
    auto snapshot = store->Read();
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    return Must(CheckNumbered(*snapshot, snapshot->version()));
  });
  crowd.Add([this] {
    Must(store->Compact([](double) { return true; }));
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    return std::string();
  });
  // Files go away while it looks at them.
  crowd.Add([this] {
    const auto report = Must(CheckSnapshot(*store->Read(), [](double) { return true; }));
    return report.findings.empty() ? "" : report.findings[0].Text();
  });
  crowd.Add([this] {
    auto snapshot = store->Read();
    const CacheStatistics statistics = store->cache_statistics();
    if (statistics.bytes > statistics.budget) return std::string("the cache has outgrown its budget");
    const auto oldest = Must(OldestChanges(*snapshot));
    if (!oldest) return std::string("the change log has a gap");
    Must(ReadChanges(*snapshot, *oldest));
    return std::string();
  });
  crowd.Join();
  EXPECT_EQ(ReadNumbered(*store), "");
  EXPECT_GT(store->cache_statistics().evictions, 0U);
}

TEST_P(ThreadsTest, WritersTakeTurnsAndReadersLookUp) {
  Rule rule;
  {
    auto transaction = Begin(*store);
    rule.kind = RuleKind::kUnique;
    rule.label = Must(transaction->InternLabel("人")).value;
    rule.keys = {Must(transaction->InternKey("编号"))};
    rule.name = "编号";
    Must(transaction->CreateRule(rule));
    Must(transaction->Commit());
  }
  std::atomic<int64_t> next = 0;
  std::atomic<int64_t> committed = 0;
  Crowd crowd;
  for (int i = 0; i < 4; ++i) {
    crowd.Add([&] {
      auto transaction = Begin(*store);
      const int64_t number = next++;
      Must(transaction->CreateNode(std::vector{base::LabelId(rule.label)},
                                   std::vector{std::pair(rule.keys[0], Value::Integer(number))}));
      if (number % 7 == 0) return std::string();  // rolled back
      Must(transaction->Commit());
      ++committed;
      return std::string();
    });
  }
  for (int i = 0; i < 2; ++i) {
    crowd.Add([&] {
      auto snapshot = store->Read();
      const Rule& known = *snapshot->schema().Find("编号");
      auto reader = Must(snapshot->OpenIndex(known));
      const Value zero = Value::Integer(0);
      Must(reader->Seek({.lower = &zero}));
      std::vector<uint64_t> found;
      while (Must(reader->Read(64, found))) continue;
      uint64_t live = 0;
      for (const NodeTable& table : snapshot->NodeTables()) {
        if (table.labels == std::vector{base::LabelId(rule.label)}) live = table.live;
      }
      return found.size() == live ? "" : "the index and the table disagree";
    });
  }
  crowd.Join();
  EXPECT_GT(committed, 3);
  uint64_t live = 0;
  for (const NodeTable& table : store->Read()->NodeTables()) {
    if (table.labels == std::vector{base::LabelId(rule.label)}) live = table.live;
  }
  EXPECT_EQ(live, static_cast<uint64_t>(committed));
}

TEST(FollowerThreadsTest, ReadersRefreshWhileAnotherStoreWrites) {
  TemporaryFolder folder;
  const std::string path = folder / "桥.db";
  auto writer = Must(Store::Open(path, TinyCache()));
  CommitNumbered(*writer);
  auto reader = Must(Store::Open(path, TinyCache(true)));
  Crowd crowd;
  crowd.Add([&] { return CommitNumbered(*writer); });
  for (int i = 0; i < 2; ++i) {
    crowd.Add([&] {
      const Version before = reader->Read()->version();
      return Must(reader->Refresh()) < before ? "it went back" : "";
    });
    crowd.Add([&] { return ReadNumbered(*reader); });
  }
  crowd.Join();
  Must(reader->Refresh());
  EXPECT_EQ(reader->Read()->version(), writer->Read()->version());
  EXPECT_EQ(ReadNumbered(*reader), "");
}

}  // namespace
}  // namespace qiao::storage
