#include "query/functions/operators.h"

#include <gtest/gtest.h>

#include "tests/unit/functions/calculate.h"
#include "tests/unit/functions/samples.h"

namespace qiao::query {
namespace {

using testing::Calculated;

struct Case {
  const char* expression;
  const char* value;
};
class OperatorTest : public ::testing::TestWithParam<Case> {};

TEST_P(OperatorTest, Calculates) {
  EXPECT_EQ(Calculated(GetParam().expression), GetParam().value) << GetParam().expression;
}

INSTANTIATE_TEST_SUITE_P(Arithmetic, OperatorTest,
                         ::testing::ValuesIn(std::initializer_list<Case>{
                             {"1 + 2", "3"},
                             {"1 + 2.0", "3.0"},
                             {"7 / 2", "3"},
                             {"-7 / 2", "-3"},
                             {"7 % 3", "1"},
                             {"-7 % 3", "-1"},
                             {"7.5 % 2", "1.5"},
                             {"2 ^ 3", "8.0"},
                             {"1 / 2.0", "0.5"},
                             {"1.0 / 0", "Infinity"},
                             {"0.0 / 0.0", "NaN"},
                             {"1 + null", "null"},
                             {"null / 0", "null"},
                             {"1 / 0", "ArithmeticError"},
                             {"1 % 0", "ArithmeticError"},
                             {"9223372036854775807 + 1", "ArithmeticError: IntegerOverflow"},
                             {"-9223372036854775808 - 1", "ArithmeticError: IntegerOverflow"},
                             {"9223372036854775807 * 2", "ArithmeticError: IntegerOverflow"},
                             {"-9223372036854775808 / (0 - 1)", "ArithmeticError: IntegerOverflow"},
                             {"-9223372036854775808 % (0 - 1)", "0"},
                             {"-(-9223372036854775808)", "ArithmeticError: IntegerOverflow"},
                             {"true + 1", "TypeError: InvalidArgumentType"},
                             {"{} * 2", "TypeError: InvalidArgumentType"},
                             {"-'a'", "TypeError: InvalidArgumentType"},
                             {"'长' + '治'", "'长治'"},
                             {"'G' + 207", "'G207'"},
                             {"1.5 + '倍'", "'1.5倍'"},
                             {"'在' + date('2023-07-21')", "'在2023-07-21'"},
                             {"'a' + true", "TypeError: InvalidArgumentType"},
                             {"[1] + [2, 3]", "[1, 2, 3]"},
                             {"[1] + 2", "[1, 2]"},
                             {"0 + [1]", "[0, 1]"},
                             {"[1] + null", "null"},
                             {"'a' || 'b'", "'ab'"},
                             {"[1] || ['b']", "[1, 'b']"},
                             {"'a' || 1", "TypeError: InvalidArgumentType"},
                         }));

INSTANTIATE_TEST_SUITE_P(Temporal, OperatorTest,
                         ::testing::ValuesIn(std::initializer_list<Case>{
                             {"date('1984-10-11') + duration('P12Y5M14DT16H13M10S')", "'1997-03-25'"},
                             {"date('1984-10-11') - duration('P12Y5M14DT16H13M10S')", "'1972-04-27'"},
                             {"duration('P1D') + date('2023-07-21')", "'2023-07-22'"},
                             {"localtime('12:31:14') - duration('PT16H13M10S')", "'20:18:04'"},
                             {"duration('P1M') - duration('PT0.5S')", "'P1MT-0.5S'"},
                             {"duration('P1M') * 2", "'P2M'"},
                             {"0.5 * duration('P1M')", "'P15DT5H14M33S'"},
                             {"duration('P1D') / 2", "'PT12H'"},
                             {"duration('P1D') / 0", "ArithmeticError"},
                             {"-duration('P1D')", "'P-1D'"},
                             {"date('2023-07-21') - date('2023-07-20')", "TypeError: InvalidArgumentType"},
                             {"duration('P1D') - date('2023-07-20')", "TypeError: InvalidArgumentType"},
                             {"date('2023-07-21') + 1", "TypeError: InvalidArgumentType"},
                         }));

INSTANTIATE_TEST_SUITE_P(Comparison, OperatorTest,
                         ::testing::ValuesIn(std::initializer_list<Case>{
                             {"1 = 1.0", "true"},
                             {"1 <> 1.0", "false"},
                             {"null <> null", "null"},
                             {"[1, null] <> [1, 2]", "null"},
                             {"0.0 / 0.0 <> 1", "true"},
                             {"0.0 / 0.0 >= 1", "false"},
                             {"0.0 / 0.0 < 'a'", "null"},
                             {"'1' < 1", "null"},
                             {"1 < 2 < 3", "true"},
                             {"3 > 2 > 2", "false"},
                             {"{a: 1} <= {a: 1}", "null"},
                             {"1 IN [1, null]", "true"},
                             {"1 IN [2, null]", "null"},
                             {"1 IN [2, 3]", "false"},
                             {"null IN []", "false"},
                             {"null IN [1]", "null"},
                             {"1 IN null", "null"},
                             {"[1] IN [[1, null], [1]]", "true"},
                             {"[null] IN [[1]]", "null"},
                             {"1 IN 1", "TypeError: InvalidArgumentType"},
                             {"'潞城区' =~ '潞.*'", "true"},
                             {"'潞城区' =~ '城'", "false"},
                             {"null =~ 'a'", "null"},
                             {"'a' =~ null", "null"},
                             {"1 =~ 'a'", "null"},
                             {"'a' =~ '['", "ArgumentError: InvalidArgumentValue"},
                             {"'a' =~ 1", "TypeError: InvalidArgumentType"},
                         }));

INSTANTIATE_TEST_SUITE_P(Access, OperatorTest,
                         ::testing::ValuesIn(std::initializer_list<Case>{
                             {"[1, 2, 3][0]", "1"},
                             {"[1, 2, 3][-1]", "3"},
                             {"[1, 2, 3][3]", "null"},
                             {"[1, 2, 3][-4]", "null"},
                             {"[1][-9223372036854775808]", "null"},
                             {"[1][null]", "null"},
                             {"null[0]", "null"},
                             {"[1]['a']", "TypeError: InvalidArgumentType"},
                             {"'text'[0]", "TypeError: InvalidArgumentType"},
                             {"{a: 1}['a']", "1"},
                             {"{a: 1}['b']", "null"},
                             {"{a: 1}[null]", "null"},
                             {"{a: 1}[0]", "TypeError: MapElementAccessByNonString"},
                             {"{a: {b: 2}}.a.b", "2"},
                             {"{a: 1}.b", "null"},
                             {"null.a", "null"},
                             {"[1, 2, 3, 4][1..3]", "[2, 3]"},
                             {"[1, 2, 3, 4][..-1]", "[1, 2, 3]"},
                             {"[1, 2, 3, 4][-2..]", "[3, 4]"},
                             {"[1, 2, 3][..]", "[1, 2, 3]"},
                             {"[1, 2, 3][2..1]", "[]"},
                             {"[1, 2, 3][-10..10]", "[1, 2, 3]"},
                             {"[1, 2, 3][null..2]", "null"},
                             {"[1, 2, 3][0..null]", "null"},
                             {"[1, 2, 3][1.0..2]", "TypeError: InvalidArgumentType"},
                             {"'abc'[0..1]", "TypeError: InvalidArgumentType"},
                         }));

TEST(LogicTest, IsThreeValued) {
  using base::Value;
  const Value yes = Value::Boolean(true), no = Value::Boolean(false), unknown;
  const auto text = [](const base::Result<Value>& result) { return base::ToText(*result); };
  EXPECT_EQ(text(And(no, unknown)), "false");
  EXPECT_EQ(text(And(unknown, yes)), "null");
  EXPECT_EQ(text(And(yes, yes)), "true");
  EXPECT_EQ(text(Or(unknown, yes)), "true");
  EXPECT_EQ(text(Or(no, unknown)), "null");
  EXPECT_EQ(text(Or(no, no)), "false");
  EXPECT_EQ(text(Xor(yes, no)), "true");
  EXPECT_EQ(text(Xor(yes, yes)), "false");
  EXPECT_EQ(text(Xor(unknown, yes)), "null");
  EXPECT_EQ(text(Not(unknown)), "null");
  EXPECT_EQ(text(Not(yes)), "false");
  EXPECT_EQ(And(no, Value::Integer(1)).error().detail, base::ErrorDetail::kInvalidArgumentType);
  EXPECT_EQ(Not(Value::String("true")).error().code, base::ErrorCode::kType);
}

TEST(StringComparisonTest, IsNullForOtherKinds) {
  using base::Value;
  const Value text = Value::String("潞城区人民医院");
  EXPECT_EQ(base::ToText(StartsWith(text, Value::String("潞城"))), "true");
  EXPECT_EQ(base::ToText(EndsWith(text, Value::String("潞城"))), "false");
  EXPECT_EQ(base::ToText(Contains(text, Value::String("人民"))), "true");
  EXPECT_EQ(base::ToText(Contains(text, Value::String(""))), "true");
  for (const Value& other : {Value::Integer(1), Value(), Value::Of(base::List{})}) {
    EXPECT_TRUE(StartsWith(text, other).is_null());
    EXPECT_TRUE(EndsWith(other, text).is_null());
    EXPECT_TRUE(Contains(other, other).is_null());
  }
}

// Every operator with every pair of values: an answer or an error, never a crash.
TEST(OperatorsTest, SurviveAnyOperands) {
  using base::Value;
  testing::Calculator calculator;
  FunctionContext& context = calculator.context;
  size_t answers = 0, errors = 0;
  const auto tally = [&](const base::Result<Value>& result) { ++(result ? answers : errors); };
  for (const Value& a : testing::Samples()) {
    for (const auto unary : {&Negate, &Plus, &Not}) tally(unary(a));
    for (const char* name : {"year", "x", "offset", "epochMillis", "nanoseconds", "weekYear"}) {
      tally(Property(context, a, name));
    }
    for (const Value& b : testing::Samples()) {
      for (const auto binary : {&Subtract, &Multiply, &Divide, &Modulo, &Power, &And, &Or, &Xor, &In})
        tally(binary(a, b));
      for (const auto compare :
           {&Equal, &NotEqual, &Less, &LessEqual, &Greater, &GreaterEqual, &StartsWith, &Contains}) {
        tally(compare(a, b));
      }
      tally(Add(context, a, b));
      tally(Concat(context, a, b));
      tally(RegexMatch(context, a, b));
      tally(Index(context, a, b));
      tally(Slice(context, a, &b, nullptr));
    }
  }
  EXPECT_GT(answers, 1000u);
  EXPECT_GT(errors, 1000u);
}

TEST(LimitTest, LongResultsAreErrors) {
  testing::Calculator calculator;
  calculator.context.max_list_size = 3;
  calculator.context.max_text_size = 6;
  for (const char* expression : {"[1, 2] + [3, 4]", "'长治' || '市'", "range(1, 4)", "range(0, 9223372036854775807)",
                                 "replace('aa', 'a', '长治')", "split('a,b,c,d', ',')", "replace('ab', '', '治')"}) {
    const auto result = calculator.Evaluate(expression);
    ASSERT_FALSE(result) << expression;
    EXPECT_EQ(result.error().code, base::ErrorCode::kLimit) << expression;
  }
  EXPECT_TRUE(calculator.Evaluate("[1, 2] + 3"));
}

}  // namespace
}  // namespace qiao::query
