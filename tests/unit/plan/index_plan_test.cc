// Which plans use indexes, by EXPLAIN.
#include <gtest/gtest.h>

#include <string>

#include "engine/database.h"

namespace qiao::engine {
namespace {

class IndexPlanTest : public testing::Test {
 protected:
  void SetUp() override { Open({}); }

  void Open(const DatabaseOptions& options) {
    connection = nullptr;
    database = Database::Open(":memory:", options).value();
    connection = database->Connect();
    Run("CREATE INDEX x_id FOR (n:X) ON (n.id)");
    Run("CREATE CONSTRAINT y_id FOR (n:Y) REQUIRE n.id IS UNIQUE");
    Run("CREATE INDEX x_ab FOR (n:X) ON (n.a, n.b)");
    Run("CREATE INDEX x_each FOR (n:X) ON EACH [n.name, n.aliases]");
    Run("CREATE TEXT INDEX x_text FOR (n:X) ON (n.t)");
    Run("CREATE INDEX t_since FOR ()-[r:T]-() ON (r.since)");
    Run("UNWIND range(1, 500) AS i CREATE (:X {id: i})-[:T {since: i}]->(:Y {id: i})");
  }
  void Run(std::string_view statement) {
    auto result = connection->Execute(statement);
    ASSERT_TRUE(result) << result.error().Text();
  }
  std::string Plan(std::string_view query) {
    auto result = connection->Execute("EXPLAIN " + std::string(query));
    return result ? (*result)->plan() : result.error().Text();
  }
  // The index that the plan uses, or "none".
  std::string IndexOf(std::string_view query) {
    const std::string plan = Plan(query);
    const size_t seek = plan.find("IndexSeek");
    if (seek == std::string::npos) return "none";
    const size_t begin = plan.find(" by ", seek) + 4;
    return plan.substr(begin, plan.find(' ', begin) - begin);
  }

  std::unique_ptr<Database> database;
  std::unique_ptr<Connection> connection;
};

TEST_F(IndexPlanTest, ConditionsFindTheirIndex) {
  EXPECT_EQ(IndexOf("MATCH (n:X {id: 1}) RETURN n"), "x_id");
  EXPECT_EQ(IndexOf("MATCH (n:X) WHERE $id = n.id RETURN n"), "x_id");
  EXPECT_EQ(IndexOf("MATCH (n:X) WHERE n.id IN [1, 2] RETURN n"), "x_id");
  EXPECT_EQ(IndexOf("MATCH (n:X) WHERE n.id > 1 AND n.id <= 7 RETURN n"), "x_id");
  EXPECT_EQ(IndexOf("MATCH (n:X) WHERE n.id IS NOT NULL RETURN n"), "x_id");
  EXPECT_EQ(IndexOf("MATCH (n:X&Z {id: 1}) RETURN n"), "x_id");
  EXPECT_EQ(IndexOf("MATCH (n {id: 1}) WHERE n:X RETURN n"), "x_id");
  EXPECT_EQ(IndexOf("MATCH (n:X {a: 1, b: 2}) RETURN n"), "x_ab");
  EXPECT_EQ(IndexOf("MATCH (n:X) WHERE n.a = 1 AND n.b STARTS WITH 'x' RETURN n"), "x_ab");
  EXPECT_EQ(IndexOf("MATCH (n:X) WHERE $x IN n.aliases RETURN n"), "x_each");
  EXPECT_EQ(IndexOf("MATCH (n:X) WHERE n.name = $x OR $x IN n.aliases RETURN n"), "x_each");
  EXPECT_EQ(IndexOf("MATCH (n:X) WHERE n.t ENDS WITH 'x' RETURN n"), "x_text");
  EXPECT_EQ(IndexOf("MATCH ()-[r:T {since: 3}]->() RETURN r"), "t_since");
  EXPECT_EQ(IndexOf("MATCH (a:X)-[:T]->(b:Y {id: 3}) RETURN a"), "y_id");
}

TEST_F(IndexPlanTest, WhatAnIndexCanNotAnswerIsSearched) {
  EXPECT_EQ(IndexOf("MATCH (n:Z {id: 1}) RETURN n"), "none");
  EXPECT_EQ(IndexOf("MATCH (n:X|Y {id: 1}) RETURN n"), "none");
  EXPECT_EQ(IndexOf("MATCH (n:!X {id: 1}) RETURN n"), "none");
  EXPECT_EQ(IndexOf("MATCH (n:X) WHERE n.id <> 1 RETURN n"), "none");
  EXPECT_EQ(IndexOf("MATCH (n:X) WHERE n.id = n.c RETURN n"), "none");
  EXPECT_EQ(IndexOf("MATCH (n:X) WHERE n.id = rand() RETURN n"), "none");
  EXPECT_EQ(IndexOf("MATCH (n:X {a: 1}) RETURN n"), "none");   // nodes without b are not in x_ab
  EXPECT_EQ(IndexOf("MATCH (n:X {t: $t}) RETURN n"), "none");  // it may not be a text
  EXPECT_EQ(IndexOf("MATCH (n:X) WHERE n.name = $x OR n.id = $x RETURN n"), "none");
  EXPECT_EQ(IndexOf("MATCH ()-[r:T|U {since: 3}]->() RETURN r"), "none");
}

TEST_F(IndexPlanTest, RowsAreLookedUpOneByOne) {
  EXPECT_EQ(IndexOf("UNWIND $rows AS r MATCH (n:X {id: r.id}) RETURN n"), "x_id");
  EXPECT_EQ(IndexOf("UNWIND $rows AS r MERGE (n:X {id: r.id}) SET n += r"), "x_id");
  EXPECT_EQ(IndexOf("MATCH (n:X {id: 1})-[:T]->(m) MATCH (k:Y {id: m.id}) RETURN k"), "y_id");
  Run("UNWIND range(501, 20000) AS i CREATE (:X {id: i})-[:T {since: i}]->(:Y {id: i})");
  const std::string both = Plan("UNWIND $rows AS r MATCH (a:X {id: r.a}), (b:Y {id: r.b}) CREATE (a)-[:T]->(b)");
  EXPECT_EQ(both.find("NodeScan"), std::string::npos) << both;
  EXPECT_NE(both.find("(b:Y) id = r.b by y_id"), std::string::npos) << both;
}

TEST_F(IndexPlanTest, CachedPlansKnowOfNewAndDroppedIndexes) {
  const std::string_view query = "MATCH (n:Z {id: 1}) RETURN n";
  const auto rows = [&] { return connection->Execute(query).value()->Collect().value().size(); };
  Run("CREATE (:Z {id: 1})");
  EXPECT_EQ(rows(), 1);
  Run("CREATE INDEX z FOR (n:Z) ON (n.id)");
  EXPECT_EQ(IndexOf(query), "z");
  EXPECT_EQ(rows(), 1);
  Run("DROP INDEX z");
  EXPECT_EQ(IndexOf(query), "none");
  EXPECT_EQ(rows(), 1);
}

TEST_F(IndexPlanTest, TransactionsSeeTheirOwnWritesThroughIndexes) {
  const auto rows = [&](std::string_view query) {
    return connection->Execute(query).value()->Collect().value().size();
  };
  ASSERT_TRUE(connection->Begin());
  Run("CREATE (:X {id: 77, name: 'neu'})");
  EXPECT_EQ(rows("MATCH (n:X {id: 77}) RETURN n"), 2);
  auto refused = connection->Execute("CREATE (:Y {id: 5})");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, base::ErrorCode::kConstraint);
  EXPECT_EQ(rows("MATCH (n:Y {id: 5}) RETURN n"), 1);
  EXPECT_FALSE(connection->Execute("CREATE INDEX late FOR (n:X) ON (n.q)"));
  ASSERT_TRUE(connection->Commit());
  EXPECT_EQ(rows("MATCH (n:X) WHERE n.name = 'neu' OR 'neu' IN n.aliases RETURN n"), 1);
  ASSERT_TRUE(connection->Begin());
  Run("CREATE INDEX late FOR (n:X) ON (n.q)");
  ASSERT_TRUE(connection->Rollback());
  EXPECT_EQ(rows("SHOW INDEXES YIELD name WHERE name = 'late' RETURN name"), 0);
}

TEST_F(IndexPlanTest, SeeksCanBeSwitchedOff) {
  DatabaseOptions options;
  options.compile.passes_off = {"index_seeks"};
  Open(options);
  EXPECT_EQ(IndexOf("MATCH (n:X {id: 1}) RETURN n"), "none");
}

}  // namespace
}  // namespace qiao::engine
