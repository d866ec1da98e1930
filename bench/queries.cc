// bench_queries DATABASE FOLDER [RUNS [THREADS [PASSES_OFF]]]: runs the queries of a folder (*.cypher), each RUNS times
// warm, in one process, and prints a line for each: its median in milliseconds, how many rows, and the first row.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "base/value.h"
#include "engine/database.h"

namespace {

using qiao::engine::Connection;
using qiao::engine::Row;

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

qiao::base::Result<std::vector<Row>> Ask(Connection& connection, const std::string& query) {
  QIAO_TRY(auto result, connection.Execute(query));
  return result->Collect();
}

// False where the query fails.
bool Measure(Connection& connection, const std::filesystem::path& path, int runs) {
  const std::string query = ReadFile(path);
  std::vector<double> milliseconds;
  std::string answer;
  for (int run = 0; run <= runs; ++run) {
    const auto begin = std::chrono::steady_clock::now();
    auto rows = Ask(connection, query);
    const std::chrono::duration<double, std::milli> passed = std::chrono::steady_clock::now() - begin;
    if (!rows) {
      std::cerr << path.string() << ": " << rows.error().Text() << '\n';
      return false;
    }
    if (run > 0 || runs == 0) milliseconds.push_back(passed.count());  // the first run warms up
    answer = fmt::format("{} rows", rows->size());
    if (!rows->empty()) {
      for (const qiao::base::Value& value : rows->front()) answer += " " + qiao::base::ToText(value);
    }
  }
  std::ranges::sort(milliseconds);
  std::cout << fmt::format("{:24} {:10.3f} ms  {}", path.stem().string(), milliseconds[milliseconds.size() / 2], answer)
            << std::endl;
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "usage: bench_queries DATABASE FOLDER [RUNS [THREADS [PASSES_OFF]]]\n";
    return 2;
  }
  qiao::engine::DatabaseOptions options;
  const int runs = argc > 3 ? std::atoi(argv[3]) : 5;
  if (argc > 4) options.threads = static_cast<size_t>(std::atoi(argv[4]));
  if (argc > 5) options.compile.passes_off = {argv[5]};
  auto database = qiao::engine::Database::Open(argv[1], options);
  if (!database) {
    std::cerr << database.error().Text() << '\n';
    return 1;
  }
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(argv[2])) {
    if (entry.path().extension() == ".cypher") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  auto connection = (*database)->Connect();
  bool good = true;
  for (const auto& file : files) good &= Measure(*connection, file, runs);
  return good ? 0 : 1;
}
