#include "query/exec/key_table.h"

#include <gtest/gtest.h>

#include <cmath>

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
