#include "query/functions/aggregation.h"

#include <gtest/gtest.h>

#include <cmath>

namespace qiao::query {
namespace {

using base::List;
using base::Value;

Value I(int64_t number) { return Value::Integer(number); }
Value F(double number) { return Value::Float(number); }
Value S(const char* text) { return Value::String(text); }
Value Span(int64_t days) { return Value::Of(base::Duration{0, days, 0, 0}); }

// The aggregate of some values, each counted `times`; a second argument where the function takes one.
std::string Aggregated(std::string_view name, const List& values, uint64_t times = 1, Value second = Value()) {
  const auto state = FindAggregation(name)->create(FunctionContext{});
  state->Resize(1);
  for (const Value& value : values) {
    const Value arguments[] = {value, second};
    const auto updated = state->Update(0, arguments, times, false);
    if (!updated) return std::string(Name(updated.error().code)) + ": " + std::string(Name(updated.error().detail));
  }
  const auto result = state->Finish(0);
  return result ? base::ToText(*result) : std::string(Name(result.error().code));
}

TEST(AggregationTest, CountsAndCollects) {
  EXPECT_EQ(Aggregated("count", {}), "0");
  EXPECT_EQ(Aggregated("count", {I(1), Value(), I(1)}), "2");
  EXPECT_EQ(Aggregated("count", {I(1), I(2)}, 1'000'000'000'000), "2000000000000");
  EXPECT_EQ(Aggregated("count", {I(1), I(2)}, UINT64_MAX), "ArithmeticError: IntegerOverflow");
  EXPECT_EQ(Aggregated("collect", {}), "[]");
  EXPECT_EQ(Aggregated("collect", {S("甲"), Value(), S("乙")}, 2), "['甲', '甲', '乙', '乙']");
  EXPECT_EQ(Aggregated("collect", {I(1)}, UINT64_MAX), "LimitError: ");
}

TEST(AggregationTest, FindsExtremesAcrossKinds) {
  const List mixed = {I(1), S("a"), Value(), Value::Of(List{I(1), I(2)}), F(0.2), S("b")};
  EXPECT_EQ(Aggregated("max", mixed), "1");
  EXPECT_EQ(Aggregated("min", mixed), "[1, 2]");
  EXPECT_EQ(Aggregated("max", {Value()}), "null");
  EXPECT_EQ(Aggregated("min", {I(2), F(-1.5)}, 7), "-1.5");
}

TEST(AggregationTest, Sums) {
  EXPECT_EQ(Aggregated("sum", {}), "0");
  EXPECT_EQ(Aggregated("sum", {I(1), Value(), I(2)}, 3), "9");
  EXPECT_EQ(Aggregated("sum", {I(1), F(0.5)}), "1.5");
  EXPECT_EQ(Aggregated("sum", {Span(1), Span(2)}, 2), "'P6D'");
  EXPECT_EQ(Aggregated("sum", {I(INT64_MAX), I(1)}), "ArithmeticError");
  EXPECT_EQ(Aggregated("sum", {I(INT64_MAX), I(1), I(-1)}), "9223372036854775807");
  EXPECT_EQ(Aggregated("sum", {I(INT64_MAX), I(INT64_MAX)}, UINT64_MAX), "ArithmeticError: IntegerOverflow");
  EXPECT_EQ(Aggregated("sum", {S("1")}), "TypeError: InvalidArgumentType");
  EXPECT_EQ(Aggregated("sum", {I(1), Span(1)}), "TypeError: InvalidArgumentType");
}

TEST(AggregationTest, Averages) {
  EXPECT_EQ(Aggregated("avg", {}), "null");
  EXPECT_EQ(Aggregated("avg", {I(1), I(2)}, 5), "1.5");
  EXPECT_EQ(Aggregated("avg", {I(INT64_MAX), I(INT64_MAX)}), "9.223372036854776E18");
  EXPECT_EQ(Aggregated("avg", {Span(1), Span(2)}), "'P1DT12H'");
}

TEST(AggregationTest, Deviations) {
  const List values = {I(2), I(4), I(4), I(4), I(5), I(5), I(7), F(9)};
  EXPECT_EQ(Aggregated("stDevP", values), "2.0");
  EXPECT_EQ(Aggregated("stDevP", values, 10), "2.0");
  EXPECT_EQ(Aggregated("stDev", {I(1), I(2), I(3)}), "1.0");
  EXPECT_EQ(Aggregated("stDev", {I(1)}), "0.0");
  EXPECT_EQ(Aggregated("stDev", {}), "null");
  EXPECT_EQ(Aggregated("stDev", {F(1e15), F(1e15 + 1), F(1e15 + 2)}), "1.0");
  EXPECT_EQ(Aggregated("stDev", {S("甲")}), "TypeError: InvalidArgumentType");
}

TEST(AggregationTest, Percentiles) {
  const List prices = {F(30), F(10), Value(), F(20)};
  const auto disc = [&](double percentile) { return Aggregated("percentileDisc", prices, 1, F(percentile)); };
  const auto cont = [&](double percentile) { return Aggregated("percentileCont", prices, 1, F(percentile)); };
  EXPECT_EQ(disc(0), "10.0");
  EXPECT_EQ(disc(0.5), "20.0");
  EXPECT_EQ(disc(1), "30.0");
  EXPECT_EQ(cont(0), "10.0");
  EXPECT_EQ(cont(0.25), "15.0");
  EXPECT_EQ(cont(1), "30.0");
  EXPECT_EQ(Aggregated("percentileDisc", {I(1), I(2)}, 1, F(0.5)), "1");
  EXPECT_EQ(Aggregated("percentileCont", {I(1), I(4)}, 2, F(0.5)), "2.5");
  EXPECT_EQ(Aggregated("percentileDisc", {}, 1, F(0.5)), "null");
  EXPECT_EQ(Aggregated("percentileDisc", {F(std::nan("")), F(2), F(1)}, 1, F(0.5)), "2.0") << "NaN is the last";
  EXPECT_EQ(Aggregated("percentileDisc", {I(3), F(2.5), I(1)}, 7, F(0.5)), "2.5");
  for (const Value& percentile : {I(1000), I(-1), F(1.1), F(std::nan(""))}) {
    EXPECT_EQ(Aggregated("percentileCont", prices, 1, percentile), "ArgumentError: NumberOutOfRange");
  }
  EXPECT_EQ(Aggregated("percentileCont", prices, 1, S("0.5")), "TypeError: InvalidArgumentValue");
}

TEST(AggregationTest, CollectStopsAtTheLimitOfLists) {
  FunctionContext context;
  context.max_list_size = 3;
  const auto state = FindAggregation("collect")->create(context);
  state->Resize(1);
  EXPECT_TRUE(state->Update(0, {{I(1)}}, 3, false));
  const auto refused = state->Update(0, {{I(1)}}, 1, false);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, base::ErrorCode::kLimit);
}

TEST(AggregationTest, AccountsForWhatItHolds) {
  const auto state = FindAggregation("collect")->create(FunctionContext{});
  state->Resize(1);
  const size_t before = state->HeapSize();
  const Value text = Value::String(std::string(10'000, 'a'));
  ASSERT_TRUE(state->Update(0, std::span(&text, 1), 100, true));
  EXPECT_GE(state->HeapSize(), before + 10'000 + 100 * sizeof(Value));
}

}  // namespace
}  // namespace qiao::query
