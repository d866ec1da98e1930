#include "base/give_back.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <thread>

namespace qiao::base {
namespace {

TEST(GiveBack, DestroysAllWhileOthersAreAtWork) {
  constexpr int kPieces = 20;
  const auto destroyed = std::make_shared<std::atomic<int>>(0);
  for (int i = 0; i < kPieces; ++i) {
    GiveBack([destroyed] {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      ++*destroyed;
    });
  }
  for (int i = 0; i < 5000 && *destroyed < kPieces; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  EXPECT_EQ(*destroyed, kPieces);
}

TEST(GiveBack, LargeValuesOutliveNoneOfTheirOwners) {
  List list(3 << 20, Value::String("潞城区"));
  const Value element = list[0];
  const Value kept = Value::Of(List{Value::Of(std::move(list)), Value::Integer(1)});
  { const Value copy = kept; }  // not the last owner: nothing is given back
  EXPECT_EQ(kept.list()[0].list().back().string(), "潞城区");
  {
    LongList dropped;
    dropped->assign(2 << 20, element);
  }
  EXPECT_EQ(element.string(), "潞城区");
}

}  // namespace
}  // namespace qiao::base
