// Syntax errors: detail, column in characters, what was expected and what was found.
#include <gtest/gtest.h>

#include "tests/unit/parse/tree_text.h"

namespace qiao::query::syntax {
namespace {

struct Example {
  std::string_view text;
  std::string_view error;
};

class Errors : public testing::TestWithParam<Example> {};

TEST_P(Errors, SayWhatWasExpected) { EXPECT_EQ(ErrorOf(GetParam().text), GetParam().error) << GetParam().text; }

INSTANTIATE_TEST_SUITE_P(
    Syntax, Errors,
    testing::Values(
        Example{"MATCH (c:公司 RETURN c", "13 UnexpectedSyntax expected ')' to close the node pattern, found 'RETURN'"},
        Example{"MATCH (c)-[r:投资 {年: 1}->(d) RETURN c",
                "23 InvalidRelationshipPattern expected ']' to close the relationship pattern, found '-'"},
        Example{"MATCH (a)-->b RETURN a",
                "13 UnexpectedSyntax expected a node pattern at the relationship's end, found 'b'"},
        Example{"MATCH (a)-[r]>(b) RETURN a", "14 UnexpectedSyntax unknown operator >: did you mean ->?"},
        Example{"MATCH (a)->(b) RETURN a", "10 UnexpectedSyntax unknown operator ->: did you mean -->?"},
        Example{"MATCH (a)=>(b) RETURN a", "10 UnexpectedSyntax unknown operator =>: did you mean --> or >=?"},
        Example{"MATCH (a)-r->(b) RETURN a",
                "11 UnexpectedSyntax expected '-' to complete the relationship pattern, as in -[:TYPE]->, found 'r'"},
        Example{"SELECT * FROM 公司", "1 UnexpectedSyntax SELECT is SQL: write MATCH (n:Label) WHERE … RETURN n.key"},
        Example{"Insert  into 公司 VALUES (1)",
                "1 UnexpectedSyntax INSERT INTO is SQL: write CREATE (n:Label {key: value})"},
        Example{"DELETE FROM 公司 WHERE 1 = 1",
                "1 UnexpectedSyntax DELETE FROM is SQL: write MATCH (n:Label) WHERE … DETACH DELETE n"},
        Example{
            "MATCH (n) RETURN n.x, count(*) GROUP BY n.x",
            "32 UnexpectedSyntax GROUP BY is SQL: RETURN and WITH group by those of their items that don't aggregate"},
        Example{"MATCH (n) RETURN count(*) AS c WHERE c > 1",
                "32 UnexpectedSyntax WHERE belongs to MATCH, WITH or YIELD: for a condition on results write WITH … "
                "WHERE … "
                "RETURN …"},
        Example{
            "CREATE REL TABLE 投资(FROM 公司 TO 公司)",
            "1 UnexpectedSyntax types of relationships need no declaration: CREATE (a)-[:TYPE]->(b) writes at once"},
        Example{"CREATE INDEX ON 公司(名)", "1 UnexpectedSyntax write CREATE INDEX name FOR (n:Label) ON (n.key)"},
        Example{"MATCH n RETURN n", "7 UnexpectedSyntax expected a pattern such as (n:Label), found 'n'"},
        Example{"MATCH (n:) RETURN n", "10 UnexpectedSyntax expected a label or type, found ')'"},
        Example{"MTCH (n) RETURN n",
                "1 UnexpectedSyntax expected a statement such as MATCH, CREATE or RETURN, found 'MTCH': did you mean "
                "MATCH?"},
        Example{"MATCH (n) RETRUN n",
                "11 UnexpectedSyntax expected an operator, another clause or the end of the statement, found 'RETRUN': "
                "did you mean RETURN?"},
        Example{
            "RETURN 1; CRAETE (n)",
            "11 UnexpectedSyntax expected a statement such as MATCH, CREATE or RETURN, found 'CRAETE': did you mean "
            "CREATE?"},
        Example{"MATCH (n) RETURN n.名 n.年",
                "22 UnexpectedSyntax expected an operator, another clause or the end of the statement, found 'n'"},
        Example{"MATCH (n) WHERE RETURN n", "17 UnexpectedSyntax expected an expression, found 'RETURN'"},
        Example{"RETURN 1 +", "11 UnexpectedSyntax expected an expression, found the end of the text"},
        Example{"RETURN 1 AS x, ORDER BY x", "16 UnexpectedSyntax expected an expression, found 'ORDER'"},
        Example{"RETURN 1 AS x ORDER x", "21 UnexpectedSyntax expected BY after ORDER, found 'x'"},
        Example{"RETURN (1 + 2",
                "14 UnexpectedSyntax expected ')' to close the parenthesis, found the end of the text"},
        Example{"RETURN f(1 2)", "12 UnexpectedSyntax expected ',' or ')' in the function's arguments, found '2'"},
        Example{"RETURN [1 2]", "11 UnexpectedSyntax expected ',' or ']' in the list, found '2'"},
        Example{"RETURN [[[]] AS x", "14 UnexpectedSyntax expected ',' or ']' in the list, found 'AS'"},
        Example{"RETURN any(x IN l, 1)", "18 UnexpectedSyntax expected ')' to close the quantifier, found ','"},
        Example{"RETURN exists((a)-->(b WHERE (b)), 1", "34 UnexpectedSyntax expected ')' to close exists, found ','"},
        Example{"RETURN reduce(a = [1] | a)", "23 UnexpectedSyntax expected ',' in reduce, found '|'"},
        Example{"RETURN [(a {x: 1})-->b | 1]",
                "22 UnexpectedSyntax expected a node pattern at the relationship's end, found 'b'"},
        Example{"RETURN {1: 2}", "9 UnexpectedSyntax expected a key of the map, found '1'"},
        Example{"RETURN {a 2}", "11 UnexpectedSyntax expected ':' after the map's key, found '2'"},
        Example{"RETURN CASE x WHEN 1 2 END", "22 UnexpectedSyntax expected THEN, found '2'"},
        Example{"RETURN x IS :: NUMER", "16 UnexpectedSyntax expected a type such as INTEGER or STRING, found 'NUMER'"},
        Example{"UNWIND [1] x RETURN x", "12 UnexpectedSyntax expected AS and a name, found 'x'"},
        Example{"MATCH (n) SET n.x 1", "19 UnexpectedSyntax expected '=', found '1'"},
        Example{"MERGE (n) ON CREAT SET n.x = 1",
                "14 UnexpectedSyntax expected CREATE or MATCH after ON, found 'CREAT'"},
        Example{"CREATE INDEX FOR (n:A) ON (m.x)", "28 UndefinedVariable variable m is not defined: did you mean n?"},
        Example{"RETURN 1 != 2", "10 UnexpectedSyntax unknown operator !=: did you mean <>?"},
        Example{"RETURN 42 — 41", "11 InvalidUnicodeCharacter unexpected character '—': did you mean -?"},
        Example{"RETURN （1）", "8 InvalidUnicodeCharacter unexpected character '（': did you mean (?"},
        Example{"RETURN 1 ☃ 2", "10 InvalidUnicodeCharacter unexpected character '☃'"},
        Example{"RETURN '河", "8 UnexpectedSyntax this string is never closed"},
        Example{"RETURN 1 /* 河", "10 UnexpectedSyntax this comment is never closed"},
        Example{"MATCH (`河) RETURN 1", "8 UnexpectedSyntax this quoted name is never closed"},
        Example{"MATCH (``) RETURN 1", "8 UnexpectedSyntax a name can't be empty"},
        Example{"RETURN '\xff'", "9 InvalidUnicodeCharacter the query is not valid UTF-8 here"},
        Example{"RETURN $", "9 UnexpectedSyntax expected the parameter's name, found the end of the text"}));

INSTANTIATE_TEST_SUITE_P(
    Clauses, Errors,
    testing::Values(
        Example{"MATCH (n)", "1 UnexpectedSyntax a query can't end here: it needs RETURN, FINISH or a writing clause"},
        Example{"RETURN 1 AS x MATCH (n) RETURN n",
                "15 UnexpectedSyntax no clause can follow RETURN or FINISH, except after UNION: use WITH before"},
        Example{"RETURN 1 AS x UNION RETURN 2 AS x UNION ALL RETURN 3 AS x",
                "45 InvalidClauseComposition UNION and UNION ALL can't be mixed in one query"},
        Example{"MATCH (n) WHERE EXISTS { MATCH (n) SET n.x = 1 } RETURN n",
                "36 InvalidClauseComposition a subquery inside an expression can only read"},
        Example{"RETURN COLLECT { MATCH (n) } AS x", "18 UnexpectedSyntax COLLECT needs a query that ends with RETURN"},
        Example{"MATCH (n) CALL my.proc YIELD x RETURN x",
                "11 InvalidArgumentPassingMode inside a query a procedure's arguments stand in parentheses"},
        Example{"CALL my.proc(1) YIELD * RETURN x",
                "1 UnexpectedSyntax inside a query YIELD names the fields: * is for a call that stands alone"}));

TEST(Errors, BelongToCompileTime) {
  const auto result = Parse("RETURN");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, base::ErrorCode::kSyntax);
  EXPECT_EQ(result.error().phase, base::ErrorPhase::kCompile);
}

}  // namespace
}  // namespace qiao::query::syntax
