// Group commit: what readers, writers and waiting committers see while syncs are under way, and when one fails.
#include <condition_variable>
#include <mutex>
#include <thread>

#include "tests/unit/storage/bench_key_value.h"
#include "tests/unit/storage/store_fixture.h"

namespace qiao::storage {
namespace {

using base::ErrorCode;
using std::chrono::milliseconds;

// A gate that a thread can be held at, and a sign that it stands there.
class Gate {
 public:
  void Pass() {
    std::unique_lock lock(mutex_);
    if (open_) return;
    ++waiting_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return open_; });
    --waiting_;
  }
  void Open() {
    std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }
  void AwaitVisitor() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return waiting_ > 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool open_ = false;
  int waiting_ = 0;
};

class CommitTest : public testing::Test {
 protected:
  void SetUp() override {
    OpenOptions options = Fast();
    options.durability = Durability::kSync;
    options.idle_limit = milliseconds(30);
    store = Must(Store::Open(std::make_unique<BenchKeyValue>(bench), options));
    bench.on_sync = [this] { gate.Pass(); };
  }
  base::Result<Version> CommitNode() {
    QIAO_TRY(auto transaction, store->BeginWrite(milliseconds(5000)));
    QIAO_CHECK(transaction->CreateNode({}, {}));
    return transaction->Commit();
  }

  Bench bench;
  Gate gate;
  std::unique_ptr<Store> store;
};

uint64_t RowsOf(const View& view) { return view.NodeTables().empty() ? 0 : view.NodeTables()[0].rows; }

TEST_F(CommitTest, ReadersSeeACommitOnceItIsSyncedAndTheNextWriterAtOnce) {
  std::thread committer([this] { EXPECT_EQ(Must(CommitNode()), 1U); });
  gate.AwaitVisitor();
  EXPECT_EQ(store->Read()->version(), 0U);
  EXPECT_EQ(RowsOf(*Begin(*store)), 1U) << "the write lock is free, and the transaction builds on the commit";
  gate.Open();
  committer.join();
  EXPECT_EQ(store->Read()->version(), 1U);
  EXPECT_EQ(RowsOf(*store->Read()), 1U);
}

TEST_F(CommitTest, WaitingCommittersShareASync) {
  std::vector<std::thread> committers;
  committers.emplace_back([this] { Must(CommitNode()); });
  gate.AwaitVisitor();
  for (int i = 0; i < 8; ++i) committers.emplace_back([this] { Must(CommitNode()); });
  while (RowsOf(*Begin(*store)) < 9) std::this_thread::yield();
  gate.Open();
  for (std::thread& committer : committers) committer.join();
  EXPECT_EQ(store->Read()->version(), 9U);
  EXPECT_EQ(bench.syncs, 2) << "one for the first, one for all who came meanwhile";
}

TEST_F(CommitTest, AFailedSyncFailsAllWhoDependOnIt) {
  std::vector<std::thread> committers;
  std::atomic<int> failures = 0;
  auto fail = [&] {
    auto version = CommitNode();
    EXPECT_FALSE(version.has_value());
    if (!version && version.error().code == ErrorCode::kIo) ++failures;
  };
  committers.emplace_back(fail);
  gate.AwaitVisitor();
  for (int i = 0; i < 3; ++i) committers.emplace_back(fail);
  while (RowsOf(*Begin(*store)) < 4) std::this_thread::yield();
  bench.fail_syncs = true;
  gate.Open();
  for (std::thread& committer : committers) committer.join();
  EXPECT_EQ(failures, 4);
  EXPECT_EQ(store->Read()->version(), 0U) << "readers keep the last state that is on disk";
  bench.fail_syncs = false;
  EXPECT_EQ(store->BeginWrite(milliseconds(1)).error().code, ErrorCode::kIo) << "until the database is opened again";
}

TEST_F(CommitTest, AFailedWriteFailsAllWhoWaitForALaterSync) {
  std::thread synced([this] { EXPECT_EQ(Must(CommitNode()), 1U); });
  gate.AwaitVisitor();
  std::atomic<int> failures = 0;
  std::vector<std::thread> committers;
  for (int i = 0; i < 3; ++i) {
    committers.emplace_back([this, &failures] {
      auto version = CommitNode();
      EXPECT_FALSE(version.has_value());
      if (!version && version.error().code == ErrorCode::kIo) ++failures;
    });
  }
  while (RowsOf(*Begin(*store)) < 4) std::this_thread::yield();
  bench.fail_writes = true;
  EXPECT_EQ(CommitNode().error().code, ErrorCode::kIo);
  gate.Open();
  synced.join();
  for (std::thread& committer : committers) committer.join();
  EXPECT_EQ(failures, 3) << "nobody knows what the log holds behind the commit that failed";
  EXPECT_EQ(store->Read()->version(), 1U) << "the sync that was under way has succeeded";
}

TEST_F(CommitTest, WhoHasWaitedLongComesBeforeWhoAsksAgainAtOnce) {
  gate.Open();
  auto transaction = Begin(*store);
  std::atomic<bool> asks = false, had_it = false;
  std::thread waiting([&] {
    asks = true;
    auto mine = Must(store->BeginWrite(milliseconds(60'000)));
    had_it = true;
    Must(mine->Commit());
  });
  while (!asks) std::this_thread::yield();
  std::this_thread::sleep_for(milliseconds(300));  // it sleeps now, and has done so for long
  Must(transaction->Commit());
  transaction = Must(store->BeginWrite(milliseconds(60'000)));
  EXPECT_TRUE(had_it);
  transaction = nullptr;
  waiting.join();
}

TEST_F(CommitTest, WhoHasReadAnUnsyncedCommitWaitsForItEvenWithoutWrites) {
  std::thread committer([this] { Must(CommitNode()); });
  gate.AwaitVisitor();
  auto transaction = Begin(*store);
  EXPECT_EQ(RowsOf(*transaction), 1U);
  std::atomic<bool> told = false;
  std::thread reader([&] {
    EXPECT_EQ(Must(transaction->Commit()), 1U);
    told = true;
  });
  std::this_thread::sleep_for(milliseconds(20));
  EXPECT_FALSE(told) << "the commit that it saw may still be lost";
  gate.Open();
  reader.join();
  committer.join();
}

TEST_F(CommitTest, AnIdleTransactionLosesItsTurnToWhoWaits) {
  gate.Open();
  auto idle = Begin(*store);
  Must(idle->CreateNode({}, {}));
  EXPECT_EQ(store->BeginWrite(milliseconds(60)).error().code, ErrorCode::kBusy) << "it doesn't rest yet";
  idle->Rest();
  std::this_thread::sleep_for(milliseconds(40));
  Must(idle->Resume());  // nobody waited
  idle->Rest();
  EXPECT_EQ(Must(CommitNode()), 1U);
  EXPECT_EQ(idle->Resume().error().code, ErrorCode::kConflict);
  auto next = Begin(*store);
  EXPECT_EQ(idle->Commit().error().code, ErrorCode::kConflict);
  idle = nullptr;
  EXPECT_EQ(store->BeginWrite(milliseconds(1)).error().code, ErrorCode::kBusy) << "the turn is not its to give";
  Must(next->Commit());
  EXPECT_EQ(RowsOf(*store->Read()), 1U);
}

TEST_F(CommitTest, LimitsOfTimeMayBeEndless) {
  gate.Open();
  auto transaction = Must(store->BeginWrite(milliseconds::max()));
  std::thread waiting([this] { Must(Must(store->BeginWrite(milliseconds::max()))->Commit()); });
  std::this_thread::sleep_for(milliseconds(5));
  Must(transaction->Commit());
  waiting.join();
}

}  // namespace
}  // namespace qiao::storage
