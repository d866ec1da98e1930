// Counting matches of patterns: limits, threads, and equality with finding them one by one.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "engine/database.h"

namespace qiao::engine {
namespace {

std::unique_ptr<Database> OpenMemory(DatabaseOptions options = {}) {
  auto database = Database::Open(std::string(Database::kMemory), options);
  EXPECT_TRUE(database);
  return std::move(database).value();
}

base::Result<std::vector<Row>> Ask(Database& database, const std::string& query) {
  auto connection = database.Connect();
  QIAO_TRY(auto result, connection->Execute(query));
  return result->Collect();
}

std::vector<std::string> Lines(Database& database, const std::string& query) {
  auto rows = Ask(database, query);
  if (!rows) return {rows.error().Text()};
  std::vector<std::string> lines;
  for (const Row& row : *rows) {
    std::string& line = lines.emplace_back();
    for (const base::Value& value : row) line += base::ToText(value) + " ";
  }
  std::ranges::sort(lines);
  return lines;
}

void MakeGrid(Database& database) {
  ASSERT_TRUE(Ask(database, "UNWIND range(1, 40) AS i CREATE (:L {n: i}), (:R {n: i})"));
  ASSERT_TRUE(Ask(database, "MATCH (a:L), (b:R) WHERE (a.n * 7 + b.n * 3) % 5 > 0 CREATE (a)-[:T]->(b)"));
  ASSERT_TRUE(Ask(database, "MATCH (a:L), (b:L) WHERE (a.n * 11 + b.n) % 9 = 0 CREATE (a)-[:K]->(b)"));
}

TEST(CountMatches, FailsBeyond64Bits) {
  auto database = OpenMemory();
  MakeGrid(*database);
  std::string query = "MATCH (a:L)-[:T]->()<-[:T]-()";
  for (int i = 0; i < 7; ++i) query += " MATCH (a)-[:T]->()<-[:T]-()";
  auto rows = Ask(*database, query + " RETURN count(*)");
  ASSERT_FALSE(rows);
  EXPECT_NE(rows.error().Text().find("the count is beyond 64 bits"), std::string::npos) << rows.error().Text();
  // What is too large does not matter where nothing else matches.
  rows = Ask(*database, query + " MATCH (a)-[:NEVER]->() RETURN count(*)");
  ASSERT_TRUE(rows);
  EXPECT_EQ((*rows)[0][0].integer(), 0);
}

TEST(CountMatches, GivesTheSameWithoutThePassAndOnAnyNumberOfThreads) {
  const std::vector<std::string> queries = {
      "MATCH (a:L)-[:K]-(b)-[:K]-(c)-[:K]-(a) RETURN count(*)",
      "MATCH (a:L)-[:K]-(b)-[:K]-(c) WHERE a <> c AND NOT (a)-[:K]-(c) RETURN count(*)",
      "MATCH (a:L)-[:K]->(b)-[:T]->(r)<-[:T]-(a) RETURN a.n, count(*)",
      "MATCH (a:L)-[:K]-(b)-[:K]-(c)-[:K]-(d) RETURN d.n % 7, count(*), sum(d.n)",
      "MATCH (a:L)-[:K]-()-[:K]-(c) WHERE a <> c RETURN DISTINCT a.n, c.n",
      "MATCH (a:L)-[:K]-()-[:T]->(c) WHERE a.n < 5 RETURN c.n, a.n, count(*)",
      "MATCH (a:L) WHERE a.n > 35 OPTIONAL MATCH (a)-[:K]->(b) WHERE b.n > 20 RETURN a.n, count(*)",
      "MATCH (a:L)-[:K]->(a) RETURN count(*)",
  };
  DatabaseOptions plain;
  plain.compile.passes_off = {"count_matches"};
  auto expected = OpenMemory(plain);
  MakeGrid(*expected);
  for (const size_t threads : {1, 4}) {
    DatabaseOptions options;
    options.threads = threads;
    auto database = OpenMemory(options);
    MakeGrid(*database);
    for (const std::string& query : queries) EXPECT_EQ(Lines(*database, query), Lines(*expected, query)) << query;
  }
}

TEST(CountMatches, StopsWhenItIsInterrupted) {
  auto database = OpenMemory();
  ASSERT_TRUE(Ask(*database, "UNWIND range(1, 700) AS i CREATE (:N {n: i})"));
  ASSERT_TRUE(Ask(*database, "MATCH (a:N), (b:N) CREATE (a)-[:T]->(b)"));
  auto connection = database->Connect();
  std::chrono::steady_clock::time_point asked;
  std::thread stopper([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    asked = std::chrono::steady_clock::now();
    connection->Interrupt();
  });
  // Cliques of five nodes: some 10^14 of them.
  auto result = connection->Execute(
      "MATCH (a)-[:T]->(b) MATCH (a)-[:T]->(c) MATCH (a)-[:T]->(d) MATCH (a)-[:T]->(e) MATCH (b)-[:T]->(c) "
      "MATCH (b)-[:T]->(d) MATCH (b)-[:T]->(e) MATCH (c)-[:T]->(d) MATCH (c)-[:T]->(e) MATCH (d)-[:T]->(e) "
      "RETURN count(*)");
  base::Result<std::vector<Row>> rows = result ? (*result)->Collect() : std::move(result).error();
  const auto stopped = std::chrono::steady_clock::now();
  stopper.join();
  ASSERT_FALSE(rows);
  EXPECT_EQ(rows.error().code, base::ErrorCode::kCancelled);
  // 50 ms on a machine of its own; tests share theirs.
  EXPECT_LT(stopped - asked, std::chrono::seconds(2));
}

}  // namespace
}  // namespace qiao::engine
