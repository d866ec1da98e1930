#include "storage/running_sums.h"

#include <gtest/gtest.h>

#include <optional>
#include <random>
#include <vector>

#include "storage/bytes.h"

namespace qiao::storage {
namespace {

using Numbers = std::vector<uint32_t>;

// Sums as they are by definition; nullopt when one doesn't fit.
template <class Step>
std::optional<Numbers> Plain(uint32_t before, const Numbers& steps, const Step& step) {
  Numbers sums;
  int64_t sum = before;
  for (size_t i = 0; i < steps.size(); ++i) {
    sum = step(i, sum);
    if (sum < 0 || sum > UINT32_MAX) return std::nullopt;
    sums.push_back(static_cast<uint32_t>(sum));
  }
  return sums;
}

class RunningSumsTest : public testing::TestWithParam<uint32_t> {
 protected:
  // Few and many numbers, small ones and such as don't fit soon.
  Numbers Steps() {
    Numbers steps(random_() % 140);
    const uint32_t bits = random_() % 32;
    for (uint32_t& step : steps) step = static_cast<uint32_t>(random_()) >> bits;
    return steps;
  }
  static void Expect(const std::optional<Numbers>& expected, bool fits, const Numbers& sums) {
    ASSERT_EQ(fits, expected.has_value());
    EXPECT_TRUE(!fits || sums == *expected);
  }

  std::mt19937 random_{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(Seeds, RunningSumsTest, testing::Range(0U, 300U));

TEST_P(RunningSumsTest, OfSteps) {
  const Numbers steps = Steps();
  const auto before = static_cast<uint32_t>(random_() >> random_() % 32);
  Numbers sums = steps;
  const bool fits = SumUp(before, sums);
  Expect(Plain(before, steps, [&](size_t i, int64_t sum) { return sum + steps[i]; }), fits, sums);
}

TEST_P(RunningSumsTest, OfStepsOfEitherSign) {
  const Numbers steps = Steps();
  const auto before = static_cast<uint32_t>(random_() >> random_() % 4);
  Numbers sums = steps;
  const bool fits = SumUpZigZag(before, sums);
  Expect(Plain(before, steps, [&](size_t i, int64_t sum) { return sum + UnZigZag(steps[i]); }), fits, sums);
}

TEST_P(RunningSumsTest, ThatBeginAnew) {
  const Numbers steps = Steps();
  const auto before = static_cast<uint32_t>(random_() >> random_() % 32);
  const uint32_t often = 1 + random_() % 20;
  std::vector<uint64_t> begins(steps.size() / 64 + 1);
  for (size_t i = 0; i < steps.size(); ++i) begins[i / 64] |= uint64_t{random_() % often == 0} << i % 64;
  Numbers sums = steps;
  const bool fits = SumUpEach(before, begins, sums);
  Expect(Plain(before, steps,
               [&](size_t i, int64_t sum) { return ((begins[i / 64] >> i % 64 & 1) != 0 ? 0 : sum) + steps[i]; }),
         fits, sums);
}

TEST_P(RunningSumsTest, OfEqualSteps) {
  const auto before = static_cast<uint32_t>(random_() >> random_() % 32);
  const uint64_t step = (uint64_t{random_()} << 4) >> random_() % 36;
  Numbers sums(random_() % 140);
  const auto plain = Plain(before, sums, [&](size_t, int64_t sum) { return sum + static_cast<int64_t>(step); });
  const bool fits = SumUpEqual(before, step, sums);
  Expect(plain, fits, sums);
}

TEST_P(RunningSumsTest, AreRaisedByALine) {
  const Numbers places = Steps();
  const auto slope = static_cast<uint32_t>(random_() >> random_() % 32);
  Numbers numbers(places.size());
  for (uint32_t& number : numbers) number = static_cast<uint32_t>(random_());
  Numbers raised = numbers;
  AddLine(slope, places, raised);
  for (size_t i = 0; i < places.size(); ++i) {
    EXPECT_EQ(raised[i], static_cast<uint32_t>(numbers[i] + (uint64_t{places[i]} * slope >> 16)));
  }
}

}  // namespace
}  // namespace qiao::storage
