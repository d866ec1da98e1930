// Errors of compile time: their detail, and the piece of the text that they point at.
#include "tests/unit/plan/compiled.h"

namespace qiao::tests {
namespace {

struct Wrong {
  std::string_view query;
  base::ErrorDetail detail;
  std::string_view place;  // the text that the error's span covers
};

class BindError : public testing::TestWithParam<Wrong> {};

TEST_P(BindError, PointsAtThePlace) {
  const Wrong& wrong = GetParam();
  const auto plan = Compiler().Try(wrong.query);
  ASSERT_FALSE(plan) << wrong.query;
  const base::Error& error = plan.error();
  EXPECT_EQ(base::Name(error.detail), base::Name(wrong.detail)) << wrong.query << "\n" << error.Text();
  EXPECT_EQ(error.phase, base::ErrorPhase::kCompile);
  ASSERT_TRUE(error.span) << wrong.query;
  EXPECT_EQ(wrong.query.substr(error.span->begin, error.span->end - error.span->begin), wrong.place) << wrong.query;
}

using enum base::ErrorDetail;

INSTANTIATE_TEST_SUITE_P(
    Variables, BindError,
    testing::Values(Wrong{"MATCH (n) RETURN m", kUndefinedVariable, "m"},
                    Wrong{"MATCH (a) WITH a.x AS x RETURN a", kUndefinedVariable, "a"},
                    Wrong{"MATCH (n) WHERE (n)-->(fresh) RETURN n", kUndefinedVariable, "fresh"},
                    Wrong{"UNWIND [1] AS x UNWIND [2] AS x RETURN x", kVariableAlreadyBound, "x"},
                    Wrong{"MATCH (a) CREATE (a)", kVariableAlreadyBound, "a"},
                    Wrong{"MATCH (a) CREATE (a:X)-[:T]->()", kVariableAlreadyBound, "a"},
                    Wrong{"MATCH p = (p)-->() RETURN p", kVariableAlreadyBound, "p"},
                    Wrong{"MATCH (r)-[r]->() RETURN r", kVariableTypeConflict, "r"},
                    Wrong{"WITH 1 AS n MATCH (n) RETURN n", kVariableTypeConflict, "n"},
                    Wrong{"MATCH ()-[r]->()<-[r]-() RETURN r", kRelationshipUniquenessViolation, "r"},
                    Wrong{"CALL { RETURN 1 AS x } CALL { RETURN 2 AS x } RETURN x", kVariableAlreadyBound,
                          "RETURN 2 AS x"},
                    Wrong{"MATCH (a) CALL { RETURN a.x AS y } RETURN y", kUndefinedVariable, "a"}));

INSTANTIATE_TEST_SUITE_P(Types, BindError,
                         testing::Values(Wrong{"RETURN NOT 1", kInvalidArgumentType, "1"},
                                         Wrong{"RETURN 1 + true", kInvalidArgumentType, "1 + true"},
                                         Wrong{"RETURN any(x IN ['a'] WHERE x % 2 = 0)", kInvalidArgumentType, "x % 2"},
                                         Wrong{"WITH 1 AS n RETURN n.x", kInvalidArgumentType, "n"},
                                         Wrong{"MATCH (n) WHERE n RETURN n", kInvalidArgumentType, "n"},
                                         Wrong{"MATCH (n) RETURN type(n)", kInvalidArgumentType, "n"},
                                         Wrong{"RETURN 1 IN 2", kInvalidArgumentType, "2"},
                                         Wrong{"MATCH (n) DELETE 1", kInvalidArgumentType, "1"},
                                         Wrong{"RETURN 1 AS x LIMIT 1.5", kInvalidArgumentType, "1.5"},
                                         Wrong{"RETURN 1 AS x SKIP -1", kNegativeIntegerArgument, "-1"},
                                         Wrong{"MATCH (n) RETURN n LIMIT n.x", kNonConstantExpression, "n.x"}));

INSTANTIATE_TEST_SUITE_P(
    Aggregates, BindError,
    testing::Values(Wrong{"MATCH (n) WHERE count(n) > 1 RETURN n", kInvalidAggregation, "count(n)"},
                    Wrong{"RETURN sum(count(*))", kNestedAggregation, "count(*)"},
                    Wrong{"MATCH (a)-->(b) RETURN a.x + count(b)", kAmbiguousAggregationExpression, "a.x + count(b)"},
                    Wrong{"MATCH (a)-->(b) RETURN count(b) AS c ORDER BY a.x", kUndefinedVariable, "a.x"},
                    Wrong{"MATCH (n) RETURN DISTINCT n.x ORDER BY n.y", kUndefinedVariable, "n.y"},
                    Wrong{"MATCH (n) RETURN n.x AS x ORDER BY max(n.y)", kInvalidAggregation, "max(n.y)"},
                    Wrong{"RETURN [x IN [1] | count(x)]", kInvalidAggregation, "count(x)"},
                    Wrong{"RETURN count(rand())", kNonConstantExpression, "rand()"}));

INSTANTIATE_TEST_SUITE_P(Clauses, BindError,
                         testing::Values(Wrong{"RETURN 1 AS a, 2 AS a", kColumnNameConflict, "2"},
                                         Wrong{"WITH 1 + 1 RETURN 1", kNoExpressionAlias, "1 + 1"},
                                         Wrong{"RETURN 1 AS a UNION RETURN 2 AS b", kDifferentColumnsInUnion,
                                               "RETURN 2 AS b"},
                                         Wrong{"MATCH (n) DELETE n:Person", kInvalidDelete, "n:Person"},
                                         Wrong{"CREATE (a)-[:T]-(b)", kRequiresDirectedRelationship, "-[:T]-"},
                                         Wrong{"CREATE (a)-[:S|T]->(b)", kNoSingleRelationshipType, "-[:S|T]->"},
                                         Wrong{"CREATE (a)-[:T*2]->(b)", kCreatingVarLength, "-[:T*2]->"},
                                         Wrong{"MERGE (n $p)", kInvalidParameterUse, "$p"},
                                         Wrong{"MATCH (n) RETURN (n)-->()", kUnexpectedSyntax, "(n)-->()"},
                                         Wrong{"RETURN foo(1)", kUnknownFunction, "foo"},
                                         Wrong{"RETURN abs()", kInvalidNumberOfArguments, "abs()"},
                                         Wrong{"CALL no.such()", kProcedureNotFound, "no.such"}));

TEST(BindErrorTest, SuggestsNames) {
  const Compiler compiler;
  const auto message = [&](std::string_view query) {
    const auto plan = compiler.Try(query);
    return plan ? "" : plan.error().Text();
  };
  EXPECT_NE(message("MATCH (医院) RETURN 医員").find("did you mean `医院`?"), std::string::npos);
  EXPECT_NE(message("RETURN toUper('a')").find("did you mean toUpper()?"), std::string::npos);
  EXPECT_NE(message("CALL db.label()").find("did you mean db.labels?"), std::string::npos);
}

TEST(BindErrorTest, LongChainsAreRefusedInsteadOfOverflowingTheStack) {
  std::string query = "RETURN 1";
  for (int i = 0; i < 100'000; ++i) query += "+1";
  const auto plan = Compiler().Try(query);
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().code, base::ErrorCode::kLimit);
}

}  // namespace
}  // namespace qiao::tests
