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

TEST(Column, KeepsShortTextsAsBytesAndLongOnesAsValues) {
  Column column;
  column.AppendNull();
  column.Append(Value::String("长治"));
  column.AppendText("");
  EXPECT_EQ(column.form(), Form::kTexts);
  EXPECT_TRUE(column.IsNull(0));
  EXPECT_EQ(column.Text(1), "长治");
  EXPECT_EQ(column.At(2).string(), "");
  const std::string text(100'000, 'x');
  column.AppendText(text);
  EXPECT_EQ(column.form(), Form::kValues);
  EXPECT_TRUE(column.IsNull(0));
  EXPECT_EQ(column.At(1).string(), "长治");
  EXPECT_EQ(column.At(3).string(), text);
}

TEST(Column, SharedTextsOutliveTheirFirstColumn) {
  Column gathered, all;
  {
    auto bytes = std::make_shared<std::string>("公司医院");
    Column column;
    EXPECT_TRUE(column.BorrowTexts(bytes, false));
    column.AppendShared(std::string_view(*bytes).substr(6, 6));
    column.AppendNull();
    column.AppendShared(std::string_view(*bytes).substr(0, 6));
    const std::vector<uint32_t> rows{2, 1, 0, 2};
    gathered.Gather(column, rows);
    all.AppendAll(column);
    // What is added to a column is not seen by those that share its bytes.
    column.AppendText("学校");
    EXPECT_EQ(column.Text(0), "医院");
    EXPECT_EQ(column.Text(3), "学校");
  }
  EXPECT_EQ(gathered.Text(0), "公司");
  EXPECT_TRUE(gathered.IsNull(1));
  EXPECT_EQ(gathered.Text(2), "医院");
  EXPECT_EQ(gathered.Text(3), "公司");
  EXPECT_EQ(all.Text(0), "医院");
  EXPECT_TRUE(all.IsNull(1));
  EXPECT_EQ(all.Text(2), "公司");
}

TEST(Column, GatheringFewOfManyTextsCopiesThem) {
  Column column;
  for (int i = 0; i < 1000; ++i) column.AppendText("text " + std::to_string(i));
  const std::vector<uint32_t> rows{7, 999};
  Column few;
  few.Gather(column, rows);
  column.Clear();
  for (int i = 0; i < 1000; ++i) column.AppendText("other");
  EXPECT_EQ(few.Text(0), "text 7");
  EXPECT_EQ(few.Text(1), "text 999");
  EXPECT_LT(few.HeapSize(), 200u);
}

TEST(Column, DatesAreWords) {
  Column column;
  column.Append(Value::Of(base::Date{-3}));
  column.AppendNull();
  EXPECT_EQ(column.form(), Form::kDates);
  EXPECT_EQ(column.At(0).date().days, -3);
  EXPECT_TRUE(column.At(1).is_null());
  column.Append(Value::Integer(1));
  EXPECT_EQ(column.form(), Form::kValues);
  EXPECT_EQ(column.At(0).date().days, -3);
}

}  // namespace
}  // namespace qiao::query
