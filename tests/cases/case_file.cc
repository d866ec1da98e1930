#include "tests/cases/case_file.h"

#include <optional>
#include <utility>

namespace qiao::tests {
namespace {

constexpr std::pair<std::string_view, CaseStep::Kind> kKeywords[] = {
    {"given", CaseStep::Kind::kGiven},     {"params", CaseStep::Kind::kParams}, {"query", CaseStep::Kind::kQuery},
    {"columns", CaseStep::Kind::kColumns}, {"rows", CaseStep::Kind::kRows},     {"ordered", CaseStep::Kind::kOrdered},
    {"error", CaseStep::Kind::kError},     {"detail", CaseStep::Kind::kDetail}, {"counters", CaseStep::Kind::kCounters},
    {"reopen", CaseStep::Kind::kReopen},
};

std::optional<CaseStep::Kind> KeywordOf(std::string_view word) {
  for (const auto& [name, kind] : kKeywords) {
    if (name == word) return kind;
  }
  return std::nullopt;
}

std::string_view Trimmed(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

}  // namespace

base::Result<std::vector<TextCase>> ReadCases(std::string_view text) {
  std::vector<TextCase> cases;
  int number = 0;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    if (Trimmed(line).empty()) continue;
    if (line.starts_with('#')) {
      if (cases.empty() || !cases.back().steps.empty()) cases.push_back({.line = number});
      std::string& title = cases.back().title;
      title += (title.empty() ? "" : " ") + std::string(Trimmed(line.substr(1)));
      continue;
    }
    if (cases.empty()) return base::MakeError(base::ErrorCode::kInput, "line {}: a case begins with #", number);
    auto& steps = cases.back().steps;
    if (line.starts_with(' ')) {
      if (steps.empty()) return base::MakeError(base::ErrorCode::kInput, "line {}: goes on with nothing", number);
      std::string& content = steps.back().text;
      content += (content.empty() ? "" : "\n") + std::string(Trimmed(line));
      continue;
    }
    const std::string_view word = line.substr(0, std::min(line.find(' '), line.size()));
    const auto kind = KeywordOf(Trimmed(word));
    if (!kind) return base::MakeError(base::ErrorCode::kInput, "line {}: {} is no step", number, word);
    steps.push_back({*kind, std::string(Trimmed(line.substr(word.size()))), number});
  }
  return cases;
}

std::vector<std::string> SplitCells(std::string_view row) {
  std::vector<std::string> cells;
  std::string cell;
  bool quoted = false;
  for (size_t i = 0; i < row.size(); ++i) {
    if (row[i] == '\\' && i + 1 < row.size()) {
      cell += row[i++];
      cell += row[i];
    } else if (row[i] == '|' && !quoted) {
      cells.emplace_back(Trimmed(cell));
      cell.clear();
    } else {
      quoted ^= row[i] == '\'';
      cell += row[i];
    }
  }
  cells.emplace_back(Trimmed(cell));
  return cells;
}

}  // namespace qiao::tests
