// The change log: what commits say that they changed is what they changed, and it is kept as long as it is to be.
#include "storage/change_log.h"

#include <fmt/format.h>

#include "storage/bulk/bulk_writer.h"
#include "storage/frame.h"
#include "tests/support/random_writer.h"
#include "tests/unit/storage/bench_key_value.h"
#include "tests/unit/storage/store_fixture.h"

namespace qiao::storage {
namespace {

using base::EdgeId;
using base::NodeId;
using base::Value;
using Kind = ChangedEntity::Kind;
using ChangeLogTest = StoreTest;

INSTANTIATE_TEST_SUITE_P(Places, ChangeLogTest, testing::Values(Place::kMemory, Place::kDisk), NameOf);

void Set(const View& view, std::map<std::string, Value>& properties, const ChangedEntity& change) {
  for (const auto& [key, value] : change.properties) {
    properties.erase(std::string(view.KeyName(key)));
    if (!value.is_null()) properties.emplace(view.KeyName(key), value);
  }
}

// Does to a copy of the graph what a commit did to the graph.
void Follow(const View& view, const CommitChanges& commit, Model& copy) {
  ASSERT_TRUE(commit.complete);
  for (const ChangedEntity& change : commit.entities) {
    if (change.relationship) {
      const EdgeId id(change.id);
      if (change.kind == Kind::kCreated) {
        ASSERT_TRUE(copy.nodes.contains(change.ends.source) && copy.nodes.contains(change.ends.target));
        copy.edges[id] = {change.ends.source, std::string(view.TypeName(change.ends.type)), change.ends.target, {}};
      }
      ASSERT_TRUE(copy.edges.contains(id));
      if (change.kind == Kind::kDeleted) {
        copy.edges.erase(id);
      } else {
        Set(view, copy.edges[id].properties, change);
      }
      continue;
    }
    const NodeId id(change.id);
    ASSERT_EQ(copy.nodes.contains(id), change.kind != Kind::kCreated);
    std::set<std::string> labels;
    for (base::LabelId label : change.labels) labels.emplace(view.LabelName(label));
    std::set<std::string> expected = copy.nodes[id].labels;
    for (base::LabelId label : change.added_labels) EXPECT_TRUE(expected.emplace(view.LabelName(label)).second);
    for (base::LabelId label : change.removed_labels) {
      EXPECT_EQ(expected.erase(std::string(view.LabelName(label))), 1U);
    }
    if (change.kind != Kind::kCreated) {
      ASSERT_EQ(labels, expected) << "node " << change.id;
    }
    copy.nodes[id].labels = labels;
    Set(view, copy.nodes[id].properties, change);
    if (change.kind == Kind::kDeleted) copy.nodes.erase(id);
  }
}

TEST_P(ChangeLogTest, WhoFollowsItHasTheSameGraph) {
  RandomWriter writer(11);
  Model model, copy;
  Version followed = 0;
  for (int step = 0; step < 200; ++step) {
    auto transaction = Begin(*store);
    Model changed = model;
    for (uint32_t i = 1 + writer.Below(8); i > 0; --i) writer.WriteSteadily(*transaction, changed);
    const size_t mark = transaction->Mark();
    Model dropped = changed;
    for (uint32_t i = writer.Below(4); i > 0; --i) writer.WriteSteadily(*transaction, dropped);
    transaction->RollbackTo(mark);
    if (writer.Below(5) == 0) continue;
    Must(transaction->Commit());
    model = std::move(changed);
    transaction = nullptr;
    if (writer.Below(3) == 0) continue;
    if (writer.Below(10) == 0) Reopen();
    auto snapshot = store->Read();
    while (followed < snapshot->version()) {
      SCOPED_TRACE(fmt::format("version {}", ++followed));
      Follow(*snapshot, Must(ReadChanges(*snapshot, followed)), copy);
      if (HasFatalFailure()) return;
    }
    ASSERT_EQ(Difference(*snapshot, copy), "");
  }
  EXPECT_GT(followed, 50U);
  EXPECT_EQ(Must(OldestChanges(*store->Read())), 1U);
}

TEST_P(ChangeLogTest, TellsTimeOrderAndCounts) {
  const auto now = [] { return std::chrono::system_clock::now().time_since_epoch() / std::chrono::milliseconds(1); };
  const int64_t before = now();
  NodeId first, second;
  {
    auto transaction = Begin(*store);
    first = Must(transaction->CreateNode({}, {}));
    second = Must(transaction->CreateNode({}, {}));
    const auto type = Must(transaction->InternType("结对"));
    const EdgeId edge = Must(transaction->CreateEdge(first, type, second, {}));
    const NodeId third = Must(transaction->CreateNode({}, {}));
    Must(transaction->DeleteNode(third));
    Must(transaction->Commit());
    transaction = Begin(*store);
    Must(transaction->DeleteNode(first));
    Must(transaction->DeleteEdge(edge));
    Must(transaction->Commit());
  }
  const CommitChanges made = Must(ReadChanges(*store->Read(), 1));
  EXPECT_GE(made.milliseconds, before);
  EXPECT_LE(made.milliseconds, now());
  ASSERT_EQ(made.entities.size(), 3U) << "two nodes and a relationship, without the node that came and went";
  EXPECT_EQ(made.entities[1].id, second.value);
  EXPECT_TRUE(made.entities[2].relationship);
  ASSERT_EQ(made.tables.size(), 2U);
  EXPECT_EQ(made.tables[0].created, 3U);
  EXPECT_EQ(made.tables[0].deleted, 1U);
  const CommitChanges gone = Must(ReadChanges(*store->Read(), 2));
  ASSERT_EQ(gone.entities.size(), 2U);
  EXPECT_TRUE(gone.entities[0].relationship) << "relationships go before their nodes";
  EXPECT_EQ(gone.entities[1].id, first.value);
}

TEST_P(ChangeLogTest, ANewRuleOrNameIsACommitWithoutEntities) {
  auto transaction = Begin(*store);
  Must(transaction->InternLabel("人"));
  Must(transaction->Commit());
  EXPECT_TRUE(Must(ReadChanges(*store->Read(), 1)).entities.empty());
}

void CommitText(Store& store, size_t bytes) {
  auto transaction = Begin(store);
  const auto key = Must(transaction->InternKey("name"));
  Must(transaction->CreateNode({}, std::vector{std::pair(key, Value::String(std::string(bytes, 'x')))}));
  Must(transaction->Commit());
}

std::string ErrorOf(const base::Result<CommitChanges>& result) { return result ? "none" : result.error().Text(); }

TEST_P(ChangeLogTest, KeepsTheNewestWithinItsBudget) {
  OpenOptions options = Fast();
  options.change_log_bytes = 10'000;
  store = nullptr;
  store = Must(Store::Open(path(), options));
  for (int i = 0; i < 100; ++i) {
    CommitText(*store, 500);
    if (i == 70 && GetParam() == Place::kDisk) {
      store = nullptr;
      store = Must(Store::Open(path(), options));
    }
  }
  auto snapshot = store->Read();
  const Version oldest = *Must(OldestChanges(*snapshot));
  EXPECT_GT(oldest, 75U);
  EXPECT_LT(oldest, 85U);
  for (Version version = oldest; version <= 100; ++version) {
    EXPECT_EQ(Must(ReadChanges(*snapshot, version)).entities.size(), 1U);
  }
  EXPECT_NE(ErrorOf(ReadChanges(*snapshot, oldest - 1)).find(fmt::format("those of versions {} to 100 are", oldest)),
            std::string::npos)
      << ErrorOf(ReadChanges(*snapshot, oldest - 1));
  EXPECT_FALSE(ReadChanges(*snapshot, 101).has_value());
  // More than a quarter of the budget is counted only.
  CommitText(*store, 3000);
  const CommitChanges large = Must(ReadChanges(*store->Read(), 101));
  EXPECT_FALSE(large.complete);
  EXPECT_TRUE(large.entities.empty());
  ASSERT_EQ(large.tables.size(), 1U);
  EXPECT_EQ(large.tables[0].first_row, 100U);
  EXPECT_EQ(large.tables[0].created, 1U);
}

TEST_P(ChangeLogTest, NodesWithoutPropertiesCountAgainstTheBudgetToo) {
  OpenOptions options = Fast();
  options.change_log_bytes = 10'000;
  store = nullptr;
  store = Must(Store::Open(path(), options));
  auto transaction = Begin(*store);
  for (int i = 0; i < 1000; ++i) Must(transaction->CreateNode({}, {}));
  Must(transaction->Commit());
  const CommitChanges commit = Must(ReadChanges(*store->Read(), 1));
  EXPECT_FALSE(commit.complete);
  EXPECT_EQ(commit.tables.at(0).created, 1000U);
}

TEST(ChangeLogGapTest, ALogWithAGapBeginsAnew) {
  TemporaryFolder folder;
  const std::string path = folder / "桥.db";
  OpenOptions without = Fast();
  without.change_log_bytes = 0;
  CommitText(*Must(Store::Open(path, Fast())), 1);
  {
    auto store = Must(Store::Open(path, without));
    EXPECT_EQ(Must(OldestChanges(*store->Read())), 1U);
    CommitText(*store, 1);
    EXPECT_EQ(Must(OldestChanges(*store->Read())), std::nullopt);
    EXPECT_NE(ErrorOf(ReadChanges(*store->Read(), 2)).find("keeps no log"), std::string::npos);
  }
  auto store = Must(Store::Open(path, Fast()));
  CommitText(*store, 1);
  EXPECT_EQ(Must(OldestChanges(*store->Read())), 3U);
  EXPECT_FALSE(ReadChanges(*store->Read(), 1).has_value());
  EXPECT_EQ(Must(ReadChanges(*store->Read(), 3)).entities.size(), 1U);
  // A process that only reads finds the same.
  OpenOptions reading = Fast();
  reading.read_only = true;
  auto reader = Must(Store::Open(path, reading));
  CommitText(*store, 1);
  EXPECT_FALSE(ReadChanges(*reader->Read(), 4).has_value());
  Must(reader->Refresh());
  EXPECT_EQ(Must(ReadChanges(*reader->Read(), 4)).entities.size(), 1U);
}

TEST(ChangeLogGapTest, AnImportIsCounted) {
  TemporaryFolder folder;
  auto store = Must(Store::Open(folder / "桥.db", Fast()));
  auto writer = Must(BulkWriter::Begin(*store, std::chrono::milliseconds(100), 1, 16 << 20));
  const NodeTarget target = Must(writer->TargetOf({Must(writer->InternLabel("人"))}));
  NodeBatch batch = writer->NewNodes(std::vector<std::string>{"人"});
  for (int i = 0; i < 5; ++i) Must(batch.Add({}));
  Must(writer->Write(target, Must(writer->Reserve(target, 5)), batch));
  Must(writer->Commit({}));
  writer = nullptr;
  const CommitChanges commit = Must(ReadChanges(*store->Read(), 1));
  EXPECT_FALSE(commit.complete);
  ASSERT_EQ(commit.tables.size(), 1U);
  EXPECT_EQ(commit.tables[0].created, 5U);
  CommitText(*store, 1);
  EXPECT_EQ(Must(OldestChanges(*store->Read())), 1U);
}

TEST(ChangeLogGapTest, ADamagedRecordIsNamed) {
  Bench bench;
  auto open = [&bench] { return Must(Store::Open(std::make_unique<BenchKeyValue>(bench), Fast())); };
  CommitText(*open(), 20);
  const std::string key = ChangeLogKey(1);
  const std::string value = *Must(bench.contents->Get(*bench.contents->TakeSnapshot(), Family::kChange, key));
  const std::string content(*ReadSingleFrame(key, value));
  const auto expect_damaged = [&](const std::string& changed) {
    auto batch = bench.contents->NewBatch();
    batch->Put(Family::kChange, key, changed);
    Must(bench.contents->Write(std::move(batch), Durability::kSystem));
    auto changes = ReadChanges(*open()->Read(), 1);
    ASSERT_FALSE(changes.has_value());
    EXPECT_EQ(changes.error().code, base::ErrorCode::kCorruption);
  };
  std::string flipped = value;
  flipped[flipped.size() / 2] ^= 1;
  expect_damaged(flipped);
  // Whole frames around content that makes no sense, cut off everywhere.
  for (size_t size = 0; size < content.size(); ++size) {
    expect_damaged(MakeFrame(key, FrameFormat::kBase, 1, content.substr(0, size)));
  }
  expect_damaged(MakeFrame(key, FrameFormat::kBase, 1, content + "x"));
}

}  // namespace
}  // namespace qiao::storage
