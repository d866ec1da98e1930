// What a store promises to readers and to the writer, in memory and on disk.
#include "storage/store.h"

#include <atomic>
#include <thread>

#include "tests/unit/storage/store_fixture.h"

namespace qiao::storage {
namespace {

using base::Direction;
using base::ErrorCode;
using base::LabelId;
using base::NodeId;
using base::Value;

INSTANTIATE_TEST_SUITE_P(Places, StoreTest, testing::Values(Place::kMemory, Place::kDisk), NameOf);

std::vector<std::string> LabelNamesOf(const View& view, NodeId node) {
  std::vector<std::string> names;
  for (LabelId label : Must(view.Labels(node))) names.emplace_back(view.LabelName(label));
  return names;
}

// The neighbours of a node in one direction, over all types, as (row, edge row).
std::vector<std::pair<uint32_t, uint32_t>> Neighbours(const View& view, NodeId node, Direction direction) {
  std::vector<std::pair<uint32_t, uint32_t>> found;
  for (const EdgeTable& table : view.EdgeTables()) {
    if ((direction == Direction::kOut ? table.source : table.target) != node.table()) continue;
    AdjacencyView run = Must(view.ReadAdjacency(table.id, direction, RunOf(node.row())));
    uint32_t row = RowInRun(node.row());
    if (row >= run.size) continue;
    for (uint32_t i = run.offsets[row]; i < run.offsets[row + 1]; ++i)
      found.emplace_back(run.neighbours[i], run.edges[i]);
  }
  return found;
}

TEST_P(StoreTest, KeepsNodesAndEdgesAcrossReopening) {
  NodeId hospital, district;
  base::EdgeId pairing;
  {
    auto transaction = Begin(*store);
    LabelId label = Must(transaction->InternLabel("医院"));
    base::KeyId name = Must(transaction->InternKey("名称"));
    hospital =
        Must(transaction->CreateNode(std::vector{label}, std::vector{std::pair(name, Value::String("潞河医院"))}));
    district = Must(transaction->CreateNode({}, std::vector{std::pair(name, Value::String("潞城区"))}));
    base::KeyId since = Must(transaction->InternKey("since"));
    pairing = Must(transaction->CreateEdge(hospital, Must(transaction->InternType("结对")), district,
                                           std::vector{std::pair(since, Value::Integer(2023))}));
    EXPECT_EQ(LabelNamesOf(*transaction, hospital), std::vector<std::string>{"医院"});
    EXPECT_EQ(Must(transaction->Commit()), 1U);
  }
  Reopen();
  auto snapshot = store->Read();
  EXPECT_EQ(snapshot->version(), 1U);
  ASSERT_EQ(snapshot->NodeTables().size(), 2U);
  EXPECT_EQ(snapshot->NodeTables()[hospital.table().value].live, 1U);
  EXPECT_EQ(Must(snapshot->Property(hospital, *snapshot->FindKey("名称"))).string(), "潞河医院");
  EXPECT_EQ(ToText(Value::Of(Must(snapshot->Properties(pairing)))), "{since: 2023}");
  EdgeEnds ends = Must(snapshot->Ends(pairing));
  EXPECT_EQ(ends.source, hospital);
  EXPECT_EQ(ends.target, district);
  EXPECT_EQ(snapshot->TypeName(ends.type), "结对");
  EXPECT_EQ(Neighbours(*snapshot, district, Direction::kIn), (std::vector<std::pair<uint32_t, uint32_t>>{{0, 0}}));
}

TEST_P(StoreTest, SnapshotsSeeWhatTheyWereTakenOf) {
  NodeId node;
  {
    auto transaction = Begin(*store);
    base::KeyId key = Must(transaction->InternKey("x"));
    node = Must(transaction->CreateNode({}, std::vector{std::pair(key, Value::Integer(0))}));
    Must(transaction->Commit());
  }
  base::KeyId key = *store->Read()->FindKey("x");
  std::vector<std::shared_ptr<const Snapshot>> snapshots{store->Read()};
  for (int i = 1; i <= 5; ++i) {
    auto transaction = Begin(*store);
    Must(transaction->SetProperty(node, key, Value::Integer(i)));
    Must(transaction->CreateNode({}, {}));
    // Its own writes are seen by the transaction and by nobody else.
    EXPECT_EQ(Must(transaction->Property(node, key)).integer(), i);
    EXPECT_EQ(Must(store->Read()->Property(node, key)).integer(), i - 1);
    Must(transaction->Commit());
    snapshots.push_back(store->Read());
  }
  for (int i = 5; i >= 0; --i) {
    EXPECT_EQ(Must(snapshots[i]->Property(node, key)).integer(), i);
    EXPECT_EQ(snapshots[i]->NodeTables()[0].rows, static_cast<uint64_t>(i + 1));
    EXPECT_EQ(snapshots[i]->version(), static_cast<Version>(i + 1));
  }
}

TEST_P(StoreTest, ViewsOutliveTheirTransactionAndNeverChange) {
  auto transaction = Begin(*store);
  base::KeyId key = Must(transaction->InternKey("名称"));
  NodeId node = Must(transaction->CreateNode({}, std::vector{std::pair(key, Value::String("长治"))}));
  ColumnView column = Must(transaction->ReadColumn(node.table(), key, 0));
  for (int i = 0; i < 100; ++i) {
    Must(transaction->CreateNode({}, std::vector{std::pair(key, Value::String("一个很长很长的名字"))}));
    if (i % 10 == 0) Must(transaction->SetProperty(node, key, Value::String("上党")));
    Must(transaction->ReadColumn(node.table(), key, 0));
  }
  Must(transaction->Commit());
  transaction = nullptr;
  EXPECT_EQ(column.size, 1U);
  EXPECT_EQ(column.Text(0), "长治");
}

TEST_P(StoreTest, RollbackLeavesNothingAndGivesRowsBack) {
  Begin(*store)->Commit().value();
  NodeId first;
  {
    auto transaction = Begin(*store);
    first = Must(transaction->CreateNode(std::vector{Must(transaction->InternLabel("人"))}, {}));
  }
  auto snapshot = store->Read();
  EXPECT_EQ(snapshot->version(), 0U);
  EXPECT_TRUE(snapshot->NodeTables().empty());
  EXPECT_EQ(snapshot->FindLabel("人"), std::nullopt);
  EXPECT_FALSE(Must(snapshot->Exists(first)));
  auto transaction = Begin(*store);
  EXPECT_EQ(Must(transaction->CreateNode(std::vector{Must(transaction->InternLabel("人"))}, {})), first);
}

TEST_P(StoreTest, IdsAreNeverUsedAgain) {
  NodeId node;
  base::EdgeId edge;
  {
    auto transaction = Begin(*store);
    node = Must(transaction->CreateNode({}, {}));
    edge = Must(transaction->CreateEdge(node, Must(transaction->InternType("位于")), node, {}));
    Must(transaction->DeleteEdge(edge));
    Must(transaction->DeleteNode(node));
    Must(transaction->Commit());
  }
  Reopen();
  auto transaction = Begin(*store);
  NodeId other = Must(transaction->CreateNode({}, {}));
  EXPECT_NE(other, node);
  EXPECT_NE(Must(transaction->CreateEdge(other, base::TypeId(0), other, {})), edge);
  EXPECT_FALSE(Must(transaction->Exists(node)));
  EXPECT_FALSE(Must(transaction->Exists(edge)));
  EXPECT_EQ(transaction->TypeName(Must(transaction->Ends(edge)).type), "位于");
}

TEST_P(StoreTest, WritesToWhatIsGoneAreErrors) {
  auto transaction = Begin(*store);
  base::KeyId key = Must(transaction->InternKey("x"));
  base::TypeId type = Must(transaction->InternType("t"));
  LabelId label = Must(transaction->InternLabel("l"));
  NodeId node = Must(transaction->CreateNode({}, {}));
  NodeId other = Must(transaction->CreateNode({}, {}));
  base::EdgeId edge = Must(transaction->CreateEdge(node, type, other, {}));
  Must(transaction->DeleteEdge(edge));
  Must(transaction->DeleteEdge(edge));
  Must(transaction->DeleteNode(node));
  Must(transaction->DeleteNode(node));
  EXPECT_EQ(transaction->SetProperty(node, key, Value::Integer(1)).error().code, ErrorCode::kEntityNotFound);
  EXPECT_EQ(transaction->SetProperty(edge, key, Value()).error().code, ErrorCode::kEntityNotFound);
  EXPECT_EQ(transaction->AddLabel(node, label).error().code, ErrorCode::kEntityNotFound);
  EXPECT_EQ(transaction->CreateEdge(other, type, node, {}).error().code, ErrorCode::kEntityNotFound);
  EXPECT_EQ(transaction->CreateEdge(NodeId(77), type, other, {}).error().code, ErrorCode::kEntityNotFound);
  EXPECT_EQ(transaction->Ends(base::EdgeId(77)).error().code, ErrorCode::kEntityNotFound);
  EXPECT_EQ(transaction->NodeTables()[0].live, 1U);
}

TEST_P(StoreTest, AValueThatCantBeStoredChangesNothing) {
  auto transaction = Begin(*store);
  base::KeyId key = Must(transaction->InternKey("x"));
  Value map = Value::Of(base::Map{{"a", Value::Integer(1)}});
  auto created = transaction->CreateNode({}, std::vector{std::pair(key, Value::Integer(1)), std::pair(key, map)});
  ASSERT_FALSE(created.has_value());
  EXPECT_EQ(created.error().detail, base::ErrorDetail::kInvalidPropertyType);
  EXPECT_TRUE(transaction->NodeTables().empty());
  NodeId node = Must(transaction->CreateNode({}, {}));
  EXPECT_FALSE(transaction->SetProperty(node, key, map).has_value());
  EXPECT_TRUE(Must(transaction->Properties(node)).empty());
}

TEST_P(StoreTest, RareLabelSetsShareATable) {
  auto transaction = Begin(*store);
  std::vector<std::pair<NodeId, std::string>> nodes;
  for (int i = 0; i < 1100; ++i) {
    std::string name = "标签" + std::to_string(i);
    nodes.emplace_back(Must(transaction->CreateNode(std::vector{Must(transaction->InternLabel(name))}, {})), name);
  }
  Must(transaction->Commit());
  transaction = nullptr;
  Reopen();
  auto snapshot = store->Read();
  EXPECT_LE(snapshot->NodeTables().size(), 1025U);
  for (const auto& [node, name] : nodes) ASSERT_EQ(LabelNamesOf(*snapshot, node), std::vector{name});
}

TEST_P(StoreTest, KeepsSmallRecordsBesideTheGraph) {
  {
    auto transaction = Begin(*store);
    Must(transaction->PutMeta("文件/甲", "一"));
    Must(transaction->PutMeta("文件/乙", "二"));
    Must(transaction->PutMeta("约束", std::string_view("\0\1", 2)));
    Must(transaction->Commit());
  }
  Reopen();
  auto transaction = Begin(*store);
  size_t mark = transaction->Mark();
  Must(transaction->PutMeta("文件/乙", std::nullopt));
  Must(transaction->PutMeta("文件/丙", "三"));
  EXPECT_EQ(Must(transaction->GetMeta("文件/乙")), std::nullopt);
  EXPECT_EQ(Must(transaction->ScanMeta("文件/")).size(), 2U);
  transaction->RollbackTo(mark);
  EXPECT_EQ(Must(transaction->GetMeta("文件/乙")), "二");
  Must(transaction->PutMeta("文件/甲", std::nullopt));
  Must(transaction->Commit());
  EXPECT_EQ(Must(store->Read()->GetMeta("约束")), std::string("\0\1", 2));
  EXPECT_EQ(Must(store->Read()->ScanMeta("文件/")),
            (std::vector<std::pair<std::string, std::string>>{{"文件/乙", "二"}}));
}

TEST_P(StoreTest, OneWriterAtATime) {
  auto first = Begin(*store);
  auto second = store->BeginWrite(std::chrono::milliseconds(20));
  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error().code, ErrorCode::kBusy);
  std::thread waiting([this] { Must(Begin(*store)->Commit()); });
  Must(first->CreateNode({}, {}));
  Must(first->Commit());
  waiting.join();
  EXPECT_EQ(store->Read()->version(), 1U);
}

TEST_P(StoreTest, WritingOnWhatHasChangedIsAConflict) {
  Version version = store->Read()->version();
  {
    auto transaction = Must(store->BeginWrite(std::chrono::milliseconds(10), version));
    Must(transaction->CreateNode({}, {}));
    Must(transaction->Commit());
  }
  auto late = store->BeginWrite(std::chrono::milliseconds(10), version);
  ASSERT_FALSE(late.has_value());
  EXPECT_EQ(late.error().code, ErrorCode::kConflict);
  EXPECT_TRUE(store->BeginWrite(std::chrono::milliseconds(10), version + 1).has_value());
}

TEST_P(StoreTest, ReadersGoOnWhileTheWriterCommits) {
  NodeId node;
  {
    auto transaction = Begin(*store);
    base::KeyId key = Must(transaction->InternKey("x"));
    Must(transaction->InternKey("y"));
    node = Must(transaction->CreateNode({}, std::vector{std::pair(key, Value::Integer(0))}));
    Must(transaction->Commit());
  }
  std::atomic<bool> done = false;
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      while (!done) {
        auto snapshot = store->Read();
        Value x = Must(snapshot->Property(node, base::KeyId(0)));
        Value y = Must(snapshot->Property(node, base::KeyId(1)));
        ASSERT_EQ(x.integer(), y.is_null() ? 0 : y.integer()) << "half a commit";
      }
    });
  }
  for (int i = 1; i <= 300; ++i) {
    auto transaction = Begin(*store);
    Must(transaction->SetProperty(node, base::KeyId(0), Value::Integer(i)));
    Must(transaction->SetProperty(node, base::KeyId(1), Value::Integer(i)));
    Must(transaction->Commit());
  }
  done = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(Must(store->Read()->Property(node, base::KeyId(1))).integer(), 300);
}

TEST_P(StoreTest, ATransactionBeyondItsLimitFailsAndChangesNothing) {
  store = nullptr;
  OpenOptions options = Fast();
  options.max_transaction_bytes = 10000;
  store = Must(Store::Open(path(), options));
  auto transaction = Begin(*store);
  base::KeyId key = Must(transaction->InternKey("x"));
  auto add = [&] {
    return transaction->CreateNode({}, std::vector{std::pair(key, Value::String(std::string(500, 'a')))});
  };
  auto created = add();
  for (int i = 0; i < 100 && created; ++i) created = add();
  ASSERT_FALSE(created.has_value());
  EXPECT_EQ(created.error().code, ErrorCode::kLimit);
  transaction = nullptr;
  EXPECT_EQ(store->Read()->version(), 0U);
}

}  // namespace
}  // namespace qiao::storage
