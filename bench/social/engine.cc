// Qiao as a child of the social benchmark: one JSON request a line on standard input, one JSON answer a line on
// standard output. bench/social/README.md describes the requests.
#include <fmt/format.h>

#include <atomic>
#include <boost/json.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/error.h"
#include "engine/database.h"
#include "loaders/import/find_groups.h"
#include "loaders/import/import_tables.h"

namespace {

namespace json = boost::json;
using qiao::base::Kind;
using qiao::base::Result;
using qiao::base::Value;
using qiao::engine::Connection;
using qiao::engine::Database;
using Clock = std::chrono::steady_clock;

double MillisecondsSince(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

json::value ToJson(const Value& value) {
  switch (value.kind()) {
    case Kind::kNull:
      return nullptr;
    case Kind::kBoolean:
      return value.boolean();
    case Kind::kInteger:
      return value.integer();
    case Kind::kFloat:
      return value.floating();
    case Kind::kString:
      return json::string(value.string());
    case Kind::kDate: {
      const std::string text = qiao::base::ToText(value);  // with its quotes
      return json::string(text.substr(1, text.size() - 2));
    }
    case Kind::kList: {
      json::array array;
      for (const Value& element : value.list()) array.push_back(ToJson(element));
      return array;
    }
    default:
      return json::string(qiao::base::ToText(value));
  }
}

Value ToValue(const json::value& value) {
  if (value.is_int64()) return Value::Integer(value.as_int64());
  if (value.is_double()) return Value::Float(value.as_double());
  if (value.is_string()) return Value::String(value.as_string());
  return Value::Null();
}

qiao::base::Map ToParameters(const json::value& object) {
  qiao::base::Map map;
  for (const auto& [name, value] : object.as_object()) map.emplace_back(std::string(name), ToValue(value));
  return map;
}

std::vector<qiao::base::Map> ParametersOf(const json::object& request) {
  std::vector<qiao::base::Map> all;
  for (const json::value& one : request.at("parameters").as_array()) all.push_back(ToParameters(one));
  return all;
}

Result<std::vector<qiao::engine::Row>> Ask(Connection& connection, std::string_view query,
                                           const qiao::base::Map& parameters) {
  QIAO_TRY(auto result, connection.Execute(query, parameters));
  return result->Collect();
}

class Child {
 public:
  Result<json::object> Answer(const json::object& request) {
    const std::string_view operation = request.at("op").as_string();
    if (operation == "load") return Load(request);
    if (operation == "run") return Run(request);
    if (operation == "throughput") return Throughput(request);
    if (operation == "mixed") return Mixed(request);
    if (operation == "memory") return Memory();
    return qiao::base::MakeError(qiao::base::ErrorCode::kInput, "no such operation: {}", operation);
  }

 private:
  static std::string Text(const json::object& request, std::string_view key) {
    return std::string(request.at(key).as_string());
  }

  Result<json::object> Load(const json::object& request) {
    const std::string folder = Text(request, "folder");
    const std::string path = Text(request, "scratch") + "/qiao.db";
    const auto begin = Clock::now();
    qiao::engine::DatabaseOptions options;
    options.query_time = std::chrono::seconds(request.at("limit_seconds").to_number<int64_t>());
    QIAO_TRY(database_, Database::Open(path, options));
    connection_ = database_->Connect();
    if (request.at("reuse").as_bool()) return json::object{{"seconds", MillisecondsSince(begin) / 1000}};
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.path().extension() == ".csv") files.push_back(entry.path().string());
    }
    const qiao::loaders::import::ImportOptions import_options;
    QIAO_TRY(const auto groups, qiao::loaders::import::FindGroups(files, import_options));
    QIAO_TRY(const auto report,
             qiao::loaders::import::ImportTables(*database_, groups.nodes, groups.relationships, import_options));
    for (const json::value& statement : request.at("prepare").as_array()) {
      QIAO_CHECK(Ask(*connection_, statement.as_string(), {}));
    }
    return json::object{
        {"seconds", MillisecondsSince(begin) / 1000}, {"nodes", report.nodes}, {"relationships", report.relationships}};
  }

  Result<json::object> Run(const json::object& request) {
    const std::string query = Text(request, "query");
    json::array times, answers;
    for (const auto& parameters : ParametersOf(request)) {
      const auto begin = Clock::now();
      QIAO_TRY(const auto rows, Ask(*connection_, query, parameters));
      times.push_back(MillisecondsSince(begin));
      json::array answer;
      for (const auto& row : rows) {
        json::array cells;
        for (const Value& value : row) cells.push_back(ToJson(value));
        answer.push_back(std::move(cells));
      }
      answers.push_back(std::move(answer));
    }
    return json::object{{"ms", std::move(times)}, {"rows", std::move(answers)}};
  }

  // How often a query is answered, in a loop with changing parameters, until told to stop; 0 after an error.
  uint64_t Loop(const std::string& query, const std::vector<qiao::base::Map>& parameters, size_t first,
                const std::atomic<bool>& stop) {
    const auto connection = database_->Connect();
    uint64_t count = 0;
    for (; !stop.load(std::memory_order_relaxed); ++count) {
      if (!Ask(*connection, query, parameters[(first + count) % parameters.size()])) return 0;
    }
    return count;
  }

  // Answers a second of each query, each on its own thread.
  std::vector<double> LoopAll(const std::vector<std::string>& queries, const std::vector<qiao::base::Map>& parameters,
                              double seconds) {
    std::atomic<bool> stop = false;
    std::vector<uint64_t> counts(queries.size());
    std::vector<std::thread> threads;
    const auto begin = Clock::now();
    for (size_t i = 0; i < queries.size(); ++i) {
      threads.emplace_back([&, i] { counts[i] = Loop(queries[i], parameters, i * 17, stop); });
    }
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
    stop = true;
    for (std::thread& thread : threads) thread.join();
    const double elapsed = MillisecondsSince(begin) / 1000;
    std::vector<double> rates;
    rates.reserve(counts.size());
    for (uint64_t count : counts) rates.push_back(static_cast<double>(count) / elapsed);
    return rates;
  }

  Result<json::object> Throughput(const json::object& request) {
    const std::vector<std::string> queries(request.at("threads").to_number<size_t>(), Text(request, "query"));
    double total = 0;
    for (double rate : LoopAll(queries, ParametersOf(request), request.at("seconds").to_number<double>()))
      total += rate;
    return json::object{{"per_second", total}};
  }

  Result<json::object> Mixed(const json::object& request) {
    const auto rates = LoopAll({Text(request, "query"), Text(request, "write")}, ParametersOf(request),
                               request.at("seconds").to_number<double>());
    return json::object{{"per_second", rates[0]}, {"writes_per_second", rates[1]}};
  }

  // The peak of resident memory since the last such request; asking starts a new peak.
  static Result<json::object> Memory() {
    double kib = 0;
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;) {
      if (word == "VmHWM:") status >> kib;
    }
    std::ofstream("/proc/self/clear_refs") << "5";
    return json::object{{"peak_mib", kib / 1024}};
  }

  std::unique_ptr<Database> database_;
  std::unique_ptr<Connection> connection_;
};

}  // namespace

int main() {
  Child child;
  for (std::string line; std::getline(std::cin, line);) {
    json::error_code code;
    const json::value request = json::parse(line, code);
    if (code || !request.is_object()) {
      std::cout << R"({"error": "not a JSON object"})" << std::endl;
      continue;
    }
    auto answer = child.Answer(request.as_object());
    json::object out = answer ? *std::move(answer) : json::object{{"error", qiao::base::Describe(answer.error(), {})}};
    std::cout << json::serialize(out) << std::endl;
  }
  return 0;
}
