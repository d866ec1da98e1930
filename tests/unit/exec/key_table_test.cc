#include "query/exec/key_table.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <random>

namespace qiao::query {
namespace {

using base::Value;

std::vector<uint32_t> Insert(KeyTable& table, const std::vector<Value>& values) {
  Column column;
  for (const Value& value : values) column.Append(value);
  const std::vector<const Column*> columns{&column};
  std::vector<uint32_t> numbers;
  EXPECT_TRUE(table.Insert(columns, values.size(), numbers).has_value());
  return numbers;
}

TEST(KeyTable, NumbersKeysInTheOrderOfTheirFirstAppearance) {
  KeyTable table(1);
  EXPECT_EQ(Insert(table, {Value::Integer(5), Value::Null(), Value::Integer(5), Value::Integer(0), Value::Null()}),
            (std::vector<uint32_t>{0, 1, 0, 2, 1}));
  EXPECT_EQ(table.At(0, 0).integer(), 5);
  EXPECT_TRUE(table.At(1, 0).is_null());
  EXPECT_EQ(table.At(2, 0).integer(), 0);
}

TEST(KeyTable, KeepsNumbersWhenKindsMix) {
  KeyTable table(1);
  std::vector<Value> integers;
  for (int i = 0; i < 1000; ++i) integers.push_back(Value::Integer(i));
  Insert(table, integers);
  // 7 and 7.0 are one key.
  EXPECT_EQ(Insert(table, {Value::String("七"), Value::Integer(7), Value::Float(7.0), Value::Null()}),
            (std::vector<uint32_t>{1000, 7, 7, 1001}));
  EXPECT_EQ(table.At(7, 0).integer(), 7);
}

TEST(KeyTable, HoldsNanAndNullEqualToThemselves) {
  KeyTable table(1);
  const auto numbers = Insert(table, {Value::Float(std::nan("")), Value::Null(), Value::Float(std::nan("")),
                                      Value::Of(base::List{Value::Null()}), Value::Of(base::List{Value::Null()})});
  EXPECT_EQ(numbers, (std::vector<uint32_t>{0, 1, 0, 2, 2}));
}

// Parts that rise for a long time, stand still or fall once in a while, and large tables.
TEST(KeyTable, NumbersKeysOfRisingPartsAsOthers) {
  for (uint32_t seed = 0; seed < 60; ++seed) {
    std::mt19937 random(seed);
    const auto below = [&](uint32_t limit) { return static_cast<int64_t>(random() % limit); };
    const size_t width = 1 + seed % 3;
    const uint32_t falls = seed % 2 == 0 ? 4000 : 1'000'000, spread = seed % 5 == 0 ? 100'000 : 8;
    KeyTable table(width);
    std::map<std::vector<int64_t>, uint32_t> expected;
    std::vector<int64_t> key(width, 0);
    for (int batch = 0; batch < 20; ++batch) {
      const auto rows = static_cast<size_t>(below(2000));
      std::vector<Column> columns(width);
      std::vector<uint32_t> wanted, numbers;
      for (size_t row = 0; row < rows; ++row) {
        key[0] += below(3) == 0 ? below(5) : 0;
        if (below(falls) == 0) key[0] -= below(50);
        for (size_t part = 1; part < width; ++part) key[part] = below(spread);
        for (size_t part = 0; part < width; ++part) columns[part].Append(Value::Integer(key[part]));
        wanted.push_back(expected.try_emplace(key, static_cast<uint32_t>(expected.size())).first->second);
      }
      std::vector<const Column*> parts;
      for (const Column& column : columns) parts.push_back(&column);
      ASSERT_TRUE(table.Insert(parts, rows, numbers).has_value());
      ASSERT_EQ(numbers, wanted) << "seed " << seed;
      if (batch % 7 != 6) continue;
      table.Find(parts, rows, numbers);
      ASSERT_EQ(numbers, wanted) << "seed " << seed;
    }
    ASSERT_EQ(table.size(), expected.size());
    for (const auto& [values, number] : expected) {
      for (size_t part = 0; part < width; ++part) ASSERT_EQ(table.At(number, part).integer(), values[part]);
    }
  }
}

TEST(KeyTable, FindsWithoutAdding) {
  KeyTable table(2);
  Column a;
  Column b;
  a.Append(Value::Integer(1));
  b.Append(Value::String("x"));
  a.Append(Value::Integer(1));
  b.Append(Value::String("y"));
  const std::vector<const Column*> columns{&a, &b};
  std::vector<uint32_t> numbers;
  ASSERT_TRUE(table.Insert(columns, 1, numbers).has_value());
  table.Find(columns, 2, numbers);
  EXPECT_EQ(numbers, (std::vector<uint32_t>{0, KeyTable::kAbsent}));
  EXPECT_EQ(table.size(), 1u);
}

}  // namespace
}  // namespace qiao::query
