#include "query/worker_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <vector>

namespace qiao::query {
namespace {

TEST(WorkerPool, DoesEachPieceOnceWithWorkersOfTheirOwn) {
  WorkerPool pool(4);
  constexpr size_t kPieces = 1000;
  std::vector<std::atomic<int>> done(kPieces);
  std::vector<std::atomic<int>> busy(pool.threads());
  std::atomic<bool> shared = false;
  auto result = pool.Run(kPieces, [&](size_t piece, size_t worker) -> base::Result<void> {
    if (++busy[worker] > 1) shared = true;
    ++done[piece];
    --busy[worker];
    return {};
  });
  ASSERT_TRUE(result);
  EXPECT_FALSE(shared);
  for (const auto& times : done) EXPECT_EQ(times, 1);
}

TEST(WorkerPool, ReturnsAnErrorAndBeginsNothingMore) {
  WorkerPool pool(2);
  std::atomic<size_t> begun = 0;
  auto result = pool.Run(1'000'000, [&](size_t, size_t) -> base::Result<void> {
    ++begun;
    return base::MakeError(base::ErrorCode::kInternal, "slot {} is read before it is filled", 1);
  });
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, base::ErrorCode::kInternal);
  EXPECT_LE(begun, pool.threads());
}

TEST(WorkerPool, ServesSeveralCallersAtOnce) {
  WorkerPool pool(3);
  std::vector<std::thread> callers;
  std::atomic<size_t> done = 0;
  for (int i = 0; i < 4; ++i) {
    callers.emplace_back([&] {
      for (int round = 0; round < 50; ++round) {
        auto result = pool.Run(20, [&](size_t, size_t) -> base::Result<void> {
          ++done;
          return {};
        });
        EXPECT_TRUE(result);
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(done, 4u * 50u * 20u);
}

}  // namespace
}  // namespace qiao::query
