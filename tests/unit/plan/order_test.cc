// In which order patterns are found, and that it hangs on what is asked, not on how it is written.
#include "query/planner/join_order.h"
#include "tests/unit/plan/compiled.h"

namespace qiao::tests {
namespace {

using base::Value;
using query::JoinProblem;
using query::JoinStep;

// Few people write many messages, most of them short; each message has one of a few tags.
class OrderTest : public testing::Test {
 protected:
  OrderTest() {
    std::vector<base::NodeId> people, tags;
    for (int i = 0; i < 20; ++i) {
      people.push_back(compiler_.graph.AddNode({"人"}, {{"name", Value::String("人" + std::to_string(i))}}));
    }
    for (int i = 0; i < 10; ++i) tags.push_back(compiler_.graph.AddNode({"话题"}, {{"no", Value::Integer(i)}}));
    for (int i = 0; i < 600; ++i) {
      const auto message =
          compiler_.graph.AddNode({"消息"}, {{"length", Value::Integer(i % 100)}, {"day", Value::Integer(i / 10)}});
      compiler_.graph.AddEdge(message, "作者", people[i % 20]);
      compiler_.graph.AddEdge(message, "关于", tags[i % 10]);
    }
  }
  // The step at which the plan starts.
  std::string StartOf(std::string_view query) const {
    const std::string tree = compiler_.Tree(query);
    const size_t scan = tree.find("NodeScan");
    return scan == std::string::npos ? tree : tree.substr(scan, tree.find('\n', scan) - scan);
  }

  Compiler compiler_;
};

TEST_F(OrderTest, StartsWhereConditionsLeaveFewest) {
  const std::string query = "MATCH (p:人)<-[r:作者]-(m:消息) WHERE ";
  EXPECT_EQ(StartOf(query + "m.length > 95 RETURN p, m"), "NodeScan (m:消息)");
  EXPECT_EQ(StartOf(query + "m.length > 50 AND m.day = 7 RETURN p, m"), "NodeScan (m:消息)");
  EXPECT_EQ(StartOf(query + "p.name = '人7' RETURN p, m"), "NodeScan (p:人)");
  EXPECT_EQ(StartOf(query + "p.name = $name AND m.length >= 0 RETURN p, m"), "NodeScan (p:人)");
  EXPECT_EQ(StartOf(query + "m.length >= 0 RETURN p, m"), "NodeScan (p:人)");
}

TEST_F(OrderTest, HangsNotOnTheWording) {
  const std::string expected = compiler_.Tree("MATCH (p:人)<-[r:作者]-(m:消息) WHERE m.length > 95 RETURN p, m");
  for (const std::string_view query : {
           "MATCH (m:消息)-[r:作者]->(p:人) WHERE m.length > 95 RETURN p, m",
           "MATCH (p:人) MATCH (p)<-[r:作者]-(m:消息) WHERE m.length > 95 RETURN p, m",
           "MATCH (m:消息) MATCH (p:人)<-[r:作者]-(m) WHERE 95 < m.length RETURN p, m",
           "MATCH (p:人)<-[r:作者]-(m:消息) WITH p, m WHERE m.length > 95 RETURN p, m",
           "MATCH (p:人) WITH p MATCH (p)<-[r:作者]-(m:消息) WITH * WHERE m.length > 95 RETURN p, m",
       }) {
    std::string tree = compiler_.Tree(query);
    for (const std::string_view turned : {"(95 < m.length)"}) {
      if (const size_t at = tree.find(turned); at != std::string::npos)
        tree.replace(at, turned.size(), "(m.length > 95)");
    }
    EXPECT_EQ(tree, expected) << query;
  }
}

// Which nodes a variable may be follows from its relationships too.
TEST_F(OrderTest, NeedsNoLabels) {
  EXPECT_EQ(StartOf("MATCH (p)<-[r:作者]-(m) WHERE m.length > 95 RETURN p, m"), "NodeScan (m)");
  EXPECT_EQ(StartOf("MATCH (t)<-[:关于]-(m)-[:作者]->(p) WHERE t.no = 3 AND p.name = '人1' RETURN m"), "NodeScan (p)");
}

TEST_F(OrderTest, WhatIsLateStaysLate) {
  // A limit, a random number, DISTINCT and a condition with a subquery stand between the clauses.
  for (const std::string_view between : {"WITH p LIMIT 3", "WITH p WHERE rand() < 0.5", "WITH DISTINCT p",
                                         "WITH p WHERE EXISTS { (p)-->() WHERE rand() < 0.5 }"}) {
    const std::string query =
        "MATCH (p:人) " + std::string(between) + " MATCH (p)<-[r:作者]-(m:消息 {length: 3}) RETURN m";
    EXPECT_EQ(StartOf(query), "NodeScan (p:人)") << query;
  }
}

TEST_F(OrderTest, TheOptionalPartWithFewerRowsComesFirst) {
  const std::string tree =
      compiler_.Tree("MATCH (p:人) OPTIONAL MATCH (p)<-[:作者]-(m) OPTIONAL MATCH (p)-[:住在]->(c) RETURN p, m, c");
  EXPECT_LT(tree.find("住在"), tree.find("作者")) << tree;  // what is further down comes first
}

// All ways to find a small pattern, one by one, cost no less than the way that is chosen.
TEST(JoinOrder, FindsTheCheapestWay) {
  JoinProblem problem;
  for (const double count : {10.0, 1000.0, 100.0, 5000.0}) {
    JoinProblem::Node node;
    node.count = node.scanned = count;
    problem.nodes.push_back(node);
  }
  problem.nodes[3].share = 0.001;
  problem.nodes[3].scan_test = problem.nodes[3].found_test = 1;
  const auto edge = [&](size_t from, size_t to, double pairs) {
    JoinProblem::Part part;
    part.from = from;
    part.to = to;
    part.pairs = pairs;
    part.work = 10;
    part.step = 1;
    problem.parts.push_back(part);
  };
  edge(0, 1, 0.1);
  edge(1, 2, 0.01);
  edge(2, 3, 0.5);
  const auto steps = query::OrderJoins(problem, true);
  ASSERT_EQ(steps.size(), 4u);
  EXPECT_EQ(steps[0].kind, JoinStep::Kind::kScan);
  EXPECT_EQ(steps[0].index, 3u);
  EXPECT_TRUE(steps[1].reversed);
  EXPECT_NEAR(steps[3].rows, 10.0 * 1000 * 100 * 5 * 0.1 * 0.01 * 0.5, 1e-6);
  const auto written = query::OrderJoins(problem, false);
  EXPECT_EQ(written[0].index, 0u);
  EXPECT_NEAR(written[3].rows, steps[3].rows, 1e-6);  // which doesn't hang on the order
}

// More parts than are searched through: step by step, in a time that doesn't explode.
TEST(JoinOrder, OrdersLargePatternsToo) {
  JoinProblem problem;
  problem.nodes.resize(41);
  for (size_t i = 0; i < problem.nodes.size(); ++i) problem.nodes[i].count = problem.nodes[i].scanned = 100 + i;
  problem.nodes[20].share = 0.01;
  for (size_t i = 0; i < 40; ++i) {
    JoinProblem::Part part;
    part.from = i;
    part.to = i + 1;
    part.pairs = 0.01;
    problem.parts.push_back(part);
  }
  const auto steps = query::OrderJoins(problem, true);
  ASSERT_EQ(steps.size(), 41u);
  EXPECT_EQ(steps[0].index, 20u);
}

}  // namespace
}  // namespace qiao::tests
