// A cold process opens a database and answers its first one-hop query: after a clean close, and after its writer was
// killed with unflushed commits in the log. QIAO_BENCH_DB names a database to copy and QIAO_BENCH_QUERY a query for it;
// without them a network of 200,000 persons is made.
#include <benchmark/benchmark.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <random>
#include <string>

#include "engine/database.h"

namespace {

namespace fs = std::filesystem;
using qiao::base::Value;
using qiao::engine::Database;
using Clock = std::chrono::steady_clock;

constexpr char kOpenFlag[] = "--open", kKillFlag[] = "--commit-until-killed";
constexpr int64_t kPersons = 200'000;

std::string Query() {
  const char* query = std::getenv("QIAO_BENCH_QUERY");
  return query != nullptr ? query : "MATCH (p:Person {id: 777})-[:KNOWS]->(f) RETURN count(f)";
}

// The child: prints the milliseconds from its first line to the answer.
int Open(const std::string& path, bool read_only) {
  const auto start = Clock::now();
  qiao::engine::DatabaseOptions options;
  options.create_if_missing = false;
  options.read_only = read_only;
  auto database = Database::Open(path, options).value();
  auto rows = database->Connect()->Execute(Query()).value()->Collect().value();
  const double milliseconds = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
  std::cout << milliseconds << '\n' << std::flush;
  ::_exit(rows.empty() ? 1 : 0);
}

int CommitUntilKilled(const std::string& path) {
  qiao::engine::DatabaseOptions options;
  options.sync_commits = false;
  auto database = Database::Open(path, options).value();
  auto connection = database->Connect();
  for (int64_t i = 0; i < 3000; ++i) {
    connection->Execute("CREATE (:Note {text: 'a text of some length', number: $i})", {{"i", Value::Integer(i)}})
        .value();
  }
  ::kill(::getpid(), SIGKILL);
  return 1;
}

// What a run of this program with other arguments prints.
std::string Run(std::string flag, std::string path, std::string more) {
  int pipe[2];
  if (::pipe(pipe) != 0) std::abort();
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(pipe[1], STDOUT_FILENO);
    ::close(pipe[0]);
    ::close(pipe[1]);
    char* arguments[] = {flag.data(), flag.data(), path.data(), more.data(), nullptr};
    ::execv("/proc/self/exe", arguments);
    ::_exit(5);
  }
  ::close(pipe[1]);
  std::string text(100, '\0');
  const ssize_t size = ::read(pipe[0], text.data(), text.size());
  ::close(pipe[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  text.resize(size < 0 ? 0 : static_cast<size_t>(size));
  return text;
}

class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("qiao-opening-" + std::to_string(::getpid()))) {
    fs::remove_all(path_);
    fs::create_directory(path_);
    if (const char* database = std::getenv("QIAO_BENCH_DB"); database != nullptr) {
      fs::copy(database, path_ / "closed.db", fs::copy_options::recursive);
    } else {
      Make((path_ / "closed.db").string());
    }
    fs::copy(path_ / "closed.db", path_ / "killed.db", fs::copy_options::recursive);
    Run(kKillFlag, (path_ / "killed.db").string(), "");
  }
  ~Folder() { fs::remove_all(path_); }

  // A fresh copy: opening a killed database for writing mends it. Its tables, which are never changed, are links: an
  // opening is not to wait for the disk to write copies of them.
  std::string CopyOf(const std::string& name) {
    const fs::path copy = path_ / "copy.db";
    fs::remove_all(copy);
    fs::copy(path_ / name, copy, fs::copy_options::recursive | fs::copy_options::directories_only);
    for (const auto& entry : fs::recursive_directory_iterator(path_ / name)) {
      const fs::path target = copy / fs::relative(entry.path(), path_ / name);
      if (entry.path().extension() == ".sst") {
        fs::create_hard_link(entry.path(), target);
      } else if (entry.is_regular_file()) {
        fs::copy_file(entry.path(), target);
      }
    }
    return copy.string();
  }

 private:
  static void Make(const std::string& path) {
    auto database = Database::Open(path).value();
    database->Connect()->Execute("CREATE INDEX FOR (p:Person) ON (p.id)").value();
    auto transaction = database->BeginWrite().value();
    auto& writer = transaction->writer();
    const auto label = writer.InternLabel("Person").value();
    const auto type = writer.InternType("KNOWS").value();
    const auto id = writer.InternKey("id").value();
    std::vector<qiao::base::NodeId> nodes;
    for (int64_t i = 0; i < kPersons; ++i) {
      nodes.push_back(writer.CreateNode(std::vector{label}, std::vector{std::pair(id, Value::Integer(i))}).value());
    }
    std::mt19937_64 random(1);
    for (int64_t i = 0; i < kPersons * 5; ++i) {
      writer.CreateEdge(nodes[random() % nodes.size()], type, nodes[random() % nodes.size()], {}).value();
    }
    if (!transaction->Commit()) std::abort();
  }

  fs::path path_;
};

Folder& TheFolder() {
  static Folder folder;
  return folder;
}

void OpenAndHop(benchmark::State& state, const std::string& name, const std::string& mode) {
  for (auto _ : state) {
    const std::string milliseconds = Run(kOpenFlag, TheFolder().CopyOf(name), mode);
    if (milliseconds.empty()) return state.SkipWithError("it didn't open");
    state.SetIterationTime(std::stod(milliseconds) / 1000);
  }
}

BENCHMARK_CAPTURE(OpenAndHop, AfterClose, "closed.db", "")
    ->Iterations(15)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(OpenAndHop, ReadOnlyAfterClose, "closed.db", "read-only")
    ->Iterations(15)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(OpenAndHop, AfterCrash, "killed.db", "")
    ->Iterations(15)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(OpenAndHop, ReadOnlyAfterCrash, "killed.db", "read-only")
    ->Iterations(15)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace

int main(int argc, char** argv) {
  if (argc == 4 && argv[1] == std::string_view(kOpenFlag))
    return Open(argv[2], argv[3] == std::string_view("read-only"));
  if (argc == 4 && argv[1] == std::string_view(kKillFlag)) return CommitUntilKilled(argv[2]);
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
