// Depth and length: every text gets an answer, in time and within the stack.
#include <gtest/gtest.h>

#include "tests/unit/parse/tree_text.h"

namespace qiao::query::syntax {
namespace {

std::string Repeat(std::string_view text, size_t count) {
  std::string result;
  result.reserve(text.size() * count);
  for (size_t i = 0; i < count; ++i) result += text;
  return result;
}

std::string Nested(std::string_view open, std::string_view inner, std::string_view close, size_t depth) {
  return "RETURN " + Repeat(open, depth) + std::string(inner) + Repeat(close, depth) + " AS x";
}

struct Brackets {
  std::string_view open;
  std::string_view inner;
  std::string_view close;
};

class Nesting : public testing::TestWithParam<Brackets> {};

// Two hundred levels are no trouble: each is read a bounded number of times, and the tree prints and parses again.
TEST_P(Nesting, IsReadInOneGo) {
  const auto [open, inner, close] = GetParam();
  const std::string text = Nested(open, inner, close, 200);
  const auto tree = Parse(text);
  ASSERT_TRUE(tree) << tree.error().Text();
  const auto again = Parse(Print(*tree));
  ASSERT_TRUE(again) << again.error().Text();
  EXPECT_TRUE(*again == *tree);
}

TEST_P(Nesting, HasALimit) {
  const auto [open, inner, close] = GetParam();
  const auto tree = Parse(Nested(open, inner, close, 10'000));
  ASSERT_FALSE(tree);
  EXPECT_EQ(tree.error().code, base::ErrorCode::kLimit);
  EXPECT_TRUE(tree.error().span);
}

INSTANTIATE_TEST_SUITE_P(Expressions, Nesting,
                         testing::Values(Brackets{"[", "1", "]"}, Brackets{"{a: ", "1", "}"}, Brackets{"f(", "1", ")"},
                                         Brackets{"(1 + ", "1", ")"}, Brackets{"CASE WHEN true THEN ", "1", " END"},
                                         Brackets{"NOT ", "true", ""}, Brackets{"- ", "a", ""}, Brackets{"", "a", ".b"},
                                         Brackets{"", "a", " IS NULL"}, Brackets{"[x IN ", "[]", "]"},
                                         Brackets{"[x IN ", "[]", ", 1]"}, Brackets{"any(x IN ", "[]", ")"},
                                         Brackets{"x {a: ", "1", "}"},
                                         Brackets{"EXISTS { MATCH (a) WHERE ", "true", " }"},
                                         Brackets{"reduce(a = 1, x IN ", "[]", " | a)"}));

TEST(Limits, HundredThousandBrackets) {
  EXPECT_EQ(ErrorOf(Nested("(", "1", ")", 100'000)), "264 LimitError brackets are nested more than 256 deep");
  EXPECT_EQ(ErrorOf("RETURN " + Repeat("[", 100'000)), "264 LimitError brackets are nested more than 256 deep");
}

TEST(Limits, Patterns) {
  const std::string path = "MATCH " + Repeat("(", 200) + "(a)-->(b)" + Repeat("){1,2}", 200) + " RETURN 1 AS x";
  EXPECT_EQ(Normal(path).substr(0, 7), "MATCH (");
  EXPECT_EQ(ErrorOf("MATCH (a:" + Repeat("!", 100'000) + "A) RETURN a").substr(0, 2), "10");
  EXPECT_EQ(ErrorOf("RETURN x :: " + Repeat("LIST<", 100'000)),
            "1288 LimitError expressions are nested more than 256 deep");
}

// What looks like a pattern and is none is not read again on each level.
TEST(Limits, PatternsThatAreNone) {
  const std::string text = "RETURN " + Repeat("({a: ", 100) + "1" + Repeat("}.a)--(1)", 100) + " AS x";
  const auto tree = Parse(text);
  EXPECT_TRUE(tree) << tree.error().Text();
  EXPECT_EQ(ErrorOf("RETURN " + Repeat("({a: ", 100) + "1" + Repeat("})--(1)", 100)),
            "514 UnexpectedSyntax expected ')' to close the node pattern, found '1'");
}

TEST(Limits, CanBeSet) {
  EXPECT_TRUE(Parse("RETURN [[[1]]]", {.max_depth = 4}));
  EXPECT_EQ(ErrorOf("RETURN [[[1]]]", {.max_depth = 2}), "10 LimitError brackets are nested more than 2 deep");
  EXPECT_EQ(ErrorOf("RETURN 1", {.max_bytes = 7}), "0 LimitError the query has 8 bytes, more than the limit of 7");
}

TEST(Limits, LongFlatTexts) {
  const size_t kCount = 5'000;
  const auto list = Parse("UNWIND [0" + Repeat(",1", kCount) + "] AS x RETURN x");
  ASSERT_TRUE(list);
  const auto sum = Parse("RETURN 0" + Repeat(" + 1", kCount));
  ASSERT_TRUE(sum);
  const auto disjunction = Parse("RETURN false" + Repeat(" OR a = 1", kCount));
  ASSERT_TRUE(disjunction);
  const auto path = Parse("MATCH (a)" + Repeat("-->()", kCount) + " RETURN a");
  ASSERT_TRUE(path);
  EXPECT_TRUE(*Parse(Print(*path)) == *path);
}

TEST(Limits, UnclosedBracketsPointToTheEnd) {
  EXPECT_EQ(ErrorOf("RETURN " + Repeat("[", 100)),
            "108 UnexpectedSyntax expected an expression, found the end of the text");
}

}  // namespace
}  // namespace qiao::query::syntax
