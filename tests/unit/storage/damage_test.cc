// What the store does when its key-value engine returns damaged bytes, fails, or is counted.
#include "storage/chunk_id.h"
#include "tests/unit/storage/bench_key_value.h"
#include "tests/unit/storage/store_fixture.h"

namespace qiao::storage {
namespace {

using base::ErrorCode;
using base::NodeId;
using base::Value;

class DamageTest : public testing::Test {
 protected:
  void SetUp() override {
    Open();
    auto transaction = Begin(*store);
    base::KeyId key = Must(transaction->InternKey("名称"));
    std::vector<base::LabelId> labels{Must(transaction->InternLabel("医院"))};
    node = Must(transaction->CreateNode(labels, std::vector{std::pair(key, Value::String("潞河医院"))}));
    edge = Must(transaction->CreateEdge(node, Must(transaction->InternType("结对")), node, {}));
    Must(transaction->Commit());
    Open();
  }
  void Open() {
    store = nullptr;
    store = Must(Store::Open(std::make_unique<BenchKeyValue>(bench), Fast()));
  }

  Bench bench;
  std::unique_ptr<Store> store;
  NodeId node;
  base::EdgeId edge;
};

TEST_F(DamageTest, OpeningReadsTheCatalogOnly) {
  const auto opened = bench.reads;
  EXPECT_LE(opened, 1) << "more than the end of the change log";
  auto snapshot = store->Read();
  EXPECT_EQ(snapshot->NodeTables()[0].live, 1U);
  EXPECT_EQ(snapshot->LabelName(base::LabelId(0)), "医院");
  EXPECT_EQ(Must(snapshot->Exists(node)), true);
  EXPECT_EQ(bench.reads, opened);
  Must(snapshot->Property(node, base::KeyId(0)));
  EXPECT_EQ(bench.reads, opened + 1);
  Must(snapshot->Property(node, base::KeyId(0)));
  EXPECT_EQ(bench.reads, opened + 1) << "the chunk is not in the cache";
}

TEST_F(DamageTest, EveryDamagedChunkIsNamed) {
  bench.damage = [](std::string_view, std::string& value) { value[value.size() / 2] ^= 1; };
  auto snapshot = store->Read();
  auto property = snapshot->Property(node, base::KeyId(0));
  ASSERT_FALSE(property.has_value());
  EXPECT_EQ(property.error().code, ErrorCode::kCorruption);
  EXPECT_NE(property.error().Text().find("property 0 of node table 0, run 0"), std::string::npos)
      << property.error().Text();
  EXPECT_EQ(snapshot->ReadAdjacency(edge.table(), base::Direction::kIn, 0).error().code, ErrorCode::kCorruption);
  EXPECT_EQ(snapshot->Ends(edge).error().code, ErrorCode::kCorruption);
  bench.damage = nullptr;
  EXPECT_TRUE(snapshot->Property(node, base::KeyId(0)).has_value());
}

TEST_F(DamageTest, GarbageBehindAMergeIsKeptAndReported) {
  auto batch = bench.contents->NewBatch();
  batch->Merge(Family::kProperty, KeyOf({ChunkKind::kNodeColumn, 0, 0, 0}), "garbage");
  Must(bench.contents->Write(std::move(batch), Durability::kSystem));
  Open();
  EXPECT_EQ(store->Read()->Property(node, base::KeyId(0)).error().code, ErrorCode::kCorruption);
  // Writing over it doesn't hide it.
  auto transaction = Begin(*store);
  Must(transaction->SetProperty(node, base::KeyId(0), Value::String("新")));
  EXPECT_EQ(transaction->Commit().error().code, ErrorCode::kCorruption);
}

TEST_F(DamageTest, AMissingChunkIsAnEmptyOne) {
  auto batch = bench.contents->NewBatch();
  batch->Delete(Family::kProperty, KeyOf({ChunkKind::kNodeColumn, 0, 0, 0}));
  batch->Delete(Family::kAdjacency, KeyOf({ChunkKind::kEnds, 0, 0, 0}));
  Must(bench.contents->Write(std::move(batch), Durability::kSystem));
  Open();
  EXPECT_TRUE(Must(store->Read()->Property(node, base::KeyId(0))).is_null());
  // An edge must have ends.
  EXPECT_EQ(store->Read()->Ends(edge).error().code, ErrorCode::kCorruption);
}

TEST_F(DamageTest, AFailedCommitChangesNothingAndStopsWriting) {
  Version version = store->Read()->version();
  {
    auto transaction = Begin(*store);
    Must(transaction->CreateNode({}, {}));
    bench.fail_writes = true;
    EXPECT_EQ(transaction->Commit().error().code, ErrorCode::kIo);
  }
  bench.fail_writes = false;
  EXPECT_EQ(store->Read()->version(), version);
  EXPECT_EQ(store->BeginWrite(std::chrono::milliseconds(1)).error().code, ErrorCode::kIo);
  Open();
  Must(Begin(*store)->CreateNode({}, {}));
}

TEST_F(DamageTest, ADamagedCatalogIsRefused) {
  for (std::string key : {std::string("V"), std::string("F"), std::string("N\0\0\0\0", 5), std::string("L\0\0\0\0", 5),
                          std::string("E\0\0\0\0", 5)}) {
    Bench copy;
    auto snapshot = bench.contents->TakeSnapshot();
    auto cursor = bench.contents->Scan(*snapshot, Family::kMeta, "");
    auto batch = copy.contents->NewBatch();
    bool found = false;
    while (Must(cursor->Next())) {
      std::string value(cursor->value());
      if (cursor->key() == key) {
        value.back() ^= 1;
        found = true;
      }
      batch->Put(Family::kMeta, cursor->key(), value);
    }
    ASSERT_TRUE(found) << key;
    Must(copy.contents->Write(std::move(batch), Durability::kSystem));
    auto opened = Store::Open(std::make_unique<BenchKeyValue>(copy), Fast());
    ASSERT_FALSE(opened.has_value()) << key;
    EXPECT_EQ(opened.error().code, ErrorCode::kCorruption);
  }
}

}  // namespace
}  // namespace qiao::storage
