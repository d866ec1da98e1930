#include "loaders/facts/written_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include "base/temporal_text.h"
#include "base/text.h"

namespace qiao::loaders {

namespace {

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

// The whole number that `text` is.
std::optional<int64_t> Whole(std::string_view text) {
  int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || text.starts_with('-')) return std::nullopt;
  return number;
}

// What a spreadsheet makes of 2023-09: Sep-23.
std::optional<WrittenDate> MonthAndYear(std::string_view text) {
  const size_t dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto* month = std::ranges::find(kMonths, base::AsciiLower(std::string(text.substr(0, dash))));
  const auto year = Whole(text.substr(dash + 1));
  if (month == kMonths.end() || !year || text.size() - dash != 3) return std::nullopt;
  return WrittenDate{2000 + *year, month - kMonths.begin() + 1, 0};
}

}  // namespace

std::string WrittenDate::Text() const {
  if (month == 0) return fmt::format("{:04}", year);
  if (day == 0) return fmt::format("{:04}-{:02}", year, month);
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

std::string WrittenDate::FirstDay() const {
  return WrittenDate{year, std::max<int64_t>(month, 1), std::max<int64_t>(day, 1)}.Text();
}

std::string WrittenDate::LastDay() const {
  WrittenDate last{year, month == 0 ? 12 : month, day == 0 ? 31 : day};
  while (!base::ParseDate(last.Text())) --last.day;
  return last.Text();
}

std::optional<WrittenDate> ParseWrittenDate(const std::string& text) {
  if (const auto day = MonthAndYear(text)) return day;
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
  const WrittenDate day{parts[0], parts[1], parts[2]};
  if (!formed || day.year < 1900 || day.year >= 2200 || !base::ParseDate(day.FirstDay())) return std::nullopt;
  return day;
}

std::optional<int64_t> ParseWrittenYuan(const std::string& text) {
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
  if (fraction.size() > power || digits.empty()) return std::nullopt;
  return Whole(digits + fraction + std::string(power - fraction.size(), '0'));
}

base::Result<std::string> ParseWrittenStatus(const std::string& text) {
  const auto* status =
      std::ranges::find_if(kStatuses, [&](const auto& row) { return text == row.first || text == row.second; });
  if (status != kStatuses.end()) return std::string(status->first);
  return base::MakeError(base::ErrorCode::kInput,
                         "unknown status '{}'; there are intended, agreed, signed, started, completed and ended", text);
}

}  // namespace qiao::loaders
