// CREATE, SET, DELETE, MERGE, FOREACH and transactions: what they write, count and refuse.
#include "tests/unit/exec/toy_query.h"

namespace qiao::tests {
namespace {

using base::Value;

// Runs the writing query on a fresh graph at each batch size, then the reading one.
Lines After(std::string_view given, std::string_view write, std::string_view read) {
  std::optional<Lines> first;
  for (size_t batch_rows : kBatchSizes) {
    ToyGraph graph;
    ToyQuery query(graph);
    query.execution.batch_rows = batch_rows;
    for (std::string_view text : {given, write}) {
      auto done = query.Run(text);
      if (!done) return {done.error().Text()};
    }
    auto rows = query.Run(read);
    if (!rows) return {rows.error().Text()};
    const Lines lines = Sorted(*rows);
    EXPECT_EQ(lines, first.value_or(lines)) << write << " at batch size " << batch_rows;
    first = lines;
  }
  return *first;
}

TEST(Write, CreatesForEachRow) {
  EXPECT_EQ(After("RETURN 1", "UNWIND range(1, 5) AS i CREATE (:N {i: i})-[:R {sq: i * i}]->(:M)",
                  "MATCH (n:N)-[r:R]->(:M) RETURN n.i, r.sq"),
            Sorted({"1 | 1", "2 | 4", "3 | 9", "4 | 16", "5 | 25"}));
}

TEST(Write, CountsWhatChanged) {
  ToyGraph graph;
  ToyQuery query(graph);
  ASSERT_TRUE(query.Run("CREATE (:A:B {x: 1, y: null})-[:R {z: 2}]->(:A)").has_value());
  EXPECT_EQ(query.counters.nodes_created, 2u);
  EXPECT_EQ(query.counters.relationships_created, 1u);
  EXPECT_EQ(query.counters.properties_set, 2u);
  EXPECT_EQ(query.counters.labels_added, 3u);
  ASSERT_TRUE(query.Run("MATCH (n:B) SET n.x = 1, n.gone = null, n:B:C REMOVE n:A").has_value());
  EXPECT_EQ(query.counters.properties_set, 1u);
  EXPECT_EQ(query.counters.labels_added, 1u);
  EXPECT_EQ(query.counters.labels_removed, 1u);
  ASSERT_TRUE(query.Run("MATCH (n) DETACH DELETE n").has_value());
  EXPECT_EQ(query.counters.nodes_deleted, 2u);
  EXPECT_EQ(query.counters.relationships_deleted, 1u);
}

TEST(Write, ARowSeesWhatEarlierRowsSet) {
  EXPECT_EQ(After("CREATE (:N {v: 1})", "MATCH (n:N) UNWIND [1, 2, 3] AS x SET n.v = n.v + x", "MATCH (n) RETURN n.v"),
            Lines{"7"});
  EXPECT_EQ(After("CREATE (:N {v: 1})", "MATCH (n:N) SET n.a = n.v + 1, n.b = n.a * 2", "MATCH (n) RETURN n.a, n.b"),
            Lines{"2 | 4"});
}

TEST(Write, EqualRowsWriteAsOftenAsTheyCount) {
  EXPECT_EQ(After("CREATE (a:N {v: 0}), (a)-[:R]->(), (a)-[:R]->(), (a)-[:R]->()",
                  "MATCH (n:N)-->() SET n.v = n.v + 1 CREATE (:Log)", "MATCH (n:N), (l:Log) RETURN n.v, count(l)"),
            Lines{"3 | 3"});
}

TEST(Write, ReplacesAndMergesProperties) {
  EXPECT_EQ(After("CREATE (:N {a: 1, b: 2})", "MATCH (n:N) SET n = {b: 3, c: null, d: 4}",
                  "MATCH (n) RETURN n.a, n.b, n.d, keys(n)"),
            Lines{"null | 3 | 4 | ['b', 'd']"});
  EXPECT_EQ(After("CREATE (:N {a: 1, b: 2})", "MATCH (n:N) SET n += {a: null, c: 5}", "MATCH (n) RETURN n.a, n.b, n.c"),
            Lines{"null | 2 | 5"});
  EXPECT_EQ(After("CREATE (:N {a: 1}), (:M {z: 9})", "MATCH (n:N), (m:M) SET n = m", "MATCH (n:N) RETURN n.a, n.z"),
            Lines{"null | 9"});
}

TEST(Write, LimitCutsRowsNotEffects) {
  EXPECT_EQ(After("RETURN 1", "UNWIND range(1, 9) AS i CREATE (n:N) RETURN n LIMIT 0", "MATCH (n:N) RETURN count(*)"),
            Lines{"9"});
  EXPECT_EQ(
      After("RETURN 1", "UNWIND range(1, 9) AS i CREATE (n:N) RETURN n SKIP 2 LIMIT 2", "MATCH (n:N) RETURN count(*)"),
      Lines{"9"});
}

TEST(Write, DeleteLeavesNoEdgeBehind) {
  ToyGraph graph;
  ToyQuery query(graph);
  ASSERT_TRUE(query.Run("CREATE (a:A)-[:R]->(b:B), (a)-[:R]->(a)").has_value());
  EXPECT_EQ(FailureOf(graph, "MATCH (a:B) DELETE a"), "ConstraintVerificationFailed DeleteConnectedNode");
}

TEST(Write, DeletesNodesWithTheirEdges) {
  EXPECT_EQ(After("CREATE (a:A)-[:R]->(b:B), (a)-[:R]->(a)", "MATCH (a)-[r]->(b) DELETE b, r, a",
                  "MATCH (n) RETURN count(n)"),
            Lines{"0"});
  EXPECT_EQ(
      After("CREATE (a:A)-[:R]->(b:B), (a)-[:R]->(a)", "MATCH (a:A) DETACH DELETE a", "MATCH (n) RETURN labels(n)"),
      Lines{"['B']"});
  EXPECT_EQ(After("CREATE (a:A)-[:R]->(b:B)", "MATCH p = (:A)-->() DELETE p", "MATCH (n) RETURN count(n)"), Lines{"0"});
}

TEST(Write, RefusesWhatCannotBe) {
  ToyGraph graph;
  graph.AddNode({"N"}, {{"x", Value::Integer(1)}});
  EXPECT_EQ(FailureOf(graph, "MATCH (n:N) DELETE n RETURN n.x"), "EntityNotFound DeletedEntityAccess");
  EXPECT_EQ(FailureOf(graph, "CREATE ({p: $p})", {{"p", Value::Of(base::Map{})}}), "TypeError InvalidPropertyType");
  EXPECT_EQ(FailureOf(graph, "CREATE ({p: $p})", {{"p", Value::Of(base::List{Value::Null()})}}),
            "TypeError InvalidPropertyType");
  EXPECT_EQ(FailureOf(graph, "OPTIONAL MATCH (x:Nowhere) CREATE (x)-[:R]->()").substr(0, 13), "ArgumentError");
  EXPECT_EQ(FailureOf(graph, "UNWIND [null] AS x MERGE (:N {v: x})"), "SemanticError MergeReadOwnWrites");
  EXPECT_EQ(FailureOf(graph, "UNWIND [1] AS x MERGE (:N {v: $p})", {{"p", Value::Null()}}),
            "SemanticError MergeReadOwnWrites");
}

TEST(Write, AReaderWithoutAWriterRefuses) {
  ToyGraph graph;
  ToyQuery query(graph);
  query.execution.writer = nullptr;
  EXPECT_EQ(query.Run("CREATE ()").error().code, base::ErrorCode::kReadOnly);
  EXPECT_TRUE(query.Run("MATCH (n) RETURN n").has_value());
}

TEST(Merge, SeesTheRowsThatItMade) {
  EXPECT_EQ(After("RETURN 1",
                  "UNWIND [1, 2, 1, 1, 2] AS x MERGE (n:N {x: x}) ON CREATE SET n.c = 1 ON MATCH SET n.c = n.c + 1",
                  "MATCH (n:N) RETURN n.x, n.c"),
            Sorted({"1 | 3", "2 | 2"}));
  EXPECT_EQ(After("CREATE (:A), (:B)", "MATCH (a:A), (b:B) UNWIND [1, 2] AS i MERGE (a)-[r:R]->(b)",
                  "MATCH ()-[r:R]->() RETURN count(r)"),
            Lines{"1"});
}

TEST(Merge, MatchesAllThatFit) {
  EXPECT_EQ(
      After("CREATE (:N {x: 1}), (:N {x: 1})", "MERGE (n:N {x: 1}) SET n.seen = true", "MATCH (n:N) RETURN n.seen"),
      (Lines{"true", "true"}));
  EXPECT_EQ(After("CREATE (a:N {v: 0})-[:R]->(b:M), (a)-[:R]->(b)",
                  "MATCH (a:N), (b:M) MERGE (a)-[:R]->(b) ON MATCH SET a.v = a.v + 1", "MATCH (a:N) RETURN a.v"),
            Lines{"2"});
  EXPECT_EQ(
      After("CREATE (:A)-[:R]->(:B)", "MATCH (b:B), (a:A) MERGE (b)-[r:R]-(a)", "MATCH ()-[r]->() RETURN count(r)"),
      Lines{"1"});
}

TEST(Foreach, RunsForEachElement) {
  EXPECT_EQ(
      After("CREATE (:N {v: 0})", "MATCH (n:N) FOREACH (x IN [1, 2, 3] | SET n.v = n.v * 10 + x CREATE (:L {x: x}))",
            "MATCH (n:N), (l:L) RETURN n.v, sum(l.x)"),
      Lines{"123 | 6"});
  EXPECT_EQ(
      After("RETURN 1", "FOREACH (x IN [1, 2] | FOREACH (y IN [x, x] | MERGE (:N {v: y})))", "MATCH (n:N) RETURN n.v"),
      (Lines{"1", "2"}));
  EXPECT_EQ(After("CREATE (:N)", "MATCH (n:N) FOREACH (x IN null | DELETE n)", "MATCH (n:N) RETURN count(n)"),
            Lines{"1"});
}

TEST(Subquery, RunsOncePerRow) {
  EXPECT_EQ(
      After("RETURN 1", "UNWIND [1, 2] AS x CALL (x) { CREATE (:N {x: x}) } RETURN count(*)", "MATCH (n:N) RETURN n.x"),
      (Lines{"1", "2"}));
}

TEST(Subquery, CommitsInPieces) {
  ToyGraph graph;
  ToyQuery query(graph);
  int commits = 0;
  query.execution.commit = [&]() -> base::Result<void> {
    ++commits;
    return {};
  };
  ASSERT_TRUE(
      query.Run("UNWIND range(1, 25) AS i CALL (i) { CREATE (:N {i: i}) } IN TRANSACTIONS OF 10 ROWS").has_value());
  EXPECT_EQ(commits, 3);
  EXPECT_EQ(RowsOf(graph, "MATCH (n:N) RETURN count(*), sum(n.i)"), Lines{"25 | 325"});
  query.execution.commit = nullptr;
  EXPECT_FALSE(query.Run("UNWIND [1] AS i CALL (i) { CREATE () } IN TRANSACTIONS").has_value());
}

TEST(Subquery, AFailedPieceIsUndoneAndReported) {
  ToyGraph graph;
  ToyQuery query(graph);
  int commits = 0;
  int rollbacks = 0;
  query.execution.commit = [&]() -> base::Result<void> {
    ++commits;
    return {};
  };
  query.execution.rollback = [&]() -> base::Result<void> {
    ++rollbacks;
    return {};
  };
  EXPECT_EQ(query
                .Run("UNWIND [4, 2, 0, 1] AS i CALL (i) { CREATE (n:N {i: 4 / i}) RETURN n.i AS x } "
                     "IN TRANSACTIONS OF 1 ROW ON ERROR CONTINUE REPORT STATUS AS s RETURN i, x, s.committed")
                .value(),
            (Lines{"4 | 1 | true", "2 | 2 | true", "0 | null | false", "1 | 4 | true"}));
  EXPECT_EQ(commits, 3);
  EXPECT_EQ(rollbacks, 1);
  EXPECT_EQ(query.counters.nodes_created, 3u);
  EXPECT_EQ(query
                .Run("UNWIND [4, 0, 1] AS i CALL (i) { CREATE (n:N {i: 4 / i}) } "
                     "IN TRANSACTIONS OF 1 ROW ON ERROR BREAK REPORT STATUS AS s RETURN i, s.started, s.committed")
                .value(),
            (Lines{"4 | true | true", "0 | true | false", "1 | false | false"}));
}

}  // namespace
}  // namespace qiao::tests
