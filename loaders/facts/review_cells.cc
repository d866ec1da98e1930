#include "loaders/facts/review_cells.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include "base/text.h"
#include "loaders/facts/claims.h"
#include "loaders/facts/neighbours.h"
#include "loaders/facts/written_values.h"

namespace qiao::loaders {

using base::Result;
using base::Value;

namespace {

constexpr std::array<std::pair<std::string_view, Action>, 7> kChineseActions = {{
    {"接受", Action::kAccept},
    {"拒绝", Action::kReject},
    {"修改", Action::kAmend},
    {"增加", Action::kAdd},
    {"合并", Action::kMerge},
    {"分开", Action::kApart},
    {"拆分", Action::kSplit},
}};

Result<double> ParseNumber(const std::string& text) {
  std::string digits = text;
  std::erase(digits, ',');
  double number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool whole = error == std::errc() && end == digits.data() + digits.size();
  if (!whole || !std::isfinite(number)) return WrongRow("'{}' is no number", text);
  return number;
}

}  // namespace

Result<Action> ParseAction(const std::string& cell) {
  const auto* chinese = std::ranges::find(kChineseActions, cell, [](const auto& row) { return row.first; });
  if (chinese != kChineseActions.end()) return chinese->second;
  if (const auto action = ActionNamed(base::AsciiLower(cell))) return *action;
  return WrongRow("unknown action '{}'; there are accept, reject, amend, add, merge, apart and split", cell);
}

Result<void> AddCell(std::string_view column, const std::string& cell, base::Map& values) {
  const std::string name(column);
  if (cell.empty()) {
    values.emplace_back(name, Value::String(""));
  } else if (column == "status") {
    QIAO_TRY(std::string status, ParseWrittenStatus(cell));
    values.emplace_back(name, Value::String(std::move(status)));
  } else if (column == "since" || column == "until") {
    const auto day = ParseWrittenDate(cell);
    if (!day) return WrongRow("'{}' is no date; write it as 2023, 2023-09 or 2023-09-25", cell);
    values.emplace_back(name, Value::String(day->Text()));
    values.emplace_back(name + "_first", Value::String(day->FirstDay()));
    values.emplace_back(name + "_last", Value::String(day->LastDay()));
  } else if (column == "amount_yuan") {
    const auto yuan = ParseWrittenYuan(cell);
    if (!yuan) return WrongRow("'{}' is no amount; write whole yuan, 470000000, or 4.7亿", cell);
    values.emplace_back(name, Value::Integer(*yuan));
  } else if (column == "value") {
    QIAO_TRY(const double number, ParseNumber(cell));
    values.emplace_back(name, Value::Float(number));
  } else {
    values.emplace_back(name, Value::String(cell));
  }
  return {};
}

bool SameCell(std::string_view column, const std::string& cell, const std::string& before) {
  if (cell == before) return true;
  if (cell.empty() || before.empty()) return false;
  // --11 is a date whose year is open; a spreadsheet takes the dashes for signs.
  if ((column == "since" || column == "until") && before.starts_with("--")) {
    return base::Trim(std::string_view(before).substr(2)) == std::string_view(cell).substr(cell.starts_with('-'));
  }
  base::Map values;
  const auto read = AddCell(column, cell, values);
  const Value* value = read ? ValueIn(values, column) : nullptr;
  return value != nullptr && PlainText(*value) == before;
}

}  // namespace qiao::loaders
