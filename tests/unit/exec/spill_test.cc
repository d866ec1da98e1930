// Rows in temporary files: the same answers as in memory, limits of their own, and nothing left behind.
#include <filesystem>
#include <map>
#include <random>

#include "query/exec/spill/value_codec.h"
#include "query/spilling.h"
#include "tests/unit/exec/toy_query.h"
#include "tests/unit/functions/samples.h"

namespace qiao::tests {
namespace {

using base::ErrorCode;
using base::Value;

struct SpillingQuery : ToyQuery {
  using ToyQuery::ToyQuery;

  base::Result<Lines> Run(std::string_view text) {
    QIAO_TRY(auto plan, query::Compile(text, graph, procedures, options));
    return Run(std::move(plan));
  }

  base::Result<Lines> Run(std::shared_ptr<const query::Plan> plan) {
    QIAO_TRY(auto rows, query::Execute(std::move(plan), execution, spilling));
    Lines lines;
    while (true) {
      QIAO_TRY(const auto batch, rows->Next());
      if (batch.empty()) return lines;
      for (const auto& row : batch) {
        std::string line;
        for (const Value& value : row) line += (line.empty() ? "" : " | ") + base::ToText(value);
        lines.push_back(line);
      }
    }
  }

  query::Spilling spilling;
};

TEST(Spill, ValuesOfAllKindsComeBack) {
  base::List values = query::testing::Samples();
  values.push_back(Value::Of(base::List(values)));
  const base::NodeRecord node{base::NodeId(7), {"医院", "机构"}, {{"名称", Value::String("省中医院")}}};
  const base::RelationshipRecord edge{
      base::EdgeId(3), base::NodeId(7), base::NodeId(8), "帮扶", {{"年", Value::Integer(2023)}}};
  values.push_back(Value::Of(base::Map{{"路", Value::Of(base::PathRecord{{node, node}, {edge}})},
                                       {"点", Value::Of(base::NodeRecord(node))},
                                       {"边", Value::Of(base::RelationshipRecord(edge))},
                                       {"空", Value::Of(base::Map{})}}));
  values.push_back(Value::Of(base::Path{{base::NodeId(1), base::NodeId(2)}, {base::EdgeId(9)}}));
  std::string bytes;
  for (const Value& value : values) query::EncodeValue(value, bytes);
  const char* at = bytes.data();
  for (const Value& value : values) {
    const Value back = query::DecodeValue(at);
    EXPECT_EQ(ToText(back), ToText(value));
    EXPECT_EQ(back.kind(), value.kind());
    EXPECT_EQ(back.has_record(), value.has_record());
    EXPECT_TRUE(base::Equivalent(back, value)) << ToText(value);
  }
  EXPECT_EQ(at, bytes.data() + bytes.size());
}

TEST(Spill, DeepListsNeedNoStack) {
  Value deep = Value::Integer(1);
  for (int i = 0; i < 20'000; ++i) deep = Value::Of(base::List{deep});
  std::string bytes;
  query::EncodeValue(deep, bytes);
  const char* at = bytes.data();
  EXPECT_TRUE(base::Equivalent(query::DecodeValue(at), deep));
}

struct SpillQuery : testing::Test {
  SpillQuery() {
    std::mt19937 random(5);
    const char* const cities[] = {"长治", "太原", "潞城区", "北京", "上海市浦东新区"};
    std::vector<base::NodeId> nodes;
    for (int i = 0; i < 400; ++i) {
      const auto pick = [&](unsigned range) { return static_cast<int64_t>(random() % range); };
      // Properties of several kinds, some absent.
      Value mixed = Value::Integer(pick(5));
      if (i % 4 == 1) mixed = Value::Float(static_cast<double>(pick(20)) / 4);
      if (i % 4 == 2) mixed = Value::String(cities[pick(5)]);
      if (i % 4 == 3) mixed = Value::Of(base::List{Value::Integer(pick(3)), Value::Null()});
      base::Map properties{{"i", Value::Integer(i)},
                           {"group", Value::Integer(pick(40))},
                           {"f", Value::Float(static_cast<double>(pick(1'000'000)) / 7)},
                           {"city", Value::String(cities[pick(5)])},
                           {"day", Value::Of(base::Date{pick(300)})},
                           {"mixed", mixed}};
      if (i % 7 == 0) properties.erase(properties.begin() + 3);
      nodes.push_back(graph.AddNode({i % 2 == 0 ? "A" : "B"}, properties));
      if (i > 0) graph.AddEdge(nodes[static_cast<size_t>(pick(static_cast<unsigned>(i)))], "R", nodes.back());
    }
  }

  base::Result<Lines> Run(std::string_view text, size_t spill_above, size_t batch_rows = 50) {
    SpillingQuery query(graph);
    query.spilling = {std::filesystem::temp_directory_path().string(), spill_above, spill_limit};
    query.execution.memory_limit = memory_limit;
    query.execution.batch_rows = batch_rows;
    // One plan for all runs: another one may give its rows in another order.
    std::shared_ptr<const query::Plan>& plan = plans[std::string(text)];
    if (plan == nullptr) {
      QIAO_TRY(plan, query::Compile(text, graph, query.procedures));
    }
    return query.Run(plan);
  }

  ToyGraph graph;
  std::map<std::string, std::shared_ptr<const query::Plan>> plans;
  uint64_t spill_limit = 0;
  size_t memory_limit = SIZE_MAX;
};

TEST_F(SpillQuery, GivesTheRowsOfMemoryInTheirOrder) {
  const std::vector<std::string> queries{
      "MATCH (n) RETURN n.i, n.city ORDER BY n.city DESC, n.group",
      "MATCH (n) RETURN n.i, n.mixed ORDER BY n.mixed, n.f DESC",
      "MATCH (n) RETURN n ORDER BY n.day, n.i % 3",
      "MATCH (n) RETURN n.i ORDER BY n.city SKIP 100 LIMIT 201",
      "MATCH (a:A), (b:B) WHERE a.group < 3 AND b.group < 9 RETURN a.i, b.i ORDER BY a.group + b.group, b.f LIMIT 700",
      "MATCH p = (a)-[:R]->()-[:R]->(b) RETURN p, nodes(p) ORDER BY length(p), a.f, b.f",
      "MATCH (n) RETURN DISTINCT n.city, n.group",
      "MATCH (n) RETURN DISTINCT n.mixed",
      "MATCH (n)-[r]->(m) RETURN DISTINCT n, m.city",
      "MATCH (n) RETURN n.group, count(*), sum(n.f), avg(n.f), min(n.city), max(n.day), collect(n.i)",
      "MATCH (n) RETURN n.city, n.mixed, count(DISTINCT n.group), collect(DISTINCT n.day), stDev(n.f)",
      "MATCH (n) RETURN count(DISTINCT n.f), max(DISTINCT n.f), collect(DISTINCT n.f)",
      "MATCH (n)-->(m) RETURN count(DISTINCT m)",
      "MATCH (n) RETURN n.i AS i, percentileCont(n.f, 0.5), collect(n.mixed)",
      "MATCH (n)-->(m) WITH n, collect(m) AS ms, count(*) AS c RETURN n.i, c, [x IN ms | x.i]",
      "MATCH (n) WITH n.group AS g, count(*) AS c WHERE c > 10 RETURN g, c ORDER BY c DESC, g",
      "MATCH (a:A)-->(x) MATCH (b:B)-->(x) RETURN DISTINCT a.city, b.city",
      "MATCH (a)-->()-->(b) RETURN a.city, count(b)",
      "MATCH (a)-->()-->(b) RETURN a.city, b.mixed, count(*), collect(b.i)",
      "MATCH (a)-->(b)-->(c) RETURN a.city, b, c.group, c.mixed, count(DISTINCT a.day), sum(a.f)",
      "MATCH (a)-->(b) RETURN a.i, b.city, a.mixed, count(*)",
      "UNWIND range(1, 300) AS i WITH i ORDER BY i % 7 RETURN collect(i)",
  };
  for (const std::string& text : queries) {
    const auto expected = Run(text, SIZE_MAX);
    ASSERT_TRUE(expected) << text << ": " << expected.error().Text();
    for (const auto& [spill_above, batch_rows] :
         {std::pair<size_t, size_t>{1, 3}, {4'000, 50}, {20'000, 7}, {40'000, 2048}}) {
      const auto lines = Run(text, spill_above, batch_rows);
      ASSERT_TRUE(lines) << text << ": " << lines.error().Text();
      EXPECT_EQ(*lines, *expected) << text << " above " << spill_above << " bytes, " << batch_rows << " rows a batch";
    }
  }
}

// A join reads one side in parts: its rows may come in another order.
TEST_F(SpillQuery, JoinsGiveTheSameRows) {
  for (const std::string text :
       {"MATCH (a:A), (b:B) WHERE a.group = b.group RETURN a.i, b.i, a.city",
        "MATCH (a:A), (b:B) WHERE a.i + b.i = 300 RETURN a.i, b.i",
        "MATCH (a:A), (b:B) WITH a, b WHERE a.day = b.day AND a.city = b.city RETURN a, b, a.mixed"}) {
    const auto expected = Run(text, SIZE_MAX);
    ASSERT_TRUE(expected) << text << ": " << expected.error().Text();
    for (const size_t batch_rows : {size_t{3}, size_t{64}}) {
      const auto lines = Run(text, 1, batch_rows);
      ASSERT_TRUE(lines) << text << ": " << lines.error().Text();
      EXPECT_EQ(Sorted(*lines), Sorted(*expected)) << text;
    }
  }
}

TEST_F(SpillQuery, WhatIsTooLargeForMemoryFitsIntoFiles) {
  memory_limit = 200'000;
  for (std::string_view text :
       {"MATCH (a:A), (b) RETURN a.i * b.i AS p ORDER BY p", "MATCH (a:A), (b:B) RETURN DISTINCT a.i * 400 + b.i",
        "MATCH (a:A), (b:B) RETURN a.i * 400 + b.i AS k, count(*), sum(b.f)"}) {
    const auto in_memory = Run(text, SIZE_MAX);
    ASSERT_FALSE(in_memory) << text;
    EXPECT_EQ(in_memory.error().code, ErrorCode::kLimit);
    const auto in_files = Run(text, memory_limit / 2);
    ASSERT_TRUE(in_files) << text << ": " << in_files.error().Text();
    EXPECT_GE(in_files->size(), 40'000u);
  }
}

TEST_F(SpillQuery, FilesHaveALimitOfTheirOwn) {
  spill_limit = 10'000;
  const auto lines = Run("MATCH (a:A), (b:B) RETURN a.i, b.i ORDER BY a.f", 1);
  ASSERT_FALSE(lines);
  EXPECT_EQ(lines.error().code, ErrorCode::kLimit);
  EXPECT_NE(lines.error().Text().find("ORDER BY"), std::string::npos);
  EXPECT_NE(lines.error().Text().find("temporary files"), std::string::npos);
  EXPECT_TRUE(Run("MATCH (n) RETURN n.i ORDER BY n.f LIMIT 3", 1));
}

TEST(Spill, LeavesNothingInItsFolder) {
  std::string folder = (std::filesystem::temp_directory_path() / "qiao-spill-XXXXXX").string();
  ASSERT_NE(mkdtemp(folder.data()), nullptr);
  ToyGraph graph;
  SpillingQuery query(graph);
  query.spilling = {folder, 1};
  auto plan = query::Compile("UNWIND range(1, 5000) AS i RETURN i ORDER BY i % 77", graph, query.procedures).value();
  {
    auto rows = query::Execute(plan, query.execution, query.spilling).value();
    ASSERT_FALSE(rows->Next().value().empty());
    EXPECT_TRUE(std::filesystem::is_empty(folder));
  }
  EXPECT_FALSE(query.Run("UNWIND range(1, 5000) AS i WITH i ORDER BY i % 77 RETURN 1 / (i - 77)"));
  EXPECT_TRUE(std::filesystem::is_empty(folder));
  query.spilling.folder = folder + "/nowhere";
  EXPECT_EQ(query.Run("UNWIND range(1, 5000) AS i RETURN i ORDER BY i % 77").error().code, ErrorCode::kIo);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace qiao::tests
