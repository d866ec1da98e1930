// Plans as EXPLAIN shows them.
#include "tests/unit/plan/compiled.h"

namespace qiao::tests {
namespace {

// Many people, few cities, one of which each person lives in.
class PlanTest : public testing::Test {
 protected:
  PlanTest() {
    std::vector<base::NodeId> cities;
    for (int i = 0; i < 3; ++i) cities.push_back(compiler_.graph.AddNode({"城市"}));
    for (int i = 0; i < 60; ++i) compiler_.graph.AddEdge(compiler_.graph.AddNode({"人"}), "住在", cities[i % 3]);
  }

  Compiler compiler_;
};

TEST_F(PlanTest, StartsAtTheSmallerEnd) {
  EXPECT_EQ(compiler_.Tree("MATCH (p:人)-[r:住在]->(c:城市) RETURN p, c"),
            "Filter p:人\n"
            "  Expand (c)<-[r:住在]-(p)\n"
            "    NodeScan (c:城市)\n"
            "      Argument\n");
}

TEST_F(PlanTest, StartsAtAnEquation) {
  EXPECT_EQ(compiler_.Tree("MATCH (p:人 {name: '王'})-[r:住在]->(c:城市) RETURN p, c"),
            "Filter c:城市\n"
            "  Expand (p)-[r:住在]->(c)\n"
            "    Filter (p.name = '王')\n"
            "      NodeScan (p:人)\n"
            "        Argument\n");
}

TEST_F(PlanTest, FollowsTheTextWithoutJoinOrder) {
  compiler_.options.passes_off = {"join_order", "push_filters"};
  EXPECT_EQ(compiler_.Tree("MATCH (p:人)-[r:住在]->(c:城市 {name: '重庆'}) RETURN p, c"),
            "Filter (c.name = '重庆')\n"
            "  Filter c:城市\n"
            "    Expand (p)-[r:住在]->(c)\n"
            "      NodeScan (p:人)\n"
            "        Argument\n");
}

TEST_F(PlanTest, ClosesACycleInto) {
  EXPECT_EQ(compiler_.Tree("MATCH (c:城市)<-[r]-(p), (c)-[s]->(p) RETURN p"),
            "ExpandInto (c)<-[r]-(p)\n"
            "  Expand (c)-[s]->(p)\n"
            "    NodeScan (c:城市)\n"
            "      Argument\n");
}

TEST_F(PlanTest, JoinsSeparatePartsByTheirEquation) {
  EXPECT_EQ(compiler_.Tree("UNWIND $names AS name MATCH (p:人 {name: name}) RETURN p"),
            "HashJoin name = #2key\n"
            "  Unwind $names AS name\n"
            "    Argument\n"
            "  Project p.name AS #2key\n"
            "    NodeScan (p:人)\n"
            "      Argument\n");
}

TEST_F(PlanTest, SeeksById) {
  EXPECT_EQ(compiler_.Tree("MATCH (p) WHERE id(p) = $id RETURN p"),
            "Filter (id(p) = $id)\n"
            "  SeekById id(p) $id\n"
            "    Argument\n");
}

TEST_F(PlanTest, TurnsAWalkedBackListAround) {
  EXPECT_EQ(compiler_.Tree("MATCH (p:人)-[rs:住在*1..2]->(c:城市) RETURN rs"),
            "Filter p:人\n"
            "  Project reverse(#3backwards) AS rs\n"
            "    ExpandVariable (c)<-[#3backwards*1..2:住在]-(p)\n"
            "      NodeScan (c:城市)\n"
            "        Argument\n");
}

TEST_F(PlanTest, KeepsEdgesOfSeparatePartsApart) {
  EXPECT_EQ(compiler_.Tree("MATCH (a)-[r:住在]->(b), (c)-[s:住在]->(d) RETURN *").substr(0, 29),
            "Filter (r <> s)\n  CrossProduc");
}

TEST_F(PlanTest, NamesColumnsAsWritten) {
  const auto plan = compiler_.Compile("MATCH (n) RETURN n.name,  1+ 2, n AS `节点`, count( * )");
  ASSERT_NE(plan, nullptr);
  EXPECT_EQ(plan->columns, (std::vector<std::string>{"n.name", "1+ 2", "节点", "count( * )"}));
}

TEST_F(PlanTest, KnowsWhetherItWrites) {
  EXPECT_FALSE(compiler_.Compile("MATCH (n) RETURN n")->writes);
  EXPECT_TRUE(compiler_.Compile("UNWIND [1] AS i FOREACH (j IN [i] | CREATE ())")->writes);
  EXPECT_TRUE(compiler_.Compile("UNWIND [1] AS i CALL { CREATE () } RETURN i")->writes);
}

TEST_F(PlanTest, ExplainAndProfileAreKinds) {
  EXPECT_EQ(compiler_.Compile("EXPLAIN RETURN 1")->kind, query::StatementKind::kExplain);
  EXPECT_EQ(compiler_.Compile("PROFILE RETURN 1")->kind, query::StatementKind::kProfile);
}

}  // namespace
}  // namespace qiao::tests
