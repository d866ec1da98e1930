// differential: random queries on random graphs, on the engine and on the oracle. Where the two disagree it prints the
// seed, the smallest such query that it finds, and both answers.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/oracle/compare.h"
#include "tests/oracle/generator.h"
#include "tests/oracle/oracle_database.h"
#include "tests/oracle/reduce.h"

namespace qiao::tests {
namespace {

constexpr uint64_t kMaxSteps = 300'000;
constexpr int kQueriesPerGraph = 12;

// kRefused: the engine does not take the query. kFailed: only one of them fails.
enum class Verdict { kSame, kUnknown, kRefused, kFailed, kDifferent };

// The engine and the oracle side by side. Queries that take either of them too long tell nothing. Only the engine knows
// of indexes, which must change no answer.
class Pair {
 public:
  Pair(const engine::DatabaseOptions& options, const std::vector<std::string>& indexes)
      : oracle_(OpenOracle(kMaxSteps)) {
    auto opened = engine::Database::Open(std::string(engine::Database::kMemory), options);
    if (opened) {
      engine_ = std::move(opened).value();
    } else {
      std::cout << opened.error().Text() << '\n';
      std::exit(2);
    }
    for (const std::string& index : indexes) {
      if (auto made = Ask(*engine_, index); !made) {
        std::cout << index << ": " << made.error().Text() << '\n';
        std::exit(2);
      }
    }
  }

  Verdict Judge(const std::string& query, const ComparedBy& by) {
    // The oracle judges no malformed queries.
    found_.emplace(Ask(*engine_, "EXPLAIN " + query));
    expected_.emplace(Answer());
    if (!*found_) return Verdict::kRefused;
    expected_.emplace(Ask(*oracle_, query));
    if (!*expected_) {
      const base::ErrorCode code = expected_->error().code;
      if (code == base::ErrorCode::kInternal || code == base::ErrorCode::kLimit) return Verdict::kUnknown;
    }
    found_.emplace(Ask(*engine_, query));
    if (!*found_ && found_->error().code == base::ErrorCode::kLimit) return Verdict::kUnknown;
    if (!*found_ && found_->error().code == base::ErrorCode::kInternal) return Verdict::kFailed;
    if (found_->has_value() != expected_->has_value()) return Verdict::kFailed;
    if (!SameAnswer(*found_, *expected_, by)) return Verdict::kDifferent;
    const auto same = SameGraph(*engine_->Read(), *oracle_->Read());
    return same && *same ? Verdict::kSame : Verdict::kDifferent;
  }

  std::string Script(bool of_engine = false) const {
    auto script = ScriptOf(*(of_engine ? engine_ : oracle_)->Read());
    return script ? *script : script.error().Text();
  }
  // Both answers, and both graphs if they are not the same.
  std::string Account(const ComparedBy& by) const {
    std::string text = "  engine\n" + TextOf(*found_, by) + "  oracle\n" + TextOf(*expected_, by);
    const auto same = SameGraph(*engine_->Read(), *oracle_->Read());
    if (same && *same) return text;
    return text + fmt::format("  graph of the engine\n    {}\n  graph of the oracle\n    {}\n", Script(true), Script());
  }
  void Count(int& with_rows, int& with_errors) const {
    if (!*expected_) ++with_errors;
    if (*expected_ && !(*expected_)->rows.empty()) ++with_rows;
  }
  // Whether all nodes and relationships can be told apart by their `uid`.
  bool HasUniqueIds() {
    for (const char* query : {"MATCH (n) WITH n.uid AS u, count(*) AS c WHERE u IS NULL OR c > 1 RETURN u",
                              "MATCH ()-[r]->() WITH r.uid AS u, count(*) AS c WHERE u IS NULL OR c > 1 RETURN u"}) {
      const auto answer = Ask(*oracle_, query);
      if (!answer || !answer->rows.empty()) return false;
    }
    return true;
  }

 private:
  std::unique_ptr<engine::Database> engine_;
  std::unique_ptr<engine::Database> oracle_;
  std::optional<base::Result<Answer>> expected_;
  std::optional<base::Result<Answer>> found_;
};

class Trial {
 public:
  Trial(uint64_t seed, const engine::DatabaseOptions& options, bool counts_only)
      : seed_(seed), options_(options), counts_only_(counts_only) {}

  int passed = 0;
  int failed = 0;
  int skipped = 0;
  int with_rows = 0;
  int with_errors = 0;

  // One graph and queries on it, until they disagree.
  void Run(int queries) {
    Dice dice(seed_);
    indexes_ = MakeIndexes(dice);
    Pair pair(options_, indexes_);
    const std::string graph = MakeGraph(dice);
    const Verdict verdict = pair.Judge(graph, {});
    if (verdict != Verdict::kSame) return Fail(verdict, pair, "", graph, {});
    history_ = graph;
    for (int i = 0; i < queries; ++i) {
      const QueryWishes wishes{
          .may_write = dice.Chance(35), .counts_only = counts_only_, .unique_ids = pair.HasUniqueIds()};
      const MadeQuery made = MakeQuery(dice, wishes);
      const ComparedBy by{.ordered = made.ordered, .open_list_order = made.open_list_order};
      const std::string before = pair.Script();
      const Verdict verdict = pair.Judge(made.text, by);
      if (verdict != Verdict::kSame && verdict != Verdict::kUnknown) return Fail(verdict, pair, before, made.text, by);
      ++(verdict == Verdict::kSame ? passed : skipped);
      if (verdict == Verdict::kSame) pair.Count(with_rows, with_errors);
      if (verdict == Verdict::kSame && made.writes) history_ += ";\n" + made.text;
    }
  }

 private:
  void Fail(Verdict verdict, const Pair& pair, std::string graph, std::string query, const ComparedBy& by) {
    ++failed;
    std::cout << "FAILED seed " << seed_ << '\n';
    for (const std::string& index : indexes_) std::cout << "given   " << index << '\n';
    // Whether they disagree in the same way about a query on a fresh graph.
    const auto disagree = [&](const std::string& given, const std::string& text) {
      Pair fresh(options_, indexes_);
      if (!given.empty() && fresh.Judge(given, {}) != Verdict::kSame) return false;
      return fresh.Judge(text, by) == verdict;
    };
    // Texts that the engine refuses aren't made smaller: soon they would be refused for another reason.
    if (verdict == Verdict::kRefused || !disagree(graph, query)) {
      std::cout << "given   " << history_ << "\nquery   " << query << '\n' << pair.Account(by) << std::endl;
      return;
    }
    for (int round = 0; round < 2; ++round) {
      query = Reduce(query, [&](const std::string& smaller) { return disagree(graph, smaller); });
      if (!graph.empty() && disagree("", query)) graph.clear();
      graph = Reduce(graph, [&](const std::string& smaller) { return disagree(smaller, query); });
    }
    Pair again(options_, indexes_);
    if (!graph.empty()) again.Judge(graph, {});
    again.Judge(query, by);
    std::cout << "given   " << graph << "\nquery   " << query << '\n' << again.Account(by) << std::endl;
  }

  uint64_t seed_;
  const engine::DatabaseOptions& options_;
  bool counts_only_;
  std::vector<std::string> indexes_;
  std::string history_;
};

}  // namespace
}  // namespace qiao::tests

int main(int argc, char** argv) {
  CLI::App app("Random queries on the engine and on the oracle.");
  int queries = std::getenv("QIAO_LONG") != nullptr ? 100'000 : 2'000;
  uint64_t seed = 1;
  int most_failures = 10;
  bool no_passes = false;
  bool parallel = false;
  bool show = false;
  bool counts_only = false;
  qiao::engine::DatabaseOptions options;
  app.add_option("--queries", queries, "How many; by default 2000, with QIAO_LONG in the environment 100000");
  app.add_option("--seed", seed, "Of the first graph; the following graphs have the following seeds");
  app.add_option("--batch-rows", options.batch_rows, "Rows a batch");
  app.add_option("--threads", options.threads, "That work on a query");
  app.add_option("--most-failures", most_failures, "Stop after so many");
  app.add_flag("--no-passes", no_passes, "Without the optimiser's passes");
  app.add_flag("--parallel", parallel, "Several threads share every scan, however few nodes it looks at");
  app.add_flag("--counts-only", counts_only, "Only queries that count matches of patterns");
  app.add_flag("--show", show, "Print the texts and run nothing");
  CLI11_PARSE(app, argc, argv);
  if (no_passes) options.compile.passes_off = {"all"};
  if (parallel) {
    options.threads = 3;
    options.parallel_rows = 0;
  }
  options.query_time = std::chrono::seconds(5);

  int passed = 0;
  int failed = 0;
  int skipped = 0;
  int with_rows = 0;
  int with_errors = 0;
  for (int done = 0; done < queries && failed < most_failures; ++seed) {
    const int now = std::min(qiao::tests::kQueriesPerGraph, queries - done);
    if (show) {
      qiao::tests::Dice dice(seed);
      for (const std::string& index : qiao::tests::MakeIndexes(dice)) std::cout << index << ";\n";
      std::cout << qiao::tests::MakeGraph(dice) << ";\n";
      for (int i = 0; i < now; ++i)
        std::cout << qiao::tests::MakeQuery(dice, {.may_write = i % 3 == 2, .counts_only = counts_only}).text
                  << ";\n\n";
      done += now;
      continue;
    }
    qiao::tests::Trial trial(seed, options, counts_only);
    trial.Run(now);
    passed += trial.passed;
    failed += trial.failed;
    skipped += trial.skipped;
    with_rows += trial.with_rows;
    with_errors += trial.with_errors;
    done += trial.passed + trial.failed + trial.skipped;
  }
  std::cout << with_rows << " with rows, " << with_errors << " with errors\n";
  std::cout << passed << " passed, " << failed << " failed, " << skipped << " skipped\n";
  return failed == 0 && (passed > 0 || show) ? 0 : 1;
}
