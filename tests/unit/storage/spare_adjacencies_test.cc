#include "storage/spare_adjacencies.h"

#include <gtest/gtest.h>

#include <utility>

namespace qiao::storage {
namespace {

std::shared_ptr<AdjacencyChunk> Filled(SpareAdjacencies& spares, uint32_t links) {
  auto chunk = spares.Take();
  for (uint32_t i = 0; i < links; ++i) EXPECT_TRUE(chunk->Append({0, i, i}));
  return chunk;
}

TEST(SpareAdjacenciesTest, ArraysComeBackEmpty) {
  SpareAdjacencies spares(1 << 20);
  const uint32_t* edges = Filled(spares, 1000)->edges.data();
  const auto again = spares.Take();
  EXPECT_EQ(again->size(), 0U);
  EXPECT_EQ(again->links(), 0U);
  EXPECT_GE(again->edges.capacity(), 1000U);
  EXPECT_EQ(again->edges.data(), edges);
  EXPECT_NE(spares.Take()->edges.data(), edges);
}

TEST(SpareAdjacenciesTest, OnesThatAreReadStayAsTheyAre) {
  SpareAdjacencies spares(1 << 20);
  const auto first = Filled(spares, 10);
  const auto second = Filled(spares, 20);
  EXPECT_EQ(first->links(), 10U);
  EXPECT_EQ(second->links(), 20U);
}

TEST(SpareAdjacenciesTest, KeepsNoMoreThanItMay) {
  SpareAdjacencies spares(100'000);
  Filled(spares, 50'000);
  EXPECT_EQ(spares.Take()->edges.capacity(), 0U);
  {
    const auto first = Filled(spares, 8'000);
    const auto second = Filled(spares, 8'000);
  }
  const auto kept = spares.Take();
  EXPECT_GT(kept->edges.capacity(), 0U);
  EXPECT_EQ(spares.Take()->edges.capacity(), 0U);
}

TEST(SpareAdjacenciesTest, OnesThatAreReadOutliveIt) {
  auto spares = std::make_unique<SpareAdjacencies>(1 << 20);
  const auto chunk = Filled(*spares, 10);
  spares.reset();
  EXPECT_EQ(chunk->links(), 10U);
}

}  // namespace
}  // namespace qiao::storage
