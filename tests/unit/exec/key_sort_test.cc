// Sorting by numbers made of keys gives what comparing rows gives.
#include "query/exec/key_sort.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>

namespace qiao::query {
namespace {

using base::Value;
using Random = std::mt19937;

uint64_t Below(Random& random, uint64_t limit) { return random() % limit; }

// Few letters, so that many texts begin alike; with zero bytes.
Value RandomText(Random& random) {
  std::string text(Below(random, 4) * Below(random, 7), 'a');
  for (char& c : text) c = "aab\0\xE5"[Below(random, 5)];
  return Value::String(text);
}

Value RandomFloat(Random& random) {
  const double special[] = {0.0,
                            -0.0,
                            std::nan(""),
                            -std::nan(""),
                            std::numeric_limits<double>::infinity(),
                            -std::numeric_limits<double>::infinity()};
  if (Below(random, 3) == 0) return Value::Float(special[Below(random, std::size(special))]);
  return Value::Float((static_cast<double>(Below(random, 2000)) - 1000) / 8);
}

Value RandomValue(Random& random, int kind) {
  switch (kind) {
    case 0:
      return Value::Integer(static_cast<int64_t>(Below(random, 50)) - 25);
    case 1:
      return Value::Integer(static_cast<int64_t>(uint64_t{random()} << 32 | random()));
    case 2:
      return RandomFloat(random);
    case 3:
      return Value::Boolean(Below(random, 2) == 0);
    case 4:
      return Value::Of(base::Date{static_cast<int64_t>(Below(random, 400)) - 200});
    case 5:
      return RandomText(random);
    case 6:
      return Value::Null();
    default:  // mixed
      return RandomValue(random, static_cast<int>(Below(random, 7)));
  }
}

TEST(KeySort, AgreesWithComparingRows) {
  for (uint32_t seed = 0; seed < 300; ++seed) {
    Random random(seed);
    Batch store;
    SortOrder order;
    const size_t rows = Below(random, 4) == 0 ? Below(random, 40) : 100 + Below(random, 3000);
    const bool with_nulls = Below(random, 2) == 0;
    for (Slot slot = 0; slot < 1 + Below(random, 3); ++slot) {
      order.keys.push_back({slot, Below(random, 2) == 0});
      const int kind = static_cast<int>(Below(random, 8));
      Column& column = store.Put(slot);
      for (size_t row = 0; row < rows; ++row) {
        const bool null = with_nulls && Below(random, 5) == 0;
        column.Append(null ? Value::Null() : RandomValue(random, kind));
      }
    }
    store.SetRows(rows);
    std::vector<uint32_t> expected(rows), sorted(rows);
    std::iota(expected.begin(), expected.end(), 0);
    sorted = expected;
    std::ranges::stable_sort(expected, [&](uint32_t a, uint32_t b) { return order.IsBefore(store, a, store, b); });
    Interrupt interrupt(nullptr, std::chrono::steady_clock::time_point::max());
    ASSERT_TRUE(SortByKeys(store, order, sorted, interrupt));
    ASSERT_EQ(sorted, expected) << "seed " << seed;
  }
}

TEST(KeySort, StopsWhenItIsCancelled) {
  Batch store;
  Column& column = store.Put(0);
  for (int i = 0; i < 100'000; ++i)
    column.Append(Value::String(std::string(30, 'x') + std::to_string(i * 7 % 100'000)));
  store.SetRows(100'000);
  std::vector<uint32_t> rows(100'000);
  std::iota(rows.begin(), rows.end(), 0);
  const std::atomic<bool> cancelled = true;
  Interrupt interrupt(&cancelled, std::chrono::steady_clock::time_point::max());
  const auto done = SortByKeys(store, {{{0, false}}}, rows, interrupt);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, base::ErrorCode::kCancelled);
}

}  // namespace
}  // namespace qiao::query
