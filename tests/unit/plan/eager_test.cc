// Where barriers stand: wherever a later row could see or undo what an earlier one did, and nowhere else where that
// is plain.
#include "tests/unit/plan/compiled.h"

namespace qiao::tests {
namespace {

class NeedsBarrier : public testing::TestWithParam<std::string_view> {};
class NeedsNone : public testing::TestWithParam<std::string_view> {};

TEST_P(NeedsBarrier, Somewhere) { EXPECT_GE(Compiler().Count("Eager", GetParam()), 1u) << GetParam(); }
TEST_P(NeedsNone, Anywhere) { EXPECT_EQ(Compiler().Count("Eager", GetParam()), 0u) << GetParam(); }

INSTANTIATE_TEST_SUITE_P(
    Eager, NeedsBarrier,
    testing::Values("MATCH (n) CREATE (m)",                                 // would find what it creates
                    "MATCH (a)-[:T]->(b) CREATE (b)-[:T]->(a)",             //
                    "MATCH (a)-->(b) CREATE (b)-[:T]->(a)",                 //
                    "MATCH (n) WHERE n.x = 1 SET n.x = 2",                  // n may come again
                    "MATCH (n) SET n.x = n.x + 1 RETURN n.x",               //
                    "MATCH (a:A) SET a:B WITH a MATCH (b:B) RETURN b",      //
                    "MATCH (n:A) REMOVE n:A",                               //
                    "MATCH (a)-[r]-(b) DELETE r",                           // undirected: r comes twice
                    "MATCH (n) DETACH DELETE n WITH n MATCH (m) RETURN m",  //
                    "MATCH (n) DELETE n RETURN n.x",                        //
                    "CREATE (a:A) WITH a MATCH (b:A) RETURN b",             //
                    "UNWIND [1, 2] AS i CREATE (n:N) RETURN n LIMIT 1",     // all are created all the same
                    "UNWIND [1, 2] AS i MERGE (a:A {i: i}) MERGE (b {i: i})",
                    "MATCH (n) SET n = {a: 1} WITH n WHERE n.b = 1 RETURN n",
                    "UNWIND [1, 2] AS i CREATE (:A) WITH i WHERE EXISTS { (:A) } RETURN i",
                    "UNWIND [1, 2] AS i CREATE (:A) WITH i CALL db.labels() YIELD label RETURN label",
                    "MATCH (n) CALL (n) { CREATE (m) } RETURN n", "MATCH (n:A) FOREACH (i IN [1] | CREATE (:A))",
                    "MATCH (n) SET n:B WITH n RETURN labels(n)",  //
                    // read above what takes all rows in
                    "MATCH (a)-[r]-() WITH a, r, count(*) AS c WHERE a.x = 1 SET a.x = null",
                    "MATCH (a)-[r]-() WITH a, r ORDER BY id(r) WHERE a.x = 1 SET a.x = null"));

INSTANTIATE_TEST_SUITE_P(
    Eager, NeedsNone,
    testing::Values("UNWIND [1, 2] AS i CREATE (n {i: i}) RETURN n",  //
                    "MATCH (a:A), (b:B) CREATE (a)-[:T]->(b)",        //
                    "MATCH (a:A) CREATE (b:B)",                       //
                    "MATCH (a)-[:S]->(b) CREATE (a)-[:T]->(b)",       //
                    "MATCH (n:A {id: 1}) SET n.x = 2",                //
                    "UNWIND $rows AS row MERGE (n:A {id: row.id}) SET n.x = row.x",
                    "UNWIND $rows AS r MERGE (a:A {i: r.a}) MERGE (b:B {i: r.b}) MERGE (a)-[:T]->(b)",
                    "LOAD CSV WITH HEADERS FROM 'x' AS row MERGE (n:A {id: row.id})",
                    "CREATE (a:A) CREATE (b:B) CREATE (a)-[:T]->(b)"));

}  // namespace
}  // namespace qiao::tests
