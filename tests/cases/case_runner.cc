#include "tests/cases/case_runner.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <utility>
#include <vector>

#include "tests/support/notation.h"

namespace qiao::tests {
namespace {

using base::Result;

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

std::string CountersText(const query::Counters& counters) {
  std::string text;
  auto add = [&](const char* name, uint64_t count) {
    if (count != 0) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", name, count);
  };
  add("nodes_created", counters.nodes_created);
  add("nodes_deleted", counters.nodes_deleted);
  add("relationships_created", counters.relationships_created);
  add("relationships_deleted", counters.relationships_deleted);
  add("properties_set", counters.properties_set);
  add("labels_added", counters.labels_added);
  add("labels_removed", counters.labels_removed);
  add("indexes_added", counters.indexes_added);
  add("indexes_removed", counters.indexes_removed);
  add("constraints_added", counters.constraints_added);
  add("constraints_removed", counters.constraints_removed);
  return text;
}

struct Outcome {
  std::vector<std::string> columns;
  std::vector<engine::Row> rows;
  query::Counters counters;
};

class Runner {
 public:
  explicit Runner(const CaseSettings& settings) : settings_(settings) {}
  ~Runner() {
    Close();
    if (!settings_.folder.empty()) std::filesystem::remove_all(Path());
  }

  std::optional<std::string> Run(const TextCase& test) {
    if (auto fault = Open()) return fault;
    for (const CaseStep& step : test.steps) {
      if (auto fault = Step(step)) return fmt::format("line {}: {}", step.line, *fault);
    }
    return Settle();
  }

 private:
  std::string Path() const { return settings_.folder.empty() ? ":memory:" : settings_.folder + "/case.db"; }

  std::optional<std::string> Open() {
    auto database = settings_.open(Path(), settings_.options);
    if (!database) return database.error().Text();
    database_ = std::move(database).value();
    connection_ = database_->Connect();
    return std::nullopt;
  }
  void Close() {
    connection_.reset();
    database_.reset();
  }

  Result<Outcome> Ask(std::string_view statement) {
    QIAO_TRY(auto result, connection_->Execute(statement, parameters_));
    Outcome outcome{.columns = result->columns()};
    QIAO_TRY(outcome.rows, result->Collect());
    outcome.counters = result->counters();
    return outcome;
  }

  // An error that no step expected is a fault.
  std::optional<std::string> Settle() {
    if (!outcome_ || outcome_->has_value() || error_seen_) return std::nullopt;
    return "fails: " + base::Describe(outcome_->error(), query_);
  }

  std::optional<std::string> Step(const CaseStep& step) {
    switch (step.kind) {
      case CaseStep::Kind::kGiven:
        return Given(step.text);
      case CaseStep::Kind::kParams: {
        auto parameters = ParseNotation(step.text);
        if (!parameters) return parameters.error().Text();
        parameters_ = parameters->map();
        return std::nullopt;
      }
      case CaseStep::Kind::kQuery: {
        if (auto fault = Settle()) return fault;
        if (!settings_.folder.empty()) {
          Close();
          if (auto fault = Open()) return fault;
        }
        query_ = step.text;
        outcome_ = Ask(query_);
        error_seen_ = false;
        return std::nullopt;
      }
      case CaseStep::Kind::kReopen:
        if (settings_.folder.empty()) return std::nullopt;
        Close();
        return Open();
      case CaseStep::Kind::kError:
      case CaseStep::Kind::kDetail:
        return CheckError(step);
      case CaseStep::Kind::kColumns:
      case CaseStep::Kind::kRows:
      case CaseStep::Kind::kOrdered:
      case CaseStep::Kind::kCounters:
        return CheckAnswer(step);
    }
    return "unknown step";
  }

  std::optional<std::string> Given(const std::string& script) {
    auto statements = query::SplitStatements(script);
    if (!statements) return base::Describe(statements.error(), script);
    for (std::string_view statement : *statements) {
      if (auto outcome = Ask(statement); !outcome) return base::Describe(outcome.error(), statement);
    }
    return std::nullopt;
  }

  std::optional<std::string> CheckError(const CaseStep& step) {
    if (!outcome_) return "no query before it";
    if (outcome_->has_value()) return "expected an error, the query succeeded";
    error_seen_ = true;
    const base::Error& error = outcome_->error();
    if (step.kind == CaseStep::Kind::kDetail) {
      if (base::Name(error.detail) == step.text) return std::nullopt;
      return fmt::format("the detail is {}", base::Name(error.detail));
    }
    const std::string text = base::Describe(error, query_);
    if (text.substr(0, text.find('\n')).find(step.text) != std::string::npos) return std::nullopt;
    return "the error is: " + text;
  }

  std::optional<std::string> CheckAnswer(const CaseStep& step) {
    if (!outcome_) return "no query before it";
    if (auto fault = Settle()) return fault;
    const Outcome& outcome = outcome_->value();
    if (step.kind == CaseStep::Kind::kCounters) {
      const std::string text = CountersText(outcome.counters);
      return text == step.text ? std::nullopt : std::optional("the counters are: " + text);
    }
    if (step.kind == CaseStep::Kind::kColumns) {
      if (SplitCells(step.text) == outcome.columns) return std::nullopt;
      return fmt::format("the columns are: {}", fmt::join(outcome.columns, " | "));
    }
    return CheckRows(Lines(step.text), outcome.rows, step.kind == CaseStep::Kind::kOrdered);
  }

  static std::optional<std::string> CheckRows(const std::vector<std::string>& lines,
                                              const std::vector<engine::Row>& rows, bool ordered) {
    std::vector<std::string> wanted;
    std::vector<std::string> found;
    for (const std::string& line : lines) {
      std::vector<std::string> cells;
      for (const std::string& cell : SplitCells(line)) {
        auto value = ParseNotation(cell);
        if (!value) return value.error().Text();
        cells.push_back(Canonical(*value));
      }
      wanted.push_back(fmt::format("{}", fmt::join(cells, " | ")));
    }
    for (const engine::Row& row : rows) {
      std::vector<std::string> cells;
      for (const base::Value& value : row) cells.push_back(Canonical(value));
      found.push_back(fmt::format("{}", fmt::join(cells, " | ")));
    }
    const std::string shown = fmt::format("the rows are:\n    {}", fmt::join(found, "\n    "));
    if (!ordered) {
      std::sort(wanted.begin(), wanted.end());
      std::sort(found.begin(), found.end());
    }
    return wanted == found ? std::nullopt : std::optional(shown);
  }

  const CaseSettings& settings_;
  std::unique_ptr<engine::Database> database_;
  std::unique_ptr<engine::Connection> connection_;
  base::Map parameters_;
  std::string query_;
  std::optional<Result<Outcome>> outcome_;
  bool error_seen_ = false;
};

}  // namespace

std::optional<std::string> RunCase(const TextCase& test, const CaseSettings& settings) {
  return Runner(settings).Run(test);
}

}  // namespace qiao::tests
