#include "storage/narrow_integers.h"

#include <gtest/gtest.h>

#include <random>

namespace qiao::storage {
namespace {

TEST(NarrowIntegers, KeepsWhateverIsSetInAnyOrder) {
  std::mt19937_64 random(1);
  for (int round = 0; round < 200; ++round) {
    NarrowIntegers narrow;
    std::vector<int64_t> expected(1 + random() % 300);
    std::vector<bool> set(expected.size());
    narrow.resize(expected.size());
    for (int i = 0; i < 400; ++i) {
      const size_t at = random() % expected.size();
      // Numbers of all sizes, also those at the ends of what 64 bits hold.
      expected[at] = static_cast<int64_t>(random()) >> random() % 64;
      set[at] = true;
      narrow.Set(at, expected[at]);
    }
    for (size_t at = 0; at < expected.size(); ++at) {
      if (!set[at]) continue;
      ASSERT_EQ(narrow[at], expected[at]) << "round " << round;
    }
  }
}

TEST(NarrowIntegers, KeepsTheEndsOfTheRange) {
  const std::vector<std::pair<int64_t, int64_t>> ends = {
      {INT64_MIN, INT64_MAX}, {INT64_MAX, INT64_MIN}, {INT64_MAX, 0}, {INT64_MIN, 0}};
  for (const auto& [first, second] : ends) {
    NarrowIntegers narrow;
    narrow.resize(2);
    narrow.Set(0, first);
    narrow.Set(1, second);
    EXPECT_EQ(narrow[0], first);
    EXPECT_EQ(narrow[1], second);
  }
}

TEST(NarrowIntegers, TakesTheBytesThatItsRangeNeeds) {
  const std::vector<uint32_t> rows = {0, 2};
  const auto width = [&](uint64_t farthest) {
    NarrowIntegers narrow;
    const std::vector<uint64_t> distances = {0, farthest};
    EXPECT_EQ(narrow.Assign<uint64_t>(3, -7, rows, distances), farthest);
    EXPECT_EQ(narrow[0], -7);
    EXPECT_EQ(narrow[2], static_cast<int64_t>(farthest - 7));
    return narrow.array().width;
  };
  EXPECT_EQ(width(255), 1U);
  EXPECT_EQ(width(256), 2U);
  EXPECT_EQ(width(65535), 2U);
  EXPECT_EQ(width(65536), 4U);
  EXPECT_EQ(width(UINT32_MAX), 4U);
  EXPECT_EQ(width(uint64_t{UINT32_MAX} + 1), 8U);
}

}  // namespace
}  // namespace qiao::storage
