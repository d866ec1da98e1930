#include "loaders/facts/review_cells.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "base/temporal_text.h"
#include "base/text.h"
#include "loaders/facts/claims.h"
#include "loaders/facts/neighbours.h"

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
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kStatuses = {{
    {"intended", "意向"},
    {"agreed", "商定"},
    {"signed", "签约"},
    {"started", "启动"},
    {"completed", "完成"},
    {"ended", "结束"},
}};
constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};

template <class... Args>
base::Error Wrong(fmt::format_string<Args...> text, Args&&... args) {
  return base::MakeError(base::ErrorCode::kInput, text, std::forward<Args>(args)...);
}

struct Day {
  int64_t year = 0, month = 0, day = 0;  // 0: open
};

// The whole number that `text` is.
std::optional<int64_t> Whole(std::string_view text) {
  int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || text.starts_with('-')) return std::nullopt;
  return number;
}

// What a spreadsheet makes of 2023-09: Sep-23.
std::optional<Day> MonthAndYear(std::string_view text) {
  const size_t dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto* month = std::ranges::find(kMonths, base::AsciiLower(std::string(text.substr(0, dash))));
  const auto year = Whole(text.substr(dash + 1));
  if (month == kMonths.end() || !year || text.size() - dash != 3) return std::nullopt;
  return Day{2000 + *year, month - kMonths.begin() + 1, 0};
}

// 2023, 2023-09, 2023-9-25, 2023/9/25, 2023.9, 2023年9月25日, Sep-23.
Result<Day> ParseDay(const std::string& text) {
  if (const auto day = MonthAndYear(text)) return *day;
  std::string plain = text;
  for (const std::string_view sign : {"年", "月", "日", "/", "."}) {
    for (size_t at = plain.find(sign); at != std::string::npos; at = plain.find(sign, at)) {
      plain.replace(at, sign.size(), "-");
    }
  }
  if (plain.ends_with('-')) plain.pop_back();
  int64_t parts[3] = {0, 0, 0};
  size_t count = 0;
  bool formed = true;
  for (size_t at = 0; formed && at <= plain.size(); ++count) {
    const size_t end = std::min(plain.find('-', at), plain.size());
    const auto part = Whole(std::string_view(plain).substr(at, end - at));
    formed = count < 3 && part && *part > 0;
    if (formed) parts[count] = *part;
    at = end + 1;
  }
  const Day day{parts[0], parts[1], parts[2]};
  const std::string full =
      fmt::format("{:04}-{:02}-{:02}", day.year, std::max<int64_t>(day.month, 1), std::max<int64_t>(day.day, 1));
  if (!formed || day.year < 1900 || day.year >= 2200 || !base::ParseDate(full)) {
    return Wrong("'{}' is no date; write it as 2023, 2023-09 or 2023-09-25", text);
  }
  return day;
}

std::string DayText(const Day& day) {
  if (day.month == 0) return fmt::format("{:04}", day.year);
  if (day.day == 0) return fmt::format("{:04}-{:02}", day.year, day.month);
  return fmt::format("{:04}-{:02}-{:02}", day.year, day.month, day.day);
}

void AddDate(base::Map& values, const std::string& name, const Day& day) {
  const std::string text = DayText(day);
  std::string first = text, last = text;
  if (day.month == 0) {
    first += "-01-01";
    last += "-12-31";
  } else if (day.day == 0) {
    first += "-01";
    int64_t length = 31;
    while (!base::ParseDate(fmt::format("{}-{:02}", text, length))) --length;
    last += fmt::format("-{:02}", length);
  }
  values.emplace_back(name, Value::String(text));
  values.emplace_back(name + "_first", Value::String(first));
  values.emplace_back(name + "_last", Value::String(last));
}

// 470000000, 3,000万元, 1.2亿; to the yuan.
Result<int64_t> ParseYuan(const std::string& text) {
  std::string digits = text;
  for (const std::string_view sign : {",", "，", " ", "元"}) {
    for (size_t at = digits.find(sign); at != std::string::npos; at = digits.find(sign)) digits.erase(at, sign.size());
  }
  size_t power = 0;  // of ten
  for (const auto& [unit, zeros] : {std::pair<std::string_view, size_t>{"亿", 8}, {"万", 4}}) {
    if (!digits.ends_with(unit)) continue;
    digits.resize(digits.size() - unit.size());
    power = zeros;
    break;
  }
  std::string fraction;
  if (const size_t point = digits.find('.'); point != std::string::npos) {
    fraction = digits.substr(point + 1);
    digits.resize(point);
  }
  while (fraction.ends_with('0')) fraction.pop_back();
  const bool whole = fraction.size() <= power && !digits.empty();
  const auto yuan = Whole(digits + fraction + std::string(power - std::min(power, fraction.size()), '0'));
  if (!whole || !yuan) return Wrong("'{}' is no amount; write whole yuan, 470000000, or 4.7亿", text);
  return *yuan;
}

Result<double> ParseNumber(const std::string& text) {
  std::string digits = text;
  std::erase(digits, ',');
  double number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size()) return Wrong("'{}' is no number", text);
  return number;
}

}  // namespace

Result<Action> ParseAction(const std::string& cell) {
  const auto* chinese = std::ranges::find(kChineseActions, cell, [](const auto& row) { return row.first; });
  if (chinese != kChineseActions.end()) return chinese->second;
  if (const auto action = ActionNamed(base::AsciiLower(cell))) return *action;
  return Wrong("unknown action '{}'; there are accept, reject, amend, add, merge, apart and split", cell);
}

Result<void> AddCell(std::string_view column, const std::string& cell, base::Map& values) {
  const std::string name(column);
  if (cell.empty()) {
    values.emplace_back(name, Value::String(""));
  } else if (column == "status") {
    const auto* status = std::ranges::find_if(
        kStatuses, [&](const auto& row) { return cell == row.first || cell == row.second; });
    if (status == kStatuses.end()) {
      return Wrong("unknown status '{}'; there are intended, agreed, signed, started, completed and ended", cell);
    }
    values.emplace_back(name, Value::String(status->first));
  } else if (column == "since" || column == "until") {
    QIAO_TRY(const Day day, ParseDay(cell));
    AddDate(values, name, day);
  } else if (column == "amount_yuan") {
    QIAO_TRY(const int64_t yuan, ParseYuan(cell));
    values.emplace_back(name, Value::Integer(yuan));
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
