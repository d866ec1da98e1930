// What plans expect against what they meet, and that a query costs about the same however it is written.
#include <gtest/gtest.h>

#include <cstdio>
#include <sstream>
#include <string>
#include <vector>

#include "engine/database.h"

namespace qiao::engine {
namespace {

using base::Map;
using base::Value;

struct Line {
  std::string step;
  double expected;
  double found;
};

class EstimateTest : public testing::Test {
 protected:
  void SetUp() override {
    database = Database::Open(":memory:", {}).value();
    connection = database->Connect();
    Run("UNWIND range(0, 199) AS i CREATE (:人 {no: i, name: '人' + i, age: 20 + i % 50})");
    Run("UNWIND range(0, 3999) AS i MATCH (p:人 {no: i * 7 % 200}) "
        "CREATE (:消息 {no: i, length: i % 100, day: date('2011-01-01') + duration({days: i / 10})})-[:作者]->(p)");
    Run("UNWIND range(0, 999) AS i MATCH (a:人 {no: i % 200}), (b:人 {no: (i * 7 + 1) % 200}) CREATE (a)-[:认识]->(b)");
  }
  void Run(std::string_view statement) {
    auto result = connection->Execute(statement);
    ASSERT_TRUE(result) << result.error().Text();
  }
  // Lines of PROFILE, without those of steps that stood ready and were not needed.
  std::vector<Line> Profile(const std::string& query, const Map& parameters = {}) {
    auto result = connection->Execute("PROFILE " + query, parameters);
    if (!result) {
      ADD_FAILURE() << query << ": " << result.error().Text();
      return {};
    }
    EXPECT_TRUE((*result)->Collect());
    const std::string text((*result)->plan());
    std::vector<Line> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) {  // "  Expand …  ~12 rows  10 rows, 0.1 ms"
      if (line.starts_with("Compiled in")) break;
      const size_t begin = line.find_first_not_of(' ');
      const size_t end = line.find("  ~", begin);
      double expected = 0;
      double found = 0;
      if (end == std::string::npos ||
          std::sscanf(line.c_str() + end, "  ~%lf rows  %lf rows", &expected, &found) != 2) {
        ADD_FAILURE() << line;
        continue;
      }
      lines.push_back({line.substr(begin, end - begin), expected, found});
      if (lines.back().step.starts_with("CountMatches")) break;
    }
    return lines;
  }

  std::unique_ptr<Database> database;
  std::unique_ptr<Connection> connection;
};

TEST_F(EstimateTest, AreCloseToWhatIsFound) {
  const Map parameters = {{"name", Value::String("人17")}, {"day", Value::Of(base::Date{15000})}};
  for (const std::string query : {
           "MATCH (m:消息) WHERE m.length > 80 RETURN m",
           "MATCH (m:消息) WHERE m.length > 80 AND m.length < 95 AND m.day >= date('2011-06-01') RETURN m",
           "MATCH (m:消息) WHERE m.length IN [3, 4] OR m.no < 100 RETURN m",
           "MATCH (p:人 {name: $name}) RETURN p",
           "MATCH (p:人 {name: $name})<-[:作者]-(m:消息) RETURN m",
           "MATCH (p:人)<-[:作者]-(m:消息) WHERE m.length = 7 RETURN p, m",
           "MATCH (a:人)-[:认识]->(b:人) WHERE a.age < 30 RETURN a, b",
           "MATCH (a:人)-[:认识]-(b:人)-[:认识]-(c:人) WHERE a.no = 4 RETURN c",
           "MATCH (a:人)-[:认识]->(b:人)<-[:作者]-(m:消息) WHERE a.age < 30 AND m.no < 400 RETURN m",
           "MATCH (a)-[:认识]->(b)<-[:作者]-(m) WHERE a.age = 21 RETURN m",
           "MATCH (a:人), (m:消息) WHERE a.no = m.no RETURN a, m",
           "MATCH (a:人)-[:认识]->(b:人)-[:认识]->(c:人) WHERE a.age > 60 RETURN DISTINCT c.name",
       }) {
    for (const Line& line : Profile(query, parameters)) {
      if (line.step.starts_with("Distinct")) continue;
      const double ratio = (line.expected + 10) / (line.found + 10);
      EXPECT_LT(ratio, 4) << query << "\n" << line.step << ": " << line.expected << " against " << line.found;
      EXPECT_GT(ratio, 0.25) << query << "\n" << line.step << ": " << line.expected << " against " << line.found;
    }
  }
}

// Labels left out, a parameter for a constant, clauses and conditions in another order, a WITH between: rows that go
// through all steps together stay about the same.
TEST_F(EstimateTest, CostsHangNotOnTheWording) {
  const Map parameters = {{"age", Value::Integer(21)}, {"least", Value::Integer(97)}, {"name", Value::String("人17")}};
  const std::vector<std::vector<std::string>> families = {
      {"MATCH (a:人)-[:认识]->(b:人)<-[:作者]-(m:消息) WHERE a.age = 21 AND m.length > 97 RETURN m.no",
       "MATCH (m:消息)-[:作者]->(b:人)<-[:认识]-(a:人) WHERE m.length > 97 AND 21 = a.age RETURN m.no",
       "MATCH (a)-[:认识]->(b)<-[:作者]-(m) WHERE a.age = 21 AND m.length > 97 RETURN m.no",
       "MATCH (a:人)-[:认识]->(b:人)<-[:作者]-(m:消息) WHERE a.age = $age AND m.length > $least RETURN m.no",
       "MATCH (m:消息) MATCH (b:人) MATCH (a:人) MATCH (m)-[:作者]->(b) MATCH (a)-[:认识]->(b) WHERE a.age = 21 AND "
       "m.length > 97 RETURN m.no",
       "MATCH (m:消息)-[:作者]->(b) WITH m, b WHERE m.length > 97 MATCH (b)<-[:认识]-(a:人 {age: 21}) RETURN m.no"},
      {"MATCH (p:人 {name: '人17'})<-[:作者]-(m:消息) OPTIONAL MATCH (p)-[:认识]->(q) RETURN m.no, q.no",
       "MATCH (p:人)<-[:作者]-(m:消息) OPTIONAL MATCH (p)-[:认识]->(q) MATCH (p {name: '人17'}) RETURN m.no, q.no",
       "MATCH (p {name: $name})<-[:作者]-(m) OPTIONAL MATCH (p)-[:认识]->(q) RETURN m.no, q.no"},
  };
  for (const std::vector<std::string>& family : families) {
    double first = 0;
    for (const std::string& query : family) {
      double rows = 0;
      for (const Line& line : Profile(query, parameters)) rows += line.found;
      if (first == 0) first = rows;
      EXPECT_LT(rows, first * 3 + 300) << query;
      EXPECT_LT(first, rows * 3 + 300) << query;
    }
  }
}

}  // namespace
}  // namespace qiao::engine
