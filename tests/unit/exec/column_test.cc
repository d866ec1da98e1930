#include "query/exec/column.h"

#include <gtest/gtest.h>

#include "query/exec/batch.h"

namespace qiao::query {
namespace {

using base::Value;

TEST(Column, TakesTheFormOfItsFirstValueAndFallsBackToValues) {
  Column column;
  column.AppendNull();
  EXPECT_EQ(column.form(), Form::kNulls);
  column.Append(Value::Integer(7));
  EXPECT_EQ(column.form(), Form::kIntegers);
  EXPECT_TRUE(column.IsNull(0));
  EXPECT_EQ(column.At(1).integer(), 7);
  column.Append(Value::String("长治"));
  EXPECT_EQ(column.form(), Form::kValues);
  EXPECT_TRUE(column.IsNull(0));
  EXPECT_EQ(column.At(1).integer(), 7);
  EXPECT_EQ(column.At(2).string(), "长治");
  column.AppendWord(Form::kBooleans, 1);
  EXPECT_TRUE(column.At(3).boolean());
  EXPECT_EQ(column.size(), 4u);
}

TEST(Column, ConstantStaysOneValueUntilItGrows) {
  Column column;
  column.Fill(Value::Float(2.5), 3);
  EXPECT_TRUE(column.constant());
  EXPECT_EQ(column.At(2).floating(), 2.5);
  column.Append(Value::Float(1.5));
  EXPECT_FALSE(column.constant());
  EXPECT_EQ(column.size(), 4u);
  EXPECT_EQ(column.At(0).floating(), 2.5);
  EXPECT_EQ(column.At(3).floating(), 1.5);
}

TEST(Column, GathersWithNulls) {
  Column column;
  for (int i = 0; i < 5; ++i) {
    if (i == 2) {
      column.AppendNull();
    } else {
      column.AppendWord(Form::kNodes, static_cast<uint64_t>(i));
    }
  }
  const std::vector<uint32_t> rows{4, 2, 2, 0};
  Column gathered;
  gathered.Gather(column, rows);
  EXPECT_EQ(gathered.At(0).node().value, 4u);
  EXPECT_TRUE(gathered.IsNull(1) && gathered.IsNull(2));
  EXPECT_EQ(gathered.At(3).node().value, 0u);
  gathered.AppendRows(column, rows);
  EXPECT_EQ(gathered.size(), 8u);
  EXPECT_TRUE(gathered.IsNull(5));
  EXPECT_EQ(gathered.At(4).node().value, 4u);
}

TEST(Batch, AppendsRowsOfOtherSlotsAndMultiplicities) {
  Batch a;
  a.Put(0).Append(Value::Integer(1));
  a.SetRows(1);
  Batch b;
  b.Put(1).Append(Value::Integer(2));
  b.times() = {5};
  b.SetRows(1);
  const std::vector<Slot> slots{0, 1};
  Batch all;
  all.AppendAll(a, slots);
  all.AppendAll(b, slots);
  EXPECT_EQ(all.rows(), 2u);
  EXPECT_EQ(all.Get(0).At(0).integer(), 1);
  EXPECT_TRUE(all.Get(0).IsNull(1));
  EXPECT_TRUE(all.Get(1).IsNull(0));
  EXPECT_EQ(all.Get(1).At(1).integer(), 2);
  EXPECT_EQ(all.Times(0), 1u);
  EXPECT_EQ(all.Times(1), 5u);
  EXPECT_EQ(*all.TotalTimes(), 6u);
}

TEST(Batch, RefusesCountsBeyond64Bits) {
  EXPECT_EQ(*MultiplyTimes(uint64_t{1} << 40, 3), uint64_t{3} << 40);
  EXPECT_EQ(MultiplyTimes(uint64_t{1} << 40, uint64_t{1} << 40).error().code, base::ErrorCode::kLimit);
  EXPECT_EQ(AddTimes(UINT64_MAX, 1).error().code, base::ErrorCode::kLimit);
}

}  // namespace
}  // namespace qiao::query
