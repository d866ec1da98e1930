// Steps that several threads share: the same rows in the same order as from one thread, and the same limits.
#include <thread>

#include "query/worker_pool.h"
#include "tests/unit/exec/toy_query.h"

namespace qiao::tests {
namespace {

using base::ErrorCode;
using base::Value;

class Parallel : public testing::Test {
 protected:
  Parallel() {
    std::vector<base::NodeId> nodes;
    for (int64_t i = 0; i < kNodes; ++i) {
      // Two tables; numbers that repeat, some of them floats, some missing.
      const std::vector<std::string> labels =
          i % 3 == 0 ? std::vector<std::string>{"A", "N"} : std::vector<std::string>{"N"};
      const Value number = i % 5 == 0 ? Value::Float(0.1 * static_cast<double>(i)) : Value::Integer(i % 17);
      std::vector<std::pair<std::string, Value>> properties = {{"i", Value::Integer(i)}, {"m", Value::Integer(i % 11)}};
      if (i % 7 != 0) properties.emplace_back("x", number);
      nodes.push_back(graph.AddNode(labels, properties));
    }
    for (size_t i = 0; i + 1 < nodes.size(); ++i) graph.AddEdge(nodes[i], "R", nodes[(i * 31) % nodes.size()]);
  }

  // By `threads` that share every scan; 1: as it would be without them.
  base::Result<Lines> Run(std::string_view text, size_t threads, size_t batch_rows = 64) {
    query::WorkerPool pool(threads);
    ToyQuery query(graph);
    query.execution.writer = nullptr;
    query.execution.workers = &pool;
    query.execution.parallel_rows = 0;
    query.execution.batch_rows = batch_rows;
    query.execution.profile = profiled;
    query.execution.memory_limit = memory_limit;
    auto lines = query.Run(text);
    profile = query.profile;
    return lines;
  }

  static constexpr int64_t kNodes = 5000;

  ToyGraph graph;
  bool profiled = false;
  size_t memory_limit = SIZE_MAX;
  std::vector<query::OperatorProfile> profile;
};

TEST_F(Parallel, RowsAndTheirOrderAreThoseOfOneThread) {
  const char* const queries[] = {
      "MATCH (n:N) RETURN n.i",
      "MATCH (n:N) WHERE n.m = 3 RETURN n.i, n.x",
      "MATCH (n:A)-[:R]->(o) RETURN n.i, o.i",
      "MATCH (n:N)-[:R]->()-[:R]->(o) WHERE n.m < o.m RETURN n.m, count(*), sum(o.i), collect(o.i)[..3]",
      "MATCH (n:N) RETURN n.m AS m, count(*) AS c, min(n.x), max(n.x), avg(n.i)",
      "MATCH (n:N) RETURN sum(n.x), avg(n.x), stDev(n.x), percentileDisc(n.x, 0.3)",
      "MATCH (n:N) RETURN n.m, sum(n.x)",
      "MATCH (n:N) RETURN count(DISTINCT n.x), sum(DISTINCT n.x), collect(DISTINCT n.m)",
      "MATCH (n:N) RETURN n.m, count(DISTINCT n.x), avg(DISTINCT n.x)",
      "MATCH (n:N) RETURN n.i % 4000 AS k, collect(n.x)",
      "MATCH (n:N)-[:R]->()-[:R]->(o) RETURN n.m, o.x, count(*), collect(n.i)[..3]",
      "MATCH (n:N)-[:R]->(o)-[:R]->(p) RETURN n.m, o.x, p, n.x, count(o.i)",
      "MATCH (n:N)-[:R]->(o) RETURN n.i, o.m, count(*)",
      "MATCH (n:Missing) RETURN count(n), sum(n.x), collect(n.x)",
      "MATCH (n:N) RETURN DISTINCT n.m, n.x",
      "MATCH (n:N) RETURN DISTINCT n.x ORDER BY n.x DESC LIMIT 7",
      "MATCH (n:N) RETURN n.i, n.m ORDER BY n.m LIMIT 100",
      "MATCH (n:N) RETURN n.m ORDER BY n.m DESC, n.x SKIP 50 LIMIT 700",
      "MATCH (n:N) RETURN n.i ORDER BY n.x",
      "MATCH (n:N) RETURN n.i ORDER BY n.m DESC, n.i % 7 SKIP 3000 LIMIT 900",
      "MATCH (n:N) RETURN n.i, n.x ORDER BY n.m SKIP 2000 LIMIT 5",
      "MATCH (n:N) RETURN n.i ORDER BY n.m DESC, n.x, n.i % 100",
      "MATCH (n:N) RETURN n.i, n.x ORDER BY toString(n.i % 700) DESC, n.m",
      "MATCH (n:N) WHERE EXISTS { (n)-[:R]->(o) WHERE o.i > n.i } RETURN count(n)",
      "MATCH (n:A) OPTIONAL MATCH (n)-[:R]->(o:A) RETURN n.i, o.i",
      "MATCH (n:A) UNWIND [n.m, n.i] AS x RETURN x, count(*)",
      "MATCH (n:A) WITH n.m AS m, count(*) AS c MATCH (o:N {i: m}) RETURN o.i, c",
      "MATCH (n:A) RETURN n.i AS i UNION MATCH (n:N) RETURN n.m AS i",
      "MATCH (a:A {m: 1}), (b:A {m: 2}) RETURN count(*), sum(a.i - b.i)",
  };
  for (const char* query : queries) {
    const auto expected = Run(query, 1);
    ASSERT_TRUE(expected.has_value()) << query << ": " << expected.error().Text();
    for (const size_t threads : {2, 5}) {
      for (const size_t batch_rows : {3, 2048}) {
        const auto found = Run(query, threads, batch_rows);
        ASSERT_TRUE(found.has_value()) << query << ": " << found.error().Text();
        EXPECT_EQ(*found, *expected) << query << " by " << threads << " threads";
      }
    }
  }
}

TEST_F(Parallel, AnErrorIsThatOfTheFirstRow) {
  for (const char* query : {"MATCH (n:N) WHERE n.i > 100 RETURN 1 / (n.i % 1000)",
                            "MATCH (n:N) RETURN sum(CASE n.i WHEN 4000 THEN 'x' ELSE 1 END)",
                            "MATCH (n:N) RETURN n.m, max(1 / (n.i % 1000))"}) {
    const auto expected = Run(query, 1);
    const auto found = Run(query, 4);
    ASSERT_FALSE(expected.has_value()) << query;
    ASSERT_FALSE(found.has_value()) << query;
    EXPECT_EQ(found.error().Text(), expected.error().Text()) << query;
  }
}

TEST_F(Parallel, WhatALimitDoesNotReachFailsNobody) {
  const char* query = "MATCH (n:N) WHERE n.i > 0 RETURN 1 / (4999 - n.i) LIMIT 3";
  EXPECT_EQ(Run(query, 4).value().size(), 3u);
}

TEST_F(Parallel, ProfileCountsTheRowsOfAllThreads) {
  profiled = true;
  for (const char* query :
       {"MATCH (n:N) WHERE n.i % 2 = 0 RETURN n.i", "MATCH (n:N) WHERE n.i % 2 = 0 RETURN n.m, count(*)",
        "MATCH (n:N) WHERE n.i % 2 = 0 RETURN n.i ORDER BY n.m + 1 LIMIT 10",
        "MATCH (n:N) WHERE n.i % 2 = 0 RETURN DISTINCT n.m"}) {
    ASSERT_TRUE(Run(query, 1).has_value());
    const auto expected = profile;
    ASSERT_TRUE(Run(query, 3).has_value());
    ASSERT_EQ(profile.size(), expected.size());
    for (size_t i = 0; i < profile.size(); ++i) {
      EXPECT_EQ(profile[i].rows, expected[i].rows) << query << ": " << profile[i].name;
      EXPECT_LT(profile[i].nanoseconds, uint64_t{60'000'000'000}) << query << ": " << profile[i].name;
    }
  }
}

TEST_F(Parallel, MemoryIsCountedOverAllThreads) {
  memory_limit = 100'000;
  const char* query = "MATCH (n:N) RETURN n.i AS i, collect(n.x) AS xs";
  const auto expected = Run(query, 1);
  const auto found = Run(query, 4);
  ASSERT_FALSE(expected.has_value());
  ASSERT_FALSE(found.has_value());
  EXPECT_EQ(found.error().Text(), expected.error().Text());
}

TEST_F(Parallel, StopsWhenCancelled) {
  std::atomic<bool> cancelled = false;
  std::thread canceller([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
    cancelled = true;
  });
  query::WorkerPool pool(3);
  ToyQuery query(graph);
  query.execution.writer = nullptr;
  query.execution.workers = &pool;
  query.execution.parallel_rows = 0;
  query.execution.cancelled = &cancelled;
  const auto lines = query.Run("MATCH (n:N) UNWIND range(1, 100000) AS j RETURN n.m, max(j % 7)");
  canceller.join();
  ASSERT_FALSE(lines.has_value());
  EXPECT_EQ(lines.error().code, ErrorCode::kCancelled);
}

TEST_F(Parallel, APassSwitchesItOff) {
  for (const bool off : {true, false}) {
    ToyQuery query(graph);
    if (off) query.options.passes_off = {"parallel"};
    const auto plan = query::Compile("MATCH (n:N) RETURN n.m, count(*)", graph, query.procedures, query.options);
    ASSERT_TRUE(plan.has_value());
    const query::PlanNode* node = (*plan)->root.get();
    while (!std::holds_alternative<query::Aggregate>(node->step)) node = node->inputs[0].get();
    EXPECT_EQ(node->parallel, !off);
  }
}

}  // namespace
}  // namespace qiao::tests
