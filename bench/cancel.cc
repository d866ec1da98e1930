// bench_cancel [ROUNDS]: how long a statement takes to return once it is told to stop. Each of the statements below is
// interrupted after a random time; a line each with the longest wait and the median in milliseconds, the longest last.
// Statements that end by themselves before say so.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "engine/database.h"

namespace {

using Clock = std::chrono::steady_clock;

constexpr const char* kGiven =
    "UNWIND range(1, 20000) AS i CREATE (:N {i: i, m: i % 97, name: 'name ' + i, day: date('2010-01-01') + "
    "duration({days: i % 1000})})";
constexpr const char* kLinks =
    "MATCH (a:N) WITH collect(a) AS all UNWIND range(0, 99999) AS i WITH all[i % 20000] AS a, all[(i * 7919) % 20000] "
    "AS b "
    "CREATE (a)-[:R]->(b)";

constexpr const char* kStatements[] = {
    "RETURN size(range(1, 100000000))",
    "RETURN size(reverse(range(1, 50000000)))",
    "RETURN size(tail(range(1, 50000000)))",
    "RETURN size(range(1, 50000000)[1..])",
    "RETURN size(range(1, 40000000) + range(1, 40000000))",
    "RETURN size(toStringList(range(1, 20000000)))",
    "RETURN reduce(s = 0, x IN range(1, 50000000) | s + x)",
    "RETURN size([x IN range(1, 50000000) WHERE x % 3 = 0 | x * 2])",
    "RETURN any(x IN range(1, 50000000) WHERE x < 0)",
    "RETURN -1 IN range(1, 100000000)",
    "WITH reduce(s = 'ab,', i IN range(1, 26) | s + s) AS text RETURN size(split(text, ','))",
    "WITH reduce(s = 'ab,', i IN range(1, 26) | s + s) AS text RETURN size(replace(text, ',', ';;'))",
    "WITH reduce(s = 'ab,', i IN range(1, 27) | s + s) AS text RETURN size(toUpper(text))",
    "WITH reduce(s = '路,', i IN range(1, 26) | s + s) AS text RETURN size(toUpper(text))",
    "WITH reduce(s = '路,', i IN range(1, 26) | s + s) AS text RETURN size(reverse(text))",
    "WITH reduce(s = 'ab,', i IN range(1, 24) | s + s) AS text RETURN text =~ '(a|b|,)*x'",
    "WITH range(1, 30000000) AS a, range(1, 30000000) AS b RETURN a = b",
    "UNWIND range(1, 100000000) AS x RETURN max(x % 7)",
    "UNWIND range(1, 20000000) AS x WITH x ORDER BY x % 1000003 RETURN collect(x)[0]",
    "UNWIND range(1, 20000000) AS x RETURN count(DISTINCT x)",
    "UNWIND range(1, 20000000) AS x WITH collect(x) AS xs RETURN size(xs)",
    "UNWIND range(1, 20000000) AS x WITH x % 1000000 AS k, count(*) AS c RETURN max(c)",
    "MATCH (a:N), (b:N), (c:N) WHERE a.i + b.i = c.i RETURN count(*)",
    "MATCH (a:N), (b:N) RETURN max(a.i * b.i)",
    "MATCH (a:N)-[:R*1..12]->(b) RETURN count(b)",
    "MATCH (a:N)-[:R]->()-[:R]->()-[:R]->()-[:R]->()-[:R]->()-[:R]->()-[:R]->(b) WHERE a.m < b.m RETURN count(*)",
    "MATCH (a:N {i: 1}), (b:N {i: 2}) MATCH p = allShortestPaths((a)-[:R*]->(b)) RETURN count(p)",
    "MATCH (a:N) MATCH (b:N {m: 5}) WHERE EXISTS { (a)-[:R*1..4]->(b) } RETURN count(*)",
    "MATCH (a:N) WITH a ORDER BY a.name, a.day MATCH (b:N) WHERE b.name CONTAINS a.name RETURN a.name, count(b)",
};

std::string Milliseconds(double milliseconds) { return fmt::format("{:8.1f}", milliseconds); }

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 5;
  auto database = qiao::engine::Database::Open(std::string(qiao::engine::Database::kMemory));
  if (!database) {
    std::cerr << database.error().Text() << '\n';
    return 1;
  }
  auto connection = (*database)->Connect();
  for (const char* statement : {kGiven, kLinks}) {
    if (auto made = connection->Execute(statement); !made) {
      std::cerr << made.error().Text() << '\n';
      return 1;
    }
  }
  std::mt19937 random(1);
  std::vector<std::pair<double, std::string>> lines;
  for (const char* statement : kStatements) {
    std::vector<double> waits;
    for (int round = 0; round < rounds; ++round) {
      const auto after = std::chrono::milliseconds(20 + random() % 400);
      Clock::time_point told;
      std::thread canceller([&] {
        std::this_thread::sleep_for(after);
        told = Clock::now();
        connection->Interrupt();
      });
      const auto is_stopped = [](const auto& outcome) {
        return !outcome && outcome.error().code == qiao::base::ErrorCode::kCancelled;
      };
      auto result = connection->Execute(statement);
      const bool stopped = result ? is_stopped((*result)->Collect()) : is_stopped(result);
      result = qiao::base::MakeError(qiao::base::ErrorCode::kInternal, "over");  // what it held goes too
      const auto over = Clock::now();
      canceller.join();
      if (stopped) waits.push_back(std::chrono::duration<double, std::milli>(over - told).count());
    }
    std::ranges::sort(waits);
    lines.emplace_back(waits.empty() ? -1 : waits.back(),
                       waits.empty()
                           ? fmt::format("ended by itself    {}", statement)
                           : Milliseconds(waits.back()) + Milliseconds(waits[waits.size() / 2]) + "  " + statement);
  }
  std::ranges::sort(lines);
  for (const auto& [wait, line] : lines) std::cout << line << '\n';
  return 0;
}
