// Expressions: precedence, literals, and the constructs with a syntax of their own.
#include <gtest/gtest.h>

#include "tests/unit/parse/tree_text.h"

namespace qiao::query::syntax {
namespace {

Expression ParseExpression(const std::string& text) {
  auto statement = ParseStatement("RETURN " + text + " AS x");
  EXPECT_TRUE(statement) << text << ": " << (statement ? "" : statement.error().Text());
  if (!statement) return {};
  auto& clause = std::get<Query>(statement->content).parts[0].clauses[0];
  return std::get<Return>(clause.content).projection.items[0].expression;
}

template <class Content>
Content As(const std::string& text) {
  Expression expression = ParseExpression(text);
  EXPECT_TRUE(std::holds_alternative<Content>(expression.content)) << text;
  return std::get<Content>(expression.content);
}

// The printer writes only the parentheses that the shape needs: where they vanish, precedence gives them already.
TEST(Precedence, LevelsInOrder) {
  const auto same = [](const std::string& loose, const std::string& with_parentheses) {
    EXPECT_EQ(ParseExpression(loose), ParseExpression(with_parentheses)) << loose;
  };
  same("a OR b XOR c AND d", "a OR (b XOR (c AND d))");
  same("NOT a = b", "NOT (a = b)");
  same("NOT a IS NULL", "NOT (a IS NULL)");
  same("a = b IN c", "a = (b IN c)");
  same("a + b IN c", "(a + b) IN c");
  same("a STARTS WITH b + c", "a STARTS WITH (b + c)");
  same("a + b * c ^ d", "a + (b * (c ^ d))");
  same("-a ^ b", "(-a) ^ b");
  same("-a.b", "-(a.b)");
  same("a.b[0].c", "((a.b)[0]).c");
  same("a IS NULL IS NOT NULL", "(a IS NULL) IS NOT NULL");
  same("NOT n:A", "NOT (n:A)");
}

TEST(Precedence, ChainsAreFlat) {
  EXPECT_EQ(As<Logical>("a OR b OR c").operands.size(), 3);
  EXPECT_EQ(As<Arithmetic>("a - b + c").steps.size(), 2);
  EXPECT_EQ(As<Comparison>("a < b <= c").steps.size(), 2);
  EXPECT_EQ(NormalExpression("a - (b - c)"), "a - (b - c)");
  EXPECT_EQ(NormalExpression("(a OR b) OR c"), "(a OR b) OR c");
}

TEST(Literals, Integers) {
  const auto value = [](const std::string& text) { return std::get<int64_t>(As<Literal>(text).value); };
  EXPECT_EQ(value("0"), 0);
  EXPECT_EQ(value("0x1A2b"), 0x1A2B);
  EXPECT_EQ(value("-0o17"), -15);
  EXPECT_EQ(value("1_000_000"), 1000000);
  EXPECT_EQ(value("9223372036854775807"), std::numeric_limits<int64_t>::max());
  EXPECT_EQ(value("-9223372036854775808"), std::numeric_limits<int64_t>::min());
  EXPECT_EQ(value("-0x8000000000000000"), std::numeric_limits<int64_t>::min());
  EXPECT_EQ(ErrorOf("RETURN 9223372036854775808"), "8 IntegerOverflow the integer doesn't fit into 64 bits");
  EXPECT_EQ(ErrorOf("RETURN -(9223372036854775808)"), "10 IntegerOverflow the integer doesn't fit into 64 bits");
  EXPECT_EQ(ErrorOf("RETURN 0x"), "9 InvalidNumberLiteral a number can't go on with 'x'");
  EXPECT_EQ(ErrorOf("RETURN 012"), "9 InvalidNumberLiteral a number can't go on with '12'");
  EXPECT_EQ(ErrorOf("RETURN 12企业"), "10 InvalidNumberLiteral a number can't go on with '企业'");
}

TEST(Literals, Doubles) {
  const auto value = [](const std::string& text) { return std::get<double>(As<Literal>(text).value); };
  EXPECT_EQ(value(".5"), 0.5);
  EXPECT_EQ(value("-1.5e-3"), -0.0015);
  EXPECT_EQ(value("1E9"), 1e9);
  EXPECT_EQ(value("1e-9999"), 0);
  EXPECT_EQ(value("0." + std::string(400, '0') + "1"), 0);
  EXPECT_EQ(ErrorOf("RETURN 1.34E999"), "8 FloatingPointOverflow the number is too large for a 64-bit float");
  EXPECT_EQ(ErrorOf("RETURN 1e" + std::string(30, '9')).substr(0, 23), "8 FloatingPointOverflow");
  EXPECT_EQ(ErrorOf("RETURN 1" + std::string(400, '0') + ".0").substr(0, 23), "8 FloatingPointOverflow");
}

TEST(Literals, Strings) {
  const auto value = [](const std::string& text) { return std::get<std::string>(As<Literal>(text).value); };
  EXPECT_EQ(value("'潞河医院'"), "潞河医院");
  EXPECT_EQ(value(R"("a\tb\n\"\'\\")"), "a\tb\n\"'\\");
  EXPECT_EQ(value(R"('\u6C5F\U0001F600\uD83D\uDE00')"), "江😀😀");
  EXPECT_EQ(value("'it''s'"), "it's");
  EXPECT_EQ(value("'// no /* comment'"), "// no /* comment");
  EXPECT_EQ(ErrorOf(R"(RETURN '\uH')"),
            "9 InvalidUnicodeLiteral expected four hexadecimal digits after \\u, or eight after \\U");
  EXPECT_EQ(ErrorOf(R"(RETURN '\uD83D')"), "9 InvalidUnicodeLiteral this escape is no Unicode character");
  EXPECT_EQ(ErrorOf(R"(RETURN '\d')"), "9 UnexpectedSyntax unknown escape: write \\\\ for a backslash");
}

TEST(Literals, Others) {
  EXPECT_TRUE(std::get<bool>(As<Literal>("TRUE").value));
  EXPECT_FALSE(std::get<bool>(As<Literal>("false").value));
  EXPECT_TRUE(std::holds_alternative<std::monostate>(As<Literal>("nULL").value));
  EXPECT_EQ(As<ListLiteral>("[1, [], '二']").elements.size(), 3);
  EXPECT_EQ(As<MapLiteral>("{a: 1, `二 三`: {}, in: 2}").entries.at(1).key.text, "二 三");
}

TEST(Operators, Predicates) {
  EXPECT_EQ(As<Predicate>("a ends WITH b").op, PredicateOperator::kEndsWith);
  EXPECT_EQ(As<Predicate>("a =~ b").op, PredicateOperator::kMatches);
  EXPECT_TRUE(As<NullCheck>("a IS not NULL").negated);
  EXPECT_EQ(As<NormalizedCheck>("a IS NFKD NORMALIZED").form, NormalForm::kNfkd);
  EXPECT_EQ(As<TypeCheck>("a IS TYPED local /* x */ DateTime NOT NULL").type.name, TypeName::kLocalDateTime);
  EXPECT_EQ(As<TypeCheck>("a IS NOT :: INT | LIST<STRING>").type.members.size(), 2);
  EXPECT_EQ(As<TypeCheck>("a :: TIMESTAMP WITHOUT TIME ZONE").type.name, TypeName::kLocalDateTime);
}

TEST(Operators, Labels) {
  EXPECT_EQ(NormalExpression("n:A:B"), "n:(A&B)");
  EXPECT_EQ(NormalExpression("n IS A|!B"), "n:(A|!B)");
  EXPECT_TRUE(As<LabelCheck>("n IS NOT 公司").negated);
  EXPECT_EQ(As<LabelCheck>("n:A&(B|!%)").labels.operands.size(), 2);
}

TEST(Operators, ListAccess) {
  EXPECT_TRUE(As<Slice>("a[1..]").from);
  EXPECT_TRUE(As<Slice>("a[..1]").to);
  EXPECT_FALSE(As<Slice>("a[..]").to);
  EXPECT_EQ(NormalExpression("a[1..2][b]"), "a[1..2][b]");
}

TEST(Atoms, Case) {
  EXPECT_EQ(As<Case>("CASE x WHEN 1, 2 THEN 'a' ELSE 'b' END").branches.at(0).conditions.size(), 2);
  EXPECT_FALSE(As<Case>("CASE WHEN x THEN 1 WHEN (a)-->(b) THEN 2 END").subject);
  EXPECT_EQ(ErrorOf("RETURN CASE WHEN a, b THEN 1 END"),
            "21 UnexpectedSyntax WHEN takes one condition, as CASE has no value to compare with");
}

// A bar in a comprehension belongs to the comprehension, unless brackets stand around it.
TEST(Atoms, Comprehensions) {
  EXPECT_EQ(NormalExpression("[x IN l WHERE x:A | x]"), "[x IN l WHERE x:A | x]");
  EXPECT_EQ(NormalExpression("[x IN l WHERE x:(A|B) | x.y]"), "[x IN l WHERE x:(A|B) | x.y]");
  EXPECT_EQ(NormalExpression("[x IN l WHERE x :: INT | x]"), "[x IN l WHERE x IS :: INTEGER | x]");
  EXPECT_FALSE(As<ListComprehension>("[x IN l]").result);
  EXPECT_EQ(As<ListLiteral>("[x IN l, y]").elements.size(), 2);
  EXPECT_EQ(As<ListLiteral>("[(x IN l)]").elements.size(), 1);
  for (const char* text : {"[x IN l OR y]", "[x IN l = y | x]", "[x | y]", "[x IN l, y WHERE x]", "[x IN l IS NULL]"}) {
    EXPECT_EQ(NormalExpression(text),
              "error: a list comprehension starts with a variable, IN and a list: put other operators in parentheses");
  }
  EXPECT_EQ(NormalExpression("[p = (a)-[:X|Y]->(b) WHERE (a)--(b) | p]"), "[p = (a)-[:X|Y]->(b) WHERE (a)-[]-(b) | p]");
  EXPECT_EQ(NormalExpression("reduce(s = 0, x IN l | s + x)"), "reduce(s = 0, x IN l | s + x)");
  EXPECT_EQ(As<Quantifier>("none(x IN l WHERE x = 1)").kind, QuantifierKind::kNone);
}

TEST(Atoms, Calls) {
  EXPECT_EQ(As<FunctionCall>("date.truncate('day', d)").name.size(), 2);
  EXPECT_TRUE(As<FunctionCall>("count(DISTINCT x)").distinct);
  EXPECT_TRUE(std::holds_alternative<CountStar>(ParseExpression("count( * )").content));
  EXPECT_EQ(As<MapProjection>("n {.名, .*, k: 1, m}").items.size(), 4);
}

TEST(Atoms, Subqueries) {
  const auto exists = As<SubqueryExpression>("EXISTS { (a)-->(b) WHERE b.x }");
  EXPECT_EQ(exists, As<SubqueryExpression>("EXISTS { MATCH (a)-->(b) WHERE b.x }"));
  EXPECT_EQ(As<SubqueryExpression>("COUNT { MATCH (a) RETURN a UNION MATCH (b) RETURN b AS a }").query->parts.size(),
            2);
  EXPECT_EQ(As<SubqueryExpression>("COLLECT { MATCH (a) RETURN a.x }").kind, SubqueryKind::kCollect);
  EXPECT_TRUE(As<PatternExpression>("exists((a)-->(b))").in_exists);
  EXPECT_TRUE(As<FunctionCall>("exists(a.x)").arguments.size() == 1);
}

TEST(Atoms, PatternsOrArithmetic) {
  EXPECT_EQ(Normal("MATCH (a) WHERE (a)--(b) RETURN a"), "MATCH (a) WHERE (a)-[]-(b) RETURN a");
  EXPECT_EQ(NormalExpression("(a) - (b)"), "a - b");
  EXPECT_EQ(NormalExpression("(1)--(2)"), "1 - -(2)");
  EXPECT_EQ(NormalExpression("(a)-[1][0]"), "a - [1][0]");
  EXPECT_EQ(ErrorOf("MATCH (n) RETURN (n)-->()").substr(0, 20), "18 UnexpectedSyntax ");
  EXPECT_EQ(ErrorOf("MATCH (n) SET n.x = head(nodes((n)--()))").substr(0, 20), "32 UnexpectedSyntax ");
}

}  // namespace
}  // namespace qiao::query::syntax
