// Each optimiser pass on and off.
#include "query/optimize/optimize.h"
#include "tests/unit/plan/compiled.h"

namespace qiao::tests {
namespace {

struct Case {
  std::string_view pass;
  std::string_view query;
  std::string_view on;   // stands in the plan only with the pass
  std::string_view off;  // stands in the plan only without it
};

class Pass : public testing::TestWithParam<Case> {};

TEST_P(Pass, ChangesThePlan) {
  const Case& expected = GetParam();
  Compiler compiler;
  const std::string with = compiler.Tree(expected.query);
  compiler.options.passes_off = {std::string(expected.pass)};
  const std::string without = compiler.Tree(expected.query);
  EXPECT_NE(with.find(expected.on), std::string::npos) << with;
  EXPECT_EQ(without.find(expected.on), std::string::npos) << without;
  EXPECT_NE(without.find(expected.off), std::string::npos) << without;
  EXPECT_EQ(with.find(expected.off), std::string::npos) << with;
  compiler.options.passes_off = {"all"};
  EXPECT_EQ(compiler.Tree(expected.query).find(expected.on), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    Passes, Pass,
    testing::Values(
        Case{"top_k", "MATCH (n) RETURN n ORDER BY n.x SKIP 2 LIMIT 3", "TopK n.x, first 5", "Sort n.x"},
        Case{"semi_apply", "MATCH (n) WHERE NOT EXISTS { (n)-->() } RETURN n", "AntiApply", "Filter NOT EXISTS"},
        Case{"fold_constants", "MATCH (n) WHERE n.x > 6 * 3 + 1 RETURN n", "(n.x > 19)", "6 * 3"},
        Case{"fold_constants", "MATCH (n) WHERE n.x > date('2011-01-01') RETURN n", "> '2011-01-01'", "date("},
        Case{"scan_tests", "MATCH (n) WHERE n.x = n.y AND n.x > 5 AND n.y < 7 AND 3 <= n.z RETURN n",
             "Filter ((n.x > 5) AND (n.y < 7) AND (3 <= n.z))\n    NodeScan", "Filter (n.x > 5)"},
        Case{"join_order", "MATCH (a) OPTIONAL MATCH (a)-->(b) MATCH (c:C {x: $x}) RETURN a, b, c",
             "OptionalApply\n  CrossProduct", "CrossProduct\n  OptionalApply"},
        Case{"hoist_labels", "CREATE (n {x: 1}) SET n:A", "Create (n:A)", "Set n:A"},
        Case{"hoist_labels", "MERGE (n {x: 1}) SET n:A", "Merge (n:A)", "Merge (n)"},
        Case{"hoist_labels", "MERGE (n {x: 1}) ON CREATE SET n:A", "Merge (n:A)", "Merge (n)"},
        Case{"late_properties", "MATCH (n) RETURN n.x AS x, n.y AS y ORDER BY x LIMIT 3", "Project n.y AS y\n",
             "n.x AS x, n.y AS y"},
        Case{"path_parts", "MATCH p = (a)-[*1..3]->(b) RETURN length(p) AS n", "Project size(#", "Project length(p)"},
        Case{"push_filters", "MATCH p = (a)-[*1..3]->(b) WHERE all(x IN nodes(p) WHERE x.n > 1) RETURN p",
             "Filter (a.n > 1)", "all("},
        Case{"distinct_ends", "MATCH (a)-[*1..3]-(b) RETURN count(DISTINCT b)", "ExpandReachable", "ExpandVariable"},
        Case{"distinct_ends", "MATCH (a) WHERE EXISTS { (a)-[:T*]->(:B) } RETURN a", "ExpandReachable",
             "ExpandVariable"},
        Case{"distinct_values", "MATCH (a) RETURN count(DISTINCT a.x) AS c", "Distinct #", "count(DISTINCT"},
        Case{"count_calls", "MATCH (a) RETURN a.x, COUNT { (a)-->() } AS c", "CountMatches a", "COUNT {"},
        Case{"hash_joins", "UNWIND $xs AS x MATCH (n {x: x}) RETURN n", "HashJoin", "CrossProduct"}));

TEST(FirstCalls, RunsASubqueryOnceOnItsOwn) {
  Compiler compiler;
  EXPECT_EQ(compiler.Count("Apply", "CALL { MATCH (a) RETURN a } RETURN a"), 0u);
  EXPECT_EQ(compiler.Count("Apply", "UNWIND [1] AS x CALL (x) { MATCH (a {x: x}) RETURN a } RETURN a"), 1u);
  compiler.options.passes_off = {"first_calls"};
  EXPECT_EQ(compiler.Count("Apply", "CALL { MATCH (a) RETURN a } RETURN a"), 1u);
}

// Where the label would be seen earlier than it is set, it stays where it is.
TEST(HoistLabels, KeepsWhatCouldBeSeen) {
  const Compiler compiler;
  for (std::string_view query :
       {"CREATE (n) SET n.x = labels(n), n:A", "MERGE (a:A)-[:T]->(b:B) SET a:B",
        "UNWIND [1, 2] AS i CREATE (n {c: COUNT { (:A) }}) SET n:A", "CREATE (n) WITH n WHERE n:A SET n:A"}) {
    const std::string tree = compiler.Tree(query);
    EXPECT_EQ(tree.find("(n:A)"), std::string::npos) << tree;
    EXPECT_EQ(tree.find("(a:A:B)"), std::string::npos) << tree;
    EXPECT_NE(tree.find("Set "), std::string::npos) << tree;
  }
}

TEST(CountMatches, StandsWhereOnlyTheNumberOfMatchesCounts) {
  Compiler compiler;
  const std::vector<std::string_view> counted = {
      "MATCH (a)-->(b)-->(c) RETURN count(*)",
      "MATCH (a:A)-->(b) RETURN a.name, count(b)",
      "MATCH (a)-->(b)-->(c) WHERE a <> c AND NOT (a)-->(c) RETURN DISTINCT a, c",
      "MATCH (a)-->(b) OPTIONAL MATCH (b)-->(c) RETURN count(*)",
      "MATCH (a)-->(b)-->(c) WITH c, count(*) AS n MATCH (c)-[r]->(d) RETURN d, r, n",
  };
  const std::vector<std::string_view> found = {
      "MATCH (a)-->(b) RETURN a, b",
      "MATCH (a)-[r]->(b) RETURN count(DISTINCT r)",
      "MATCH (a)-->(b) RETURN a.x, b.x, count(*)",
      "MATCH (a) RETURN count(*)",
      "MATCH (a)-[r]->(b) WHERE r.since > 2000 RETURN count(*)",
  };
  for (const std::string_view query : counted) EXPECT_EQ(compiler.Count("CountMatches", query), 1u) << query;
  for (const std::string_view query : found) EXPECT_EQ(compiler.Count("CountMatches", query), 0u) << query;
  compiler.options.passes_off = {"count_matches"};
  for (const std::string_view query : counted) EXPECT_EQ(compiler.Count("CountMatches", query), 0u) << query;
}

TEST(PruneProjections, LeavesOutUnusedPaths) {
  Compiler compiler;
  constexpr std::string_view kQuery = "MATCH p = (a)-->(b) RETURN a";
  EXPECT_EQ(compiler.Count("path(", kQuery), 0u);
  compiler.options.passes_off = {"prune_projections"};
  EXPECT_EQ(compiler.Count("path(", kQuery), 1u);
}

// An expression that may fail is not left out.
TEST(PruneProjections, KeepsErrors) { EXPECT_EQ(Compiler().Count("1 / 0", "WITH 1 / 0 AS x RETURN 1 AS y"), 1u); }

TEST(Passes, AreListedByName) {
  for (std::string_view name : query::PassNames()) {
    const std::vector<std::string> off = {std::string(name)};
    EXPECT_FALSE(query::PassSwitches(off).IsOn(name));
  }
}

// What reads the edges, counts rows or needs longer trails goes on finding every trail.
TEST(DistinctEnds, LeavesTrailsThatMatter) {
  Compiler compiler;
  for (std::string_view query :
       {"MATCH (a)-[*1..3]-(b) RETURN count(b)", "MATCH (a)-[e*1..3]-(b) RETURN count(DISTINCT e)",
        "MATCH (a)-[*2..3]-(b) RETURN DISTINCT b", "MATCH p = (a)-[*1..3]-(b) RETURN DISTINCT p",
        "MATCH (a)-[*1..3]-(b) WITH b LIMIT 3 RETURN DISTINCT b", "MATCH (a)-[*1..3]-(b) RETURN DISTINCT b, rand() > 2",
        "MATCH (a)-[*1..3 {x: 1}]-(b) RETURN DISTINCT b"}) {
    EXPECT_EQ(compiler.Tree(query).find("ExpandReachable"), std::string::npos) << query;
  }
}

}  // namespace
}  // namespace qiao::tests
