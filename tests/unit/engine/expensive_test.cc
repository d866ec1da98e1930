// Statements that must be large end when they are told to, or at a limit, with an error that says which.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <optional>
#include <thread>

#include "engine/database.h"
#include "tests/support/sanitized.h"

namespace qiao::engine {
namespace {

using base::ErrorCode;
using Clock = std::chrono::steady_clock;

// Each would run for minutes or need gigabytes.
constexpr std::string_view kExpensive[] = {
    "MATCH (a:N), (b:N), (c:N) RETURN sum(a.i * b.i - c.i)",
    "MATCH (a:N), (b:N), (c:N) RETURN a.i ORDER BY a.f * b.f - c.f",
    "MATCH (a:N), (b:N), (c:N) RETURN DISTINCT a.i * 9000000 + b.i * 3000 + c.i",
    "MATCH (a:N), (b:N), (c:N) RETURN a.i * 9000000 + b.i * 3000 + c.i AS k, count(*)",
    "MATCH (a:N), (b:N), (c:N) RETURN size(collect(a.s + b.s + c.s))",
    "MATCH (a:N), (b:N), (c:N) RETURN percentileDisc(a.i * b.f - c.i, 0.5)",
    "MATCH (a:N), (b:N), (c:N) RETURN a.s, collect(b.s + c.s)",
    "MATCH (a:N), (b:N), (c:N) CREATE (:X {i: a.i})",
    "MATCH (a:N), (b:N), (c:N) WHERE a.i + b.i + c.i = -1 RETURN a",
    "UNWIND range(1, 100000) AS i UNWIND range(1, 100000) AS j RETURN max(i * j)",
    "UNWIND range(1, 100000) AS i UNWIND range(1, 100000) AS j CREATE (:X {i: i})",
    "UNWIND range(1, 100000) AS i UNWIND range(1, 100000) AS j MERGE (:X {i: i * 100000 + j})",
    "UNWIND range(1, 100000) AS i MATCH (n:N) SET n.i = n.i + i",
    "UNWIND range(1, 100000) AS i MATCH (n:N) WITH n ORDER BY n.f REMOVE n.s",
    "FOREACH (i IN range(1, 1000000) | FOREACH (j IN range(1, 1000) | CREATE (:X {i: i})))",
    "UNWIND range(1, 1000000) AS i CALL (i) { UNWIND range(1, 1000) AS j CREATE (:X {i: j}) } IN TRANSACTIONS OF 10000 "
    "ROWS",
    "MATCH p = (a:K)-[:R*]->(b:K) RETURN count(p)",
    "MATCH p = (a:K)-[:R*..40]->(b:K) RETURN p",
    "MATCH (a:K)-[rs:R*]->(b:K) WHERE size(rs) < 0 RETURN a",
    "MATCH (a:K) ((x)-[:R]->(y:K))+ (b:K) RETURN count(*)",
    "MATCH p = SHORTEST 1000000000 (a:K {i: 1})-[:R]->+(b:K {i: 2}) RETURN count(p)",
    "MATCH p = allShortestPaths((a:Chain {i: 0})-[:R*]->(b:Chain {i: 60})) RETURN count(p)",
    "MATCH (a:K)-[:R]->(b)-[:R]->(c)-[:R]->(d)-[:R]->(e)-[:R]->(f)-[:R]->(g)-[:R]->(a) RETURN count(*)",
    "MATCH (a:K)-[:R]->(b)-[:R]->(c)-[:R]->(d)-[:R]->(e)-[:R]->(f)-[:R]->(g)-[:R]->(a) RETURN a.i, count(DISTINCT d.i)",
    "MATCH (a)-[:R]->(b) MATCH (a)-[:R]->(c) MATCH (a)-[:R]->(d) MATCH (a)-[:R]->(e) MATCH (b)-[:R]->(c) "
    "MATCH (b)-[:R]->(d) MATCH (b)-[:R]->(e) MATCH (c)-[:R]->(d) MATCH (c)-[:R]->(e) MATCH (d)-[:R]->(e) "
    "MATCH (e)-[:R]->(f)-[:R]->(a) RETURN count(*)",
    "MATCH (a:N) WHERE EXISTS { MATCH (b:N), (c:N) WHERE b.i + c.i + a.i = -1 } RETURN count(*)",
    "MATCH (a:N) RETURN sum(COUNT { MATCH (b:N), (c:N) WHERE b.i < c.i + a.i })",
    "MATCH (a:N) RETURN size(COLLECT { MATCH (b:N), (c:N) RETURN b.i })",
    "MATCH (a:N) CALL (a) { MATCH (b:N), (c:N) RETURN sum(b.i * c.i + a.i) AS s } RETURN max(s)",
    "MATCH (a:N), (b:N), (c:N) RETURN a.i AS i UNION MATCH (a:N), (b:N), (c:N) RETURN b.i + c.i + a.i AS i",
    "UNWIND range(1, 1000) AS k WITH range(k, 1000000) AS l MATCH (n:N) WHERE n.f IN l RETURN count(*)",
    "UNWIND range(1, 1000) AS k WITH range(k, 1000000) AS l MATCH (n:N) WHERE n.i IN l OR n.f IN l RETURN count(*)",
    "UNWIND range(1, 1000) AS i RETURN max(size([x IN range(1, 1000000) WHERE x % 7 = i | x]))",
    "UNWIND range(1, 1000) AS i RETURN count(all(x IN range(1, 1000000) WHERE x > 0))",
    "MATCH (a:N) CALL algo.betweenness({undirected: true}) YIELD score RETURN max(score)",
    "MATCH (a:N) CALL algo.pagerank({iterations: 1000000, tolerance: 0}) YIELD score RETURN max(score)",
    "MATCH (a:N) CALL algo.similarity({top: 1000}) YIELD similarity RETURN max(similarity)",
    "RETURN reduce(s = 0, x IN range(1, 1000000) | s + reduce(t = 0, y IN range(1, 100000) | t + y))",
    "UNWIND range(1, 1000) AS i WITH i, range(1, 1000000) AS l RETURN max(size(reverse(l) + [i]))",
    "UNWIND range(1, 1000) AS i WITH i, range(1, 1000000) AS l RETURN max(size(l + i)), max(size(tail(l)))",
    "UNWIND range(1, 1000) AS i RETURN count(range(i, 1000000) = range(i, 1000000))",
    "UNWIND range(1, 1000) AS i RETURN DISTINCT range(i, 1000000)",
    "UNWIND range(1, 1000) AS i RETURN range(i, 100000) AS l ORDER BY l",
    "UNWIND range(1, 1000) AS i RETURN count(toIntegerList(range(i, 1000000)))",
    "UNWIND range(1, 1000) AS i RETURN max(size(range(i, 1000000)[5..900000]))",
    "WITH reduce(s = '汉', x IN range(1, 20) | s + s) AS t UNWIND range(1, 1000) AS i RETURN max(size(toUpper(t)) + i)",
    "WITH reduce(s = '汉', x IN range(1, 20) | s + s) AS t UNWIND range(1, 1000) AS i RETURN max(size(replace(t, '汉', "
    "'字')) + i)",
    "WITH reduce(s = '汉', x IN range(1, 20) | s + s) AS t UNWIND range(1, 1000) AS i RETURN max(size(split(t, '汉')) "
    "+ i)",
    "WITH reduce(s = '汉', x IN range(1, 20) | s + s) AS t UNWIND range(1, 1000) AS i RETURN max(size(reverse(t)) + i)",
    "WITH reduce(s = '汉', x IN range(1, 20) | s + s) AS t UNWIND range(1, 1000) AS i RETURN max(size(normalize(t)) + "
    "i)",
    "WITH reduce(s = '汉', x IN range(1, 20) | s + s) AS t UNWIND range(1, 1000) AS i RETURN max(size(substring(t, "
    "8000000, i)))",
    "MATCH (a:K)-[:R]->(b:K)-[:R]->(c:K)-[:R]->(d:K) MERGE (a)-[:Q]->(d)",
    "UNWIND range(1, 100000) AS i MATCH (n:N), (m:N) WHERE m.f + n.f = i + 0.7 RETURN count(*)",
    "UNWIND range(1, 1000) AS i MATCH (h:Hub)-[:S]->(x) WITH i, collect(x) AS l RETURN sum(size(l))",
    "MATCH (h:Hub)-[:S]->(x) CREATE (h)-[:S2]->(x) WITH h, x UNWIND range(1, 1000) AS i CREATE (x)-[:S3]->(h)",
    "UNWIND range(1, 1000000) AS i CALL db.labels() YIELD label RETURN count(label)",
    "UNWIND range(1, 1000000) AS i CALL db.schema.nodeTypeProperties() YIELD nodeType RETURN count(nodeType)",
    "MATCH (a:N), (b:N), (c:N) WITH a, b, c SKIP 20000000000 RETURN a LIMIT 1",
    "MATCH (a:N), (b:N), (c:N) WITH a, b, c WHERE false OR a.i + b.i * c.i < 0 RETURN count(*)",
};

struct Expensive : testing::Test {
  static void SetUpTestSuite() {
    DatabaseOptions options;
    options.query_memory_bytes = size_t{2} << 30;
    options.threads = 2;
    database = Database::Open(std::string(Database::kMemory), options).value();
    for (std::string_view statement :
         {"UNWIND range(1, 3000) AS i CREATE (:N {i: i, f: i / 3.0, s: '北京' + i})",
          "UNWIND range(1, 60) AS i CREATE (:K {i: i})", "MATCH (a:K), (b:K) WHERE a <> b CREATE (a)-[:R]->(b)",
          "UNWIND range(0, 60) AS i UNWIND range(1, CASE i % 2 WHEN 0 THEN 1 ELSE 3 END) AS j CREATE (:Chain {i: i})",
          "MATCH (a:Chain), (b:Chain) WHERE b.i = a.i + 1 CREATE (a)-[:R]->(b)",
          "CREATE (h:Hub) WITH h UNWIND range(1, 50000) AS i CREATE (h)-[:S]->(:Leaf {i: i})"}) {
      auto done = database->Connect()->Execute(statement);
      ASSERT_TRUE(done) << done.error().Text();
    }
  }
  static void TearDownTestSuite() { database.reset(); }
  static inline std::unique_ptr<Database> database;
};

// The error that the statement ends with; nullopt if it ends without.
std::optional<base::Error> ErrorOf(Connection& connection, std::string_view statement) {
  auto result = connection.Execute(statement);
  if (!result) return result.error();
  while (true) {
    auto row = (*result)->Next();
    if (!row) return row.error();
    if (*row == nullptr) return std::nullopt;
  }
}

// The bound is for machines with much else to do: what is felt on one of its own is printed.
TEST_F(Expensive, StopsWhenItIsCancelled) {
  double slowest = 0;
  std::string_view slowest_statement;
  for (const std::string_view statement : kExpensive) {
    auto connection = database->Connect();
    std::atomic<bool> done = false;
    Clock::time_point asked;
    std::thread stopper([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(30));
      asked = Clock::now();
      // The flag is taken back when a statement begins, however late that is.
      while (!done) {
        connection->Interrupt();
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
      }
    });
    const auto error = ErrorOf(*connection, statement);
    const std::chrono::duration<double, std::milli> took = Clock::now() - asked;
    done = true;
    stopper.join();
    EXPECT_TRUE(error.has_value()) << statement;
    if (!error.has_value()) continue;
    EXPECT_EQ(error->code, ErrorCode::kCancelled) << statement << "\n" << error->Text();
    EXPECT_LT(took, std::chrono::seconds(kSanitized ? 60 : 2)) << statement;
    if (std::getenv("QIAO_LONG") != nullptr) std::cout << fmt::format("{:8.1f} ms  {}\n", took.count(), statement);
    if (took.count() > slowest) {
      slowest = took.count();
      slowest_statement = statement;
    }
  }
  std::cout << fmt::format("felt after at most {:.1f} ms: {}\n", slowest, slowest_statement);
}

// Highest resident memory of the process since the last reset, in MB.
size_t PeakMegabytes(bool reset) {
  if (reset) std::ofstream("/proc/self/clear_refs") << "5";
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::stoul(line.substr(6)) / 1024;
  }
  return 0;
}

TEST_F(Expensive, StopsAtItsLimits) {
  DatabaseOptions options;
  options.query_memory_bytes = 8 << 20;
  options.query_time = std::chrono::milliseconds(kSanitized ? 300 : 60);
  options.max_list_size = 200'000;
  auto small = Database::Open(std::string(Database::kMemory), options).value();
  // In small pieces, which a sanitizer doesn't make too slow for the time either.
  const auto fill = [&](std::string_view statement, int64_t pieces) {
    for (int64_t piece = 1; piece <= pieces; ++piece) {
      const auto done = small->Connect()->Execute(statement, {{"piece", base::Value::Integer(piece)}});
      ASSERT_TRUE(done) << done.error().Text();
    }
  };
  fill("UNWIND range(1, 100) AS j WITH ($piece - 1) * 100 + j AS i CREATE (:N {i: i, f: i / 3.0, s: '北京' + i})", 30);
  fill("CREATE (:K {i: $piece})", 60);
  fill("MATCH (a:K {i: $piece}), (b:K) WHERE a <> b CREATE (a)-[:R]->(b)", 60);
  const size_t before = PeakMegabytes(true);
  for (const std::string_view statement : kExpensive) {
    const auto error = ErrorOf(*small->Connect(), statement);
    if (!error.has_value()) continue;  // few rows without the hub and the chain
    EXPECT_EQ(error->code, ErrorCode::kLimit) << statement << "\n" << error->Text();
    const std::string text = error->Text();
    const bool names_option =
        text.find("(query_memory_bytes)") != std::string::npos || text.find("(query_time)") != std::string::npos ||
        text.find("(spilling.limit)") != std::string::npos || text.find("(max_list_size)") != std::string::npos;
    EXPECT_TRUE(names_option) << statement << "\n" << text;
  }
  const size_t after = PeakMegabytes(false);
  if (!kSanitized) {
    EXPECT_LT(after, before + 150) << "MB, after " << before;
  }
}

}  // namespace
}  // namespace qiao::engine
