#include "storage/run_walks.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>
#include <vector>

#include "tests/unit/storage/bench_key_value.h"
#include "tests/unit/storage/store_fixture.h"

namespace qiao::storage {
namespace {

constexpr uint32_t kRuns = 60;

ChunkId OutOf(uint32_t table, uint32_t run) { return {ChunkKind::kOut, table, 0, run}; }

// Adjacencies of two tables, whose runs have no segment, one or several.
class RunWalksTest : public testing::Test {
 protected:
  using Stored = std::map<std::string, std::string>;

  static Stored Fill(Bench& bench) {
    Stored stored;
    auto batch = bench.contents->NewBatch();
    for (uint32_t table = 0; table < 2; ++table) {
      for (uint32_t run = 0; run < kRuns; ++run) {
        for (uint16_t segment = 0; segment < (run + table) % 4; ++segment) {
          const std::string key = SegmentKey(OutOf(table, run), {segment, 0, 0});
          const auto added = stored.emplace(key, "value " + std::to_string(stored.size())).first;
          batch->Put(Family::kAdjacency, key, added->second);
        }
      }
    }
    Must(bench.contents->Write(std::move(batch), Durability::kSystem));
    return stored;
  }

  // False when the run has to be looked up; what a walk gives is what is stored.
  bool Read(const ChunkId& id) {
    Stored found, expected;
    const bool walked = Must(walks_.Read(
        id, [&](std::string_view key, std::string_view value) { EXPECT_TRUE(found.emplace(key, value).second); }));
    for (const auto& [key, value] : stored_) {
      if (key.starts_with(KeyOf(id))) expected.emplace(key, value);
    }
    EXPECT_TRUE(!walked || found == expected) << Describe(id);
    return walked;
  }

  Bench bench_;
  Stored stored_ = Fill(bench_);
  BenchKeyValue key_value_{bench_};
  std::unique_ptr<const KeyValue::Snapshot> snapshot_ = key_value_.TakeSnapshot();
  RunWalks walks_{key_value_, *snapshot_};
};

TEST_F(RunWalksTest, RunsInOrderAreReadByOneCursor) {
  uint32_t looked_up = 0;
  for (uint32_t run = 0; run < kRuns; ++run) looked_up += Read(OutOf(0, run)) ? 0 : 1;
  EXPECT_EQ(looked_up, 2U);
  EXPECT_EQ(bench_.reads, 1);
}

TEST_F(RunWalksTest, SeveralGoOnBesideEachOther) {
  uint32_t looked_up = 0;
  for (uint32_t run = 0; run < kRuns; ++run) {
    for (const ChunkId& id : {OutOf(0, run), OutOf(1, (run + 30) % kRuns)}) looked_up += Read(id) ? 0 : 1;
  }
  EXPECT_LE(looked_up, 8U);
  EXPECT_EQ(bench_.reads, 3);
}

TEST_F(RunWalksTest, RunsInAnyOrderAreLookedUpOrRight) {
  std::mt19937 random(1);
  uint32_t looked_up = 0;
  for (int i = 0; i < 2000; ++i) {
    const uint32_t first = random() % kRuns;
    for (uint32_t run = first; run < std::min<uint32_t>(first + random() % 6, kRuns); ++run) {
      looked_up += Read(OutOf(random() % 20 == 0 ? 1 : 0, run)) ? 0 : 1;
    }
  }
  EXPECT_GT(looked_up, 2000U);
}

}  // namespace
}  // namespace qiao::storage
