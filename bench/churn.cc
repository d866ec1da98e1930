// A graph that makes and deletes its nodes and relationships again and again, a million of each in all: what they leave
// in the database, and how long opening takes, after a tenth and at the end.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <string>

#include "engine/administration.h"
#include "engine/database.h"

namespace {

namespace fs = std::filesystem;
using qiao::engine::Database;
using Clock = std::chrono::steady_clock;

constexpr int kCommits = 10;  // of 10,000 nodes and 10,000 relationships each

std::string TemporaryFolder() {
  std::string pattern = (fs::temp_directory_path() / "qiao-churn-XXXXXX").string();
  return ::mkdtemp(pattern.data()) != nullptr ? pattern : std::string();
}

void Churn(benchmark::State& state) {
  const std::string folder = TemporaryFolder();
  const std::string path = folder + "/churn.db";
  qiao::engine::DatabaseOptions options;
  options.sync_commits = false;
  int round = 0;
  for (auto _ : state) {
    auto database = Database::Open(path, options).value();
    auto connection = database->Connect();
    for (int i = 0; i < kCommits; ++i) {
      connection
          ->Execute(
              "UNWIND range(1, 5000) AS i "
              "CREATE (a:District {id: i, name: 'district ' + i}), (b:Hospital {id: i, name: 'hospital ' + i}), "
              "       (a)-[:PAIRED_WITH {since: 2000 + i % 20}]->(b)-[:LOCATED_IN]->(a)")
          .value();
      connection->Execute("MATCH (n) DETACH DELETE n").value();
    }
    connection = nullptr;
    database = nullptr;
    state.PauseTiming();
    const auto report = qiao::engine::CompactDatabase(path, [](double) { return true; }).value();
    const auto statistics = qiao::engine::ReadDatabaseStatistics(path, [](double) { return true; }).value();
    const auto start = Clock::now();
    database = Database::Open(path, options).value();
    const std::chrono::duration<double, std::milli> opening = Clock::now() - start;
    database = nullptr;
    ++round;
    if (round == 1 || round == 10) {
      const std::string after = round == 1 ? "_1" : "_10";
      uint64_t contents = 0, ends = 0, deleted = 0;
      for (const auto& table : statistics.tables) {
        for (const auto& property : table.properties) contents += property.bytes;
        contents += table.outgoing.bytes + table.incoming.bytes;
        ends += table.ends.bytes;
        deleted += table.deleted.bytes;
      }
      state.counters["disk" + after] = static_cast<double>(report.bytes_after);
      state.counters["contents" + after] = static_cast<double>(contents);
      state.counters["ends" + after] = static_cast<double>(ends);
      state.counters["deleted" + after] = static_cast<double>(deleted);
      state.counters["catalog" + after] = static_cast<double>(statistics.catalog.bytes);
      state.counters["open_ms" + after] = opening.count();
    }
    state.ResumeTiming();
  }
  fs::remove_all(folder);
}
BENCHMARK(Churn)->Iterations(10)->Unit(benchmark::kMillisecond);

}  // namespace
