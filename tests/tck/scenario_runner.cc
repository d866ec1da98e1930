#include "tests/tck/scenario_runner.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <utility>
#include <vector>

#include "tests/support/notation.h"
#include "tests/tck/graph_state.h"

namespace qiao::tests {
namespace {

using base::Result;
using base::Value;
using Fault = std::optional<std::string>;

// "test.my.proc(name :: STRING?, id :: INTEGER?) :: (city :: STRING?)" with a table of arguments and results.
std::vector<query::Procedure::Field> FieldsOf(std::string_view list) {
  static const std::map<std::string, query::Type, std::less<>> kTypes = {
      {"INTEGER", query::Type::Of(base::Kind::kInteger)},
      {"FLOAT", query::Type::Of(base::Kind::kFloat)},
      {"NUMBER", query::Type::Number()},
      {"STRING", query::Type::Of(base::Kind::kString)},
      {"BOOLEAN", query::Type::Of(base::Kind::kBoolean)},
      {"ANY", query::Type::Any()},
  };
  std::vector<query::Procedure::Field> fields;
  while (!list.empty()) {
    const size_t comma = std::min(list.find(','), list.size());
    std::string_view one = list.substr(0, comma);
    list.remove_prefix(std::min(comma + 1, list.size()));
    const size_t colons = one.find("::");
    if (colons == std::string_view::npos) continue;
    std::string name(one.substr(0, colons));
    std::string type_name(one.substr(colons + 2));
    std::erase(name, ' ');
    std::erase(type_name, ' ');
    std::string bare = type_name;
    std::erase(bare, '?');
    auto type = kTypes.find(bare);
    fields.push_back({.name = name,
                      .type = type == kTypes.end() ? query::Type::Any() : type->second,
                      .nullable = type_name.ends_with('?'),
                      .type_name = type_name});
  }
  return fields;
}

Result<query::Procedure> ProcedureOf(std::string_view signature, const GherkinTable& table) {
  query::Procedure procedure;
  const size_t open = signature.find('(');
  const size_t close = signature.find(')', open);
  const size_t open_out = signature.find('(', close);
  const size_t close_out = signature.find(')', open_out);
  procedure.name = signature.substr(0, open);
  procedure.parameters = FieldsOf(signature.substr(open + 1, close - open - 1));
  procedure.columns = FieldsOf(signature.substr(open_out + 1, close_out - open_out - 1));
  std::vector<std::vector<Value>> rows;
  for (size_t i = 1; i < table.size(); ++i) {
    std::vector<Value> row;
    for (const std::string& cell : table[i]) {
      QIAO_TRY(Value value, ParseNotation(cell));
      row.push_back(std::move(value));
    }
    rows.push_back(std::move(row));
  }
  procedure.run = [rows, inputs = procedure.parameters.size()](query::ProcedureContext&,
                                                               std::span<const Value> arguments,
                                                               const query::Procedure::Emit& emit) -> Result<void> {
    for (const auto& row : rows) {
      bool fits = true;
      for (size_t i = 0; i < inputs && fits; ++i) {
        fits = base::Equivalent(row[i], arguments[i]) || base::Equals(row[i], arguments[i]).value_or(false);
      }
      if (fits) QIAO_CHECK(emit({row.begin() + static_cast<ptrdiff_t>(inputs), row.end()}));
    }
    return {};
  };
  return procedure;
}

struct Answer {
  std::vector<std::string> columns;
  std::vector<engine::Row> rows;
};

class Runner {
 public:
  explicit Runner(const TckSettings& settings) : settings_(settings) {}

  ~Runner() {
    database_.reset();
    std::error_code error;
    if (!settings_.folder.empty()) std::filesystem::remove_all(settings_.folder, error);
  }

  Fault Run(const Scenario& scenario) {
    auto database = settings_.open(settings_.folder.empty() ? std::string(engine::Database::kMemory) : settings_.folder,
                                   settings_.options);
    if (!database) return database.error().Text();
    database_ = std::move(database).value();
    for (const GherkinStep& step : scenario.steps) {
      if (Fault fault = Step(step)) return "step '" + step.text + "'\n" + *fault;
    }
    return Settle();
  }

 private:
  Fault Step(const GherkinStep& step) {
    const std::string& text = step.text;
    if (text == "an empty graph" || text == "any graph") return std::nullopt;
    if (text.starts_with("the ") && text.ends_with(" graph")) return NamedGraph(text.substr(4, text.size() - 10));
    if (text == "having executed:") return Prepare(step.doc_string);
    if (text == "parameters are:") return Parameters(step.table);
    if (text.starts_with("there exists a procedure ")) return AddProcedure(text.substr(25), step.table);
    if (text == "executing query:" || text == "executing control query:") return Execute(step.doc_string);
    if (text == "the result should be empty") return CheckRows({}, false, false);
    if (text.starts_with("the result should be")) {
      const bool ordered = text.find("in order") != std::string::npos;
      return CheckRows(step.table, ordered, text.find("ignoring element order") != std::string::npos);
    }
    if (text == "no side effects") return CheckEffects({});
    if (text == "the side effects should be:") return CheckEffects(step.table);
    if (text.find(" should be raised at ") != std::string::npos) return CheckError(text);
    return "unknown step";
  }

  Result<Answer> Ask(std::string_view query) {
    auto connection = database_->Connect();
    QIAO_TRY(auto result, connection->Execute(query, parameters_));
    Answer answer{.columns = result->columns()};
    QIAO_TRY(answer.rows, result->Collect());
    return answer;
  }

  Fault Prepare(const std::string& query) {
    auto answer = Ask(query);
    return answer ? std::nullopt : Fault(base::Describe(answer.error(), query));
  }

  Fault NamedGraph(const std::string& name) {
    std::ostringstream content;
    content << std::ifstream(settings_.graphs_folder + "/" + name + "/" + name + ".cypher").rdbuf();
    if (content.str().empty()) return "no graph of that name";
    return Prepare(content.str());
  }

  Fault Parameters(const GherkinTable& table) {
    for (const auto& row : table) {
      auto value = ParseNotation(row.at(1));
      if (!value) return value.error().Text();
      parameters_.emplace_back(row.at(0), *value);
    }
    return std::nullopt;
  }

  Fault AddProcedure(std::string signature, const GherkinTable& table) {
    auto procedure = ProcedureOf(signature, table);
    if (!procedure) return procedure.error().Text();
    database_->procedures().Add(std::move(procedure).value());
    return std::nullopt;
  }

  Fault Execute(const std::string& query) {
    if (Fault fault = Settle()) return fault;
    auto before = StateOf(*database_->Read());
    if (!before) return before.error().Text();
    query_ = query;
    answer_ = Ask(query);
    error_expected_ = false;
    auto after = StateOf(*database_->Read());
    if (!after) return after.error().Text();
    effects_ = SideEffects(*before, *after);
    if (!answer_->has_value() && !effects_.empty()) return "failed and left a trace";
    return std::nullopt;
  }

  // An error that no step expected is a fault.
  Fault Settle() const {
    if (!answer_ || answer_->has_value() || error_expected_) return std::nullopt;
    const base::Error& error = answer_->error();
    return fmt::format("fails with {}\n{}", Signature(error), base::Describe(error, query_));
  }

  static std::string Signature(const base::Error& error) {
    return fmt::format("{} at {}: {}", base::Name(error.code),
                       error.phase == base::ErrorPhase::kCompile ? "compile time" : "runtime",
                       base::Name(error.detail));
  }

  // "a SyntaxError should be raised at compile time: UndefinedVariable"; * is any detail, "any time" either phase.
  Fault CheckError(std::string_view text) {
    error_expected_ = true;
    if (!answer_ || answer_->has_value()) {
      return fmt::format("no error; the rows are\n{}", answer_ ? RowsText(answer_->value().rows, false) : "");
    }
    constexpr std::string_view kMiddle = " should be raised at ";
    const size_t middle = text.find(kMiddle);
    const std::string_view type = text.substr(text.find(' ') + 1, middle - text.find(' ') - 1);
    const std::string_view rest = text.substr(middle + kMiddle.size());
    const std::string_view phase = rest.substr(0, rest.find(':'));
    const std::string_view detail = rest.substr(rest.find(':') + 2);
    const base::Error& error = answer_->error();
    const bool compile = error.phase == base::ErrorPhase::kCompile;
    const bool fits = base::Name(error.code) == type && (detail == "*" || base::Name(error.detail) == detail) &&
                      (phase == "any time" || (phase == "compile time") == compile);
    if (fits) return std::nullopt;
    return fmt::format("fails with {}\n{}", Signature(error), base::Describe(error, query_));
  }

  Fault CheckEffects(const GherkinTable& table) {
    if (Fault fault = Settle()) return fault;
    std::map<std::string, uint64_t> wanted;
    for (const auto& row : table) {
      if (row.at(1) != "0") wanted[row.at(0)] = std::stoull(row.at(1));
    }
    if (wanted == effects_) return std::nullopt;
    std::string text = "the side effects are";
    for (const auto& [name, count] : effects_) text += fmt::format(" {} {}", name, count);
    return text;
  }

  static std::string RowsText(const std::vector<engine::Row>& rows, bool ignore_list_order) {
    std::string text;
    for (const engine::Row& row : rows) {
      for (const Value& value : row) text += " | " + Canonical(value, {.ignore_list_order = ignore_list_order});
      text += "\n";
    }
    return text;
  }

  Fault CheckRows(const GherkinTable& table, bool ordered, bool ignore_list_order) {
    if (Fault fault = Settle()) return fault;
    const Answer& answer = answer_->value();
    if (!table.empty() && table[0] != answer.columns) {
      return fmt::format("the columns are {}", fmt::join(answer.columns, " | "));
    }
    std::vector<engine::Row> wanted;
    for (size_t i = 1; i < table.size(); ++i) {
      engine::Row row;
      for (const std::string& cell : table[i]) {
        auto value = ParseNotation(cell);
        if (!value) return value.error().Text();
        row.push_back(std::move(value).value());
      }
      wanted.push_back(std::move(row));
    }
    std::vector<const engine::Row*> left;
    for (const engine::Row& row : answer.rows) left.push_back(&row);
    bool same = wanted.size() == left.size();
    for (size_t i = 0; i < wanted.size() && same; ++i) {
      auto fits = [&](const engine::Row* row) { return RowFits(wanted[i], *row, ignore_list_order); };
      auto found =
          ordered ? (fits(left.front()) ? left.begin() : left.end()) : std::find_if(left.begin(), left.end(), fits);
      same = found != left.end();
      if (same) left.erase(found);
    }
    if (same) return std::nullopt;
    return fmt::format("expected\n{}found\n{}", RowsText(wanted, ignore_list_order),
                       RowsText(answer.rows, ignore_list_order));
  }

  static bool RowFits(const engine::Row& wanted, const engine::Row& found, bool ignore_list_order) {
    return std::equal(wanted.begin(), wanted.end(), found.begin(), found.end(),
                      [&](const Value& a, const Value& b) { return Fits(a, b, ignore_list_order); });
  }

  const TckSettings& settings_;
  std::unique_ptr<engine::Database> database_;
  base::Map parameters_;
  std::string query_;
  std::optional<Result<Answer>> answer_;
  std::map<std::string, uint64_t> effects_;
  bool error_expected_ = false;
};

}  // namespace

std::optional<std::string> RunScenario(const Scenario& scenario, const TckSettings& settings) {
  return Runner(settings).Run(scenario);
}

}  // namespace qiao::tests
