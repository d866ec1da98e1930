#include "tests/tck/gherkin.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace qiao::tests {
namespace {

using base::Result;

std::string_view Trimmed(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

std::optional<std::string> After(std::string_view line, std::string_view keyword) {
  if (!line.starts_with(keyword)) return std::nullopt;
  return std::string(Trimmed(line.substr(keyword.size())));
}

std::optional<std::string> StepText(std::string_view line) {
  for (std::string_view keyword : {"Given ", "When ", "Then ", "And ", "But "}) {
    if (auto text = After(line, keyword)) return text;
  }
  return std::nullopt;
}

// | a | b\|c | with \| for a bar, \n for a line end and \\ for a backslash.
std::vector<std::string> Cells(std::string_view line) {
  std::vector<std::string> cells;
  std::string cell;
  for (size_t i = 1; i < line.size(); ++i) {
    if (line[i] == '\\' && i + 1 < line.size() && (line[i + 1] == '|' || line[i + 1] == '\\' || line[i + 1] == 'n')) {
      cell += line[i + 1] == 'n' ? '\n' : line[i + 1];
      ++i;
    } else if (line[i] == '|') {
      cells.emplace_back(Trimmed(cell));
      cell.clear();
    } else {
      cell += line[i];
    }
  }
  return cells;
}

std::string Replaced(std::string text, const std::vector<std::string>& names, const std::vector<std::string>& values) {
  for (size_t i = 0; i < names.size() && i < values.size(); ++i) {
    const std::string hole = "<" + names[i] + ">";
    for (size_t at = text.find(hole); at != std::string::npos; at = text.find(hole, at + values[i].size())) {
      text.replace(at, hole.size(), values[i]);
    }
  }
  return text;
}

class FeatureReader {
 public:
  FeatureReader(std::string_view text, const std::string& file) : text_(text), file_(file) {}

  Result<std::vector<Scenario>> Read() {
    while (!text_.empty()) {
      const std::string_view raw = NextLine();
      const std::string_view line = Trimmed(raw);
      if (line.empty() || line.starts_with('#')) continue;
      if (line.starts_with("\"\"\"")) {
        QIAO_CHECK(DocString(raw.find('"')));
      } else if (line.starts_with('|')) {
        QIAO_CHECK(TableRow(Cells(line)));
      } else if (line.starts_with('@')) {
        Tags(line);
      } else if (line.starts_with("Feature:")) {
        in_ = Place::kFeature;
      } else if (line.starts_with("Background:")) {
        in_ = Place::kBackground;
      } else if (line.starts_with("Examples:")) {
        in_ = Place::kExamples;
        examples_.emplace_back();
      } else if (auto name = After(line, "Scenario Outline:")) {
        Begin(*name);
      } else if (auto plain = After(line, "Scenario:")) {
        Begin(*plain);
      } else if (auto step = StepText(line)) {
        (in_ == Place::kBackground ? background_ : scenario_.steps).push_back({.text = *step});
      } else if (in_ != Place::kFeature) {
        return base::MakeError(base::ErrorCode::kInput, "{}:{}: not understood: {}", file_, number_, line);
      }
    }
    End();
    return std::move(scenarios_);
  }

 private:
  enum class Place : uint8_t { kFeature, kBackground, kScenario, kExamples };

  std::string_view NextLine() {
    const size_t end = std::min(text_.find('\n'), text_.size());
    const std::string_view line = text_.substr(0, end);
    text_.remove_prefix(std::min(end + 1, text_.size()));
    ++number_;
    return line;
  }

  GherkinStep* LastStep() {
    auto& steps = in_ == Place::kBackground ? background_ : scenario_.steps;
    return steps.empty() ? nullptr : &steps.back();
  }

  Result<void> DocString(size_t indent) {
    GherkinStep* step = LastStep();
    if (step == nullptr) return base::MakeError(base::ErrorCode::kInput, "{}:{}: text without a step", file_, number_);
    while (!text_.empty()) {
      std::string_view line = NextLine();
      if (Trimmed(line) == "\"\"\"") return {};
      size_t strip = 0;
      while (strip < indent && strip < line.size() && line[strip] == ' ') ++strip;
      step->doc_string += (step->doc_string.empty() ? "" : "\n") + std::string(line.substr(strip));
    }
    return base::MakeError(base::ErrorCode::kInput, "{}: text without an end", file_);
  }

  Result<void> TableRow(std::vector<std::string> cells) {
    if (in_ == Place::kExamples) {
      examples_.back().push_back(std::move(cells));
    } else if (GherkinStep* step = LastStep()) {
      step->table.push_back(std::move(cells));
    } else {
      return base::MakeError(base::ErrorCode::kInput, "{}:{}: a table without a step", file_, number_);
    }
    return {};
  }

  void Tags(std::string_view line) {
    while (!line.empty()) {
      const size_t end = std::min(line.find(' '), line.size());
      if (end > 0) tags_.emplace_back(line.substr(0, end));
      line.remove_prefix(std::min(end + 1, line.size()));
    }
  }

  void Begin(const std::string& name) {
    End();
    in_ = Place::kScenario;
    scenario_ = {.file = file_, .name = name, .tags = std::exchange(tags_, {}), .steps = background_};
  }

  void End() {
    if (scenario_.name.empty()) return;
    if (examples_.empty()) scenarios_.push_back(scenario_);
    for (const GherkinTable& table : examples_) {
      for (size_t row = 1; row < table.size(); ++row) scenarios_.push_back(Expanded(table[0], table[row]));
    }
    scenario_ = {};
    examples_.clear();
  }

  Scenario Expanded(const std::vector<std::string>& names, const std::vector<std::string>& values) const {
    Scenario concrete = scenario_;
    for (const std::string& value : values) concrete.example += (concrete.example.empty() ? "(" : ", ") + value;
    concrete.example += ")";
    for (GherkinStep& step : concrete.steps) {
      step.text = Replaced(step.text, names, values);
      step.doc_string = Replaced(step.doc_string, names, values);
      for (auto& row : step.table) {
        for (std::string& cell : row) cell = Replaced(cell, names, values);
      }
    }
    return concrete;
  }

  std::string_view text_;
  const std::string& file_;
  int number_ = 0;
  Place in_ = Place::kFeature;
  std::vector<std::string> tags_;
  std::vector<GherkinStep> background_;
  Scenario scenario_;
  std::vector<GherkinTable> examples_;
  std::vector<Scenario> scenarios_;
};

}  // namespace

bool Scenario::HasTag(std::string_view tag) const { return std::find(tags.begin(), tags.end(), tag) != tags.end(); }

Result<std::vector<Scenario>> ReadFeature(std::string_view text, const std::string& file) {
  return FeatureReader(text, file).Read();
}

}  // namespace qiao::tests
