// Which version sees which decoded chunk.
#include "storage/chunk_cache.h"

#include <gtest/gtest.h>

namespace qiao::storage {
namespace {

class Block final : public Chunk {
 public:
  explicit Block(size_t bytes) : bytes_(bytes) {}
  size_t bytes() const override { return bytes_; }

 private:
  size_t bytes_;
};

const ChunkId kId{ChunkKind::kNodeColumn, 1, 2, 3};

std::shared_ptr<const Chunk> Add(ChunkCache& cache, const ChunkId& id, Version written, Version loaded,
                                 size_t bytes = 100) {
  auto block = std::make_shared<const Block>(bytes);
  cache.Insert(id, written, loaded, block);
  return block;
}

TEST(ChunkCache, AnEntryHoldsUntilACommitTouchesIt) {
  ChunkCache cache(1 << 20);
  cache.Pin(2);
  auto old = Add(cache, kId, 2, 4);
  EXPECT_EQ(cache.Find(kId, 1), nullptr);
  EXPECT_EQ(cache.Find(kId, 2), old);
  EXPECT_EQ(cache.Find(kId, 9), old);
  cache.Touch(std::vector{kId}, 10);
  EXPECT_EQ(cache.Find(kId, 9), old);
  EXPECT_EQ(cache.Find(kId, 10), nullptr);
  auto fresh = Add(cache, kId, 10, 10);
  EXPECT_EQ(cache.Find(kId, 10), fresh);
  EXPECT_EQ(cache.Find(kId, 9), old);
}

TEST(ChunkCache, WhatWasLoadedBeforeATouchStaysOut) {
  ChunkCache cache(1 << 20);
  cache.Pin(4);
  cache.Touch(std::vector{kId}, 5);
  Add(cache, kId, 2, 4);
  EXPECT_EQ(cache.Find(kId, 4), nullptr);
  EXPECT_EQ(cache.Find(kId, 5), nullptr);
}

// A commit takes a chunk away: what is read then is an empty one that nothing was written to.
TEST(ChunkCache, AChunkThatIsGoneIsNotGoneForOlderReaders) {
  ChunkCache cache(1 << 20);
  cache.Pin(3);
  cache.Touch(std::vector{kId}, 5);
  auto gone = Add(cache, kId, 0, 5);
  EXPECT_EQ(cache.Find(kId, 5), gone);
  EXPECT_EQ(cache.Find(kId, 4), nullptr);
  ChunkCache other(1 << 20);
  other.ForgetBefore(5);
  gone = Add(other, kId, 0, 5);
  EXPECT_EQ(other.Find(kId, 5), gone);
  EXPECT_EQ(other.Find(kId, 4), nullptr);
}

TEST(ChunkCache, DropsVersionsThatNobodyReads) {
  ChunkCache cache(1 << 20);
  cache.Pin(3);
  Add(cache, kId, 1, 3);
  cache.Touch(std::vector{kId}, 4);
  uint64_t kept = cache.statistics().bytes;
  EXPECT_GT(kept, 0U);
  cache.Pin(4);
  cache.Unpin(3);
  cache.Touch(std::vector{kId}, 5);
  EXPECT_LT(cache.statistics().bytes, kept);
}

// Asks for a chunk as a reader does, who loads what isn't there.
bool Use(ChunkCache& cache, uint32_t run) {
  const ChunkId id{ChunkKind::kOut, 1, 0, run};
  if (cache.Find(id, 0) != nullptr) return true;
  Add(cache, id, 0, 0, 1000);
  return false;
}

TEST(ChunkCache, KeepsToItsBudgetAndDropsTheLeastRecentlyUsed) {
  ChunkCache cache(10'000);
  Use(cache, 0);
  for (uint32_t run = 1; run < 50; ++run) {
    const ChunkId id{ChunkKind::kOut, 1, 0, run};
    for (int misses = 0; misses < 2; ++misses) Add(cache, id, 0, 0, 1000);
    EXPECT_TRUE(Use(cache, 0));
    EXPECT_LE(cache.statistics().bytes, 10'000U);
  }
  EXPECT_FALSE(Use(cache, 1));
  EXPECT_GT(cache.statistics().evictions, 30U);
}

TEST(ChunkCache, AScanOfMoreThanItHoldsGoesPastIt) {
  ChunkCache cache(10'000);
  while (cache.statistics().chunks < 5) Use(cache, static_cast<uint32_t>(cache.statistics().chunks));
  for (int scan = 0; scan < 3; ++scan) {
    for (uint32_t run = 100; run < 200; ++run) Use(cache, run);
  }
  for (uint32_t run = 0; run < 5; ++run) EXPECT_TRUE(Use(cache, run));
}

TEST(ChunkCache, ForgetsTouchesThatEveryReaderHasSeen) {
  ChunkCache cache(1 << 20);
  cache.Pin(1'000'000);
  for (Version version = 1; version < 10'000; ++version) {
    cache.Touch(std::vector{ChunkId{ChunkKind::kIn, 1, 0, static_cast<uint32_t>(version)}}, version);
  }
  auto block = Add(cache, {ChunkKind::kIn, 1, 0, 5}, 5, 1'000'000);
  EXPECT_EQ(cache.Find({ChunkKind::kIn, 1, 0, 5}, 1'000'000), block);
}

}  // namespace
}  // namespace qiao::storage
