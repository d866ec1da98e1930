#include "base/distinct_sketch.h"

#include <gtest/gtest.h>

#include <cmath>

namespace qiao::base {
namespace {

DistinctSketch SketchOf(uint64_t begin, uint64_t end) {
  DistinctSketch sketch;
  for (uint64_t number = begin; number < end; ++number) sketch.Add(HashNumber(number));
  return sketch;
}

TEST(DistinctSketchTest, IsOffByATenthAtMost) {
  EXPECT_EQ(DistinctSketch().Estimate(), 0);
  for (uint64_t start : {0ULL, 1'000'000'007ULL, ~0ULL - 5'000'000}) {
    for (uint64_t count : {1, 10, 100, 1000, 3000, 10'000, 100'000, 2'000'000}) {
      const double estimate = SketchOf(start, start + count).Estimate();
      EXPECT_LT(std::abs(estimate / static_cast<double>(count) - 1), 0.1) << count << " from " << start;
    }
  }
}

TEST(DistinctSketchTest, KnowsNoRepetitionAndMerges) {
  DistinctSketch once = SketchOf(0, 5000);
  DistinctSketch both = once;
  both.Merge(SketchOf(2500, 7500));
  EXPECT_EQ(both.registers(), SketchOf(0, 7500).registers());
  once.Merge(SketchOf(100, 4000));
  EXPECT_EQ(once.registers(), SketchOf(0, 5000).registers());
}

}  // namespace
}  // namespace qiao::base
