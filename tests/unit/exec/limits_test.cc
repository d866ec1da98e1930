// Limits: memory, time, cancelling, counts; and what PROFILE tells.
#include <thread>

#include "tests/unit/exec/toy_query.h"

namespace qiao::tests {
namespace {

using base::ErrorCode;
using base::Value;

struct Limits : testing::Test {
  Limits() {
    for (int i = 0; i < 3000; ++i) graph.AddNode({"N"}, {{"i", Value::Integer(i)}});
  }
  ToyGraph graph;
};

TEST_F(Limits, MemoryIsRefusedByTheOperatorThatNeedsIt) {
  ToyQuery query(graph);
  query.execution.memory_limit = 20'000;
  for (std::string_view text :
       {"MATCH (n) RETURN n.i ORDER BY n.i", "MATCH (n) RETURN DISTINCT n.i", "MATCH (n) RETURN n.i, count(*)",
        "MATCH (n) RETURN collect(n.i)", "MATCH (n) CREATE () WITH n MATCH (m) RETURN count(*)"}) {
    auto rows = query.Run(text);
    ASSERT_FALSE(rows.has_value()) << text;
    EXPECT_EQ(rows.error().code, ErrorCode::kLimit) << text;
  }
  EXPECT_TRUE(query.Run("MATCH (n) RETURN count(*)").has_value());
  EXPECT_TRUE(query.Run("MATCH (n) RETURN n.i").has_value());
}

TEST_F(Limits, LongListsAndTextsCountToo) {
  ToyQuery query(graph);
  query.execution.memory_limit = 10'000'000;
  for (std::string_view text : {"UNWIND range(1, 2000) AS i RETURN size(range(i, 10000))",
                                "UNWIND range(1, 2000) AS i RETURN size([x IN range(1, 10000) | x + i])",
                                "RETURN size(reduce(l = [0], x IN range(1, 26) | l + l))",
                                "RETURN size(reduce(s = 'ab', x IN range(1, 26) | s + s))",
                                "RETURN size(reduce(l = [0], x IN range(1, 60) | [l, l]))",
                                "RETURN reduce(m = {}, x IN range(1, 60) | {a: m, b: m}) = {}",
                                "RETURN size([x IN range(1, 100000) | range(x, x + 100)])",
                                "RETURN size([x IN range(1, 1000) | reduce(s = 'ab', y IN range(1, 16) | s + s)])"}) {
    auto rows = query.Run(text);
    ASSERT_FALSE(rows.has_value()) << text;
    EXPECT_EQ(rows.error().code, ErrorCode::kLimit) << text;
  }
}

TEST_F(Limits, TopKNeedsLittleMemory) {
  ToyQuery query(graph);
  query.execution.memory_limit = 400'000;
  query.execution.batch_rows = 100;
  EXPECT_EQ(
      query.Run("MATCH (n), (m) WHERE n.i < 200 AND m.i < 200 RETURN n.i + m.i AS s ORDER BY s DESC LIMIT 2").value(),
      (Lines{"398", "397"}));
}

TEST_F(Limits, StopsAtTheDeadline) {
  ToyQuery query(graph);
  query.execution.deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(30);
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(query.Run("MATCH (a), (b), (c), (d) RETURN sum(a.i * b.i - c.i * d.i)").error().code, ErrorCode::kLimit);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
}

TEST_F(Limits, StopsWhenCancelled) {
  ToyQuery query(graph);
  std::atomic<bool> cancelled = false;
  query.execution.cancelled = &cancelled;
  std::thread canceller([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
    cancelled = true;
  });
  EXPECT_EQ(query.Run("UNWIND range(1, 100000) AS i UNWIND range(1, 100000) AS j RETURN max(i % 7)").error().code,
            ErrorCode::kCancelled);
  canceller.join();
}

TEST_F(Limits, DeepTrailsNeedNoStack) {
  ToyGraph chain;
  base::NodeId last = chain.AddNode({"N"});
  for (int i = 0; i < 1500; ++i) {
    const base::NodeId next = chain.AddNode({"N"});
    chain.AddEdge(last, "R", next);
    last = next;
  }
  ToyQuery query(chain);
  EXPECT_EQ(query.Run("MATCH (n) WHERE NOT (n)<--() MATCH (n)-[rs*]->() RETURN max(size(rs))").value(), Lines{"1500"});
}

TEST_F(Limits, ProfileCountsRows) {
  ToyQuery query(graph);
  query.execution.profile = true;
  ASSERT_TRUE(query.Run("MATCH (n:N) WHERE n.i < 10 RETURN n.i").has_value());
  ASSERT_GE(query.profile.size(), 3u);
  EXPECT_EQ(query.profile[0].depth, 0);
  EXPECT_EQ(query.profile[0].rows, 10u);
  const auto scan =
      std::ranges::find_if(query.profile, [](const auto& line) { return line.name.starts_with("NodeScan"); });
  ASSERT_NE(scan, query.profile.end());
  EXPECT_EQ(scan->rows, 3000u);
  EXPECT_NE(query::Explain(query.profile).find("3000 rows"), std::string::npos);
}

TEST_F(Limits, SkipAndLimitTakeNumbers) {
  EXPECT_EQ(FailureOf(graph, "MATCH (n) RETURN n LIMIT $n", {{"n", Value::Integer(-1)}}),
            "SyntaxError NegativeIntegerArgument");
  EXPECT_EQ(FailureOf(graph, "MATCH (n) RETURN n SKIP $n", {{"n", Value::Float(1.5)}}),
            "SyntaxError InvalidArgumentType");
  EXPECT_EQ(RowsOf(graph, "MATCH (n) RETURN n.i ORDER BY n.i DESC SKIP $n LIMIT 2", {{"n", Value::Integer(5)}}),
            (Lines{"2994", "2993"}));
}

}  // namespace
}  // namespace qiao::tests
