// Parse(Print(tree)) == tree, over own queries and over those of the conformance suite.
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/unit/parse/feature_queries.h"
#include "tests/unit/parse/tree_text.h"

namespace qiao::query::syntax {
namespace {

void ExpectRoundTrip(const std::string& text) {
  const auto tree = Parse(text);
  ASSERT_TRUE(tree) << text << "\n" << tree.error().Text();
  const std::string printed = Print(*tree);
  const auto again = Parse(printed);
  ASSERT_TRUE(again) << text << "\n" << printed << "\n" << again.error().Text();
  EXPECT_TRUE(*again == *tree) << text << "\n" << printed;
  EXPECT_EQ(Print(*again), printed);
}

TEST(Print, NormalForm) {
  EXPECT_EQ(Normal("match (a:公司)-->(b) where a.x=1 return b.名 as 名,count(*) order by 名 desc limit 3"),
            "MATCH (a:公司)-[]->(b) WHERE a.x = 1 RETURN b.名 AS 名, count(*) ORDER BY 名 DESC LIMIT 3");
  EXPECT_EQ(Normal("explain return 1 as x; show index"), "EXPLAIN RETURN 1 AS x;\nSHOW INDEXES");
  EXPECT_EQ(NormalExpression("'it''s \\u000A'"), "'it\\'s \\u000a'");
  EXPECT_EQ(NormalExpression("1e20"), "1e+20");
  EXPECT_EQ(NormalExpression("3.0"), "3.0");
}

// Shapes that a careless printer would change.
TEST(Print, KeepsTheShape) {
  for (const char* expression : {"-(5)",
                                 "- -5",
                                 "-(-a)",
                                 "(a = b) = c",
                                 "a = (b = c)",
                                 "a ^ (b ^ c)",
                                 "(-a) ^ b",
                                 "-(a ^ b)",
                                 "NOT (NOT a)",
                                 "((a IS NULL)) - -((m IS NULL))",
                                 "(a IS NULL) - [x] - m",
                                 "(n:A).x",
                                 "(n:A):B",
                                 "(a IN b) = c",
                                 "a IN (b = c)",
                                 "(x :: LIST) < date > y",
                                 "`all`(x IN y)",
                                 "`exists`(a.b)",
                                 "`single`(1)",
                                 "(1).x",
                                 "(a + b).c[0]",
                                 "[x IN xs WHERE (x:A|B) | x]",
                                 "[x IN xs WHERE (x IS A|B)]",
                                 "[x IN xs WHERE x :: INT | x]",
                                 "a.`b c`.in",
                                 "`in` + `return`.x",
                                 "{`a b`: 1}",
                                 "count {.x}",
                                 "CASE `when` WHEN 1 THEN 2 END",
                                 "$`a b` + $1",
                                 "-0.0",
                                 "[p = (a)-[*1..2 {x: 1}]-(b) WHERE NOT (a)--(b) | p]",
                                 "x IS :: ANY<INT>",
                                 "x IS :: INT | STRING",
                                 "(NOT a) + 1"}) {
    ExpectRoundTrip(std::string("RETURN ") + expression + " AS x");
  }
}

TEST(Print, ClausesAndCommands) {
  for (const char* text :
       {"MATCH p = (a:A&(B|!C) {x: 1} WHERE a.y)-[r:X|Y*..3]->(b $p), ((c)<-[:Z]-(d) WHERE c.x){2,} RETURN *, 1 AS x",
        "MATCH SHORTEST 2 GROUPS (a)-->+(b), q = allShortestPaths((a)-[*]-(b)), ANY $k (x)-[y:Z]->{3}(w) FINISH",
        "MERGE (a) ON CREATE SET a.x = 1, a:B ON MATCH SET a += {}, a = {y: 1} REMOVE a.x, a:A:B DETACH DELETE a",
        "UNWIND [1, 2] AS x FOREACH (y IN [x] | MERGE (n {v: y}) SET n.w = x DELETE n)",
        "CALL db.labels() YIELD label AS l WHERE l <> 'A' RETURN l",
        "CALL my.proc",
        "CALL my.proc(1) YIELD *",
        "CALL my.proc YIELD -",
        "MATCH (a) CALL (a) { RETURN 1 AS x UNION RETURN 2 AS x } RETURN x",
        "CALL { CREATE () } IN 2 CONCURRENT TRANSACTIONS OF $n ROWS ON ERROR BREAK REPORT STATUS AS s RETURN s",
        "LOAD CSV WITH HEADERS FROM 'a' AS l FIELDTERMINATOR '\\t' RETURN l.x",
        "MATCH (a) WHERE EXISTS { (a)-->(b) } RETURN COUNT { MATCH (a) RETURN a } AS x, COLLECT { RETURN 1 AS y } AS y",
        "CREATE INDEX `if` IF NOT EXISTS FOR (n:A) ON (n.x) OPTIONS {a: 1}",
        "CREATE LOOKUP INDEX FOR ()-[r]-() ON EACH type(r)",
        "CREATE FULLTEXT INDEX f FOR (n:A|B) ON EACH [n.x]",
        "CREATE CONSTRAINT c FOR ()-[r:T]-() REQUIRE (r.x, r.y) IS RELATIONSHIP KEY",
        "CREATE CONSTRAINT FOR (n:A) REQUIRE n.x :: INT | LIST<STRING NOT NULL>",
        "DROP INDEX a IF EXISTS",
        "DROP CONSTRAINT `on`",
        "SHOW FUNCTIONS YIELD name AS n WHERE n = 'x' RETURN n",
        "PROFILE SHOW PROCEDURES",
        "BEGIN; COMMIT; ROLLBACK"}) {
    ExpectRoundTrip(text);
  }
}

TEST(Print, ConformanceSuite) {
  const std::filesystem::path folder = std::filesystem::path(QIAO_SOURCE_DIR) / "../shared/tck/features";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no conformance suite at " << folder;
  size_t parsed = 0;
  for (const auto& query : FeatureQueries::In(folder)) {
    if (query.may_fail && !Parse(query.text)) continue;
    SCOPED_TRACE(query.file);
    ExpectRoundTrip(query.text);
    ++parsed;
  }
  EXPECT_GT(parsed, 2000);
}

}  // namespace
}  // namespace qiao::query::syntax
