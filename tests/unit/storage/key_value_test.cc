// What the store relies on, of both engines behind the port.
#include "storage/key_value.h"

#include "storage/memory_key_value.h"
#include "storage/rocks/rocks_key_value.h"
#include "tests/unit/storage/store_fixture.h"

namespace qiao::storage {
namespace {

class KeyValueTest : public testing::TestWithParam<Place> {
 protected:
  void SetUp() override { Open(true); }
  void Open(bool create) {
    store = GetParam() == Place::kMemory ? MakeMemoryKeyValue() : Must(OpenRocks(folder_ / "data", {.create = create}));
  }
  template <class Fill>
  void Write(Fill fill) {
    auto batch = store->NewBatch();
    fill(*batch);
    Must(store->Write(std::move(batch), Durability::kSystem));
  }
  std::string Get(const KeyValue::Snapshot& snapshot, std::string_view key) {
    return Must(store->Get(snapshot, Family::kIndex, key)).value_or("nothing");
  }
  std::string Get(std::string_view key) { return Get(*store->TakeSnapshot(), key); }
  std::string Scan(std::string_view prefix) {
    auto snapshot = store->TakeSnapshot();
    auto cursor = store->Scan(*snapshot, Family::kIndex, prefix);
    std::string found;
    while (Must(cursor->Next())) found.append(cursor->key()).append("=").append(cursor->value()).append(" ");
    return found;
  }

  TemporaryFolder folder_;
  std::unique_ptr<KeyValue> store;
};

INSTANTIATE_TEST_SUITE_P(Places, KeyValueTest, testing::Values(Place::kMemory, Place::kDisk), NameOf);

TEST_P(KeyValueTest, PutsMergesAndDeletes) {
  EXPECT_EQ(Get("甲"), "nothing");
  Write([](auto& batch) {
    batch.Put(Family::kIndex, "甲", "1");
    batch.Merge(Family::kIndex, "甲", "2");
    batch.Merge(Family::kIndex, "乙", "3");
    batch.Put(Family::kMeta, "甲", "of another family");
  });
  EXPECT_EQ(Get("甲"), "12");
  EXPECT_EQ(Get("乙"), "3");
  Write([](auto& batch) { batch.Merge(Family::kIndex, "甲", "4"); });
  EXPECT_EQ(Get("甲"), "124");
  Write([](auto& batch) { batch.Delete(Family::kIndex, "甲"); });
  EXPECT_EQ(Get("甲"), "nothing");
  Write([](auto& batch) { batch.Merge(Family::kIndex, "甲", "5"); });
  EXPECT_EQ(Get("甲"), "5");
}

TEST_P(KeyValueTest, SnapshotsStayAsTheyAre) {
  Write([](auto& batch) { batch.Put(Family::kIndex, "k", "1"); });
  auto first = store->TakeSnapshot();
  Write([](auto& batch) { batch.Merge(Family::kIndex, "k", "2"); });
  auto second = store->TakeSnapshot();
  Write([](auto& batch) { batch.Put(Family::kIndex, "k", "3"); });
  Write([](auto& batch) { batch.Delete(Family::kIndex, "k"); });
  EXPECT_EQ(Get(*first, "k"), "1");
  EXPECT_EQ(Get(*second, "k"), "12");
  EXPECT_EQ(Get("k"), "nothing");
  first = nullptr;
  Write([](auto& batch) { batch.Put(Family::kIndex, "k", "4"); });
  EXPECT_EQ(Get(*second, "k"), "12");
  EXPECT_EQ(Get("k"), "4");
}

TEST_P(KeyValueTest, ScansAPrefixInOrder) {
  Write([](auto& batch) {
    for (const char* key : {"b2", "a", "b1", "c", "b"}) batch.Put(Family::kIndex, key, key);
    batch.Merge(Family::kIndex, "b1", "+");
  });
  EXPECT_EQ(Scan("b"), "b=b b1=b1+ b2=b2 ");
  EXPECT_EQ(Scan("x"), "");
  Write([](auto& batch) {
    batch.Delete(Family::kIndex, "b");
    batch.Delete(Family::kIndex, "b1");
  });
  EXPECT_EQ(Scan(""), "a=a b2=b2 c=c ");
}

TEST_P(KeyValueTest, TenThousandMergesSurviveReopening) {
  if (GetParam() == Place::kMemory) GTEST_SKIP() << "memory is gone when it is closed";
  for (int i = 0; i < 100; ++i) {
    Write([](auto& batch) {
      for (int j = 0; j < 100; ++j) batch.Merge(Family::kIndex, "k", "字");
    });
    if (i % 30 == 0) {
      store = nullptr;
      Open(false);
    }
  }
  EXPECT_EQ(Get("k").size(), 30000U);
}

}  // namespace
}  // namespace qiao::storage
