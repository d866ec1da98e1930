#include "loaders/news/quantities.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr std::array<u32string_view, 9> kAbout = {U"约", U"近",   U"超过", U"超",    U"逾",
                                                  U"达", U"达到", U"至少", U"不少于"};
constexpr double kMostYuan = 9e15;
constexpr int kDaysOfMonth[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

char32_t At(u32string_view text, size_t i) { return i < text.size() ? text[i] : U'\0'; }

// 1,234.5 at `i`, which moves past it.
std::optional<double> ReadDecimal(u32string_view text, size_t& i) {
  std::string digits;
  size_t k = i;
  while (k < text.size() && digits.size() < 18) {
    const char32_t c = text[k];
    if (IsDigit(c)) {
      digits += static_cast<char>(c);
    } else if (c == U'.' && IsDigit(At(text, k + 1)) && digits.find('.') == std::string::npos && !digits.empty()) {
      digits += '.';
    } else if (c == U',' && !digits.empty() && IsDigit(At(text, k + 1)) && IsDigit(At(text, k + 2)) &&
               IsDigit(At(text, k + 3)) && !IsDigit(At(text, k + 4))) {
      // a thousands separator
    } else {
      break;
    }
    ++k;
  }
  if (digits.empty() || digits[0] == '.') return std::nullopt;
  double value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  i = k;
  return value;
}

int DaysIn(int year, int month) {
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDaysOfMonth[month - 1];
}

struct Parts {
  int year = 0;  // 0: open
  int month = 0;
  int day = 0;
  bool inferred = false;
};

StatedDate ToDate(const Parts& p) {
  StatedDate date;
  date.inferred = p.inferred;
  const std::string month = p.month == 0 ? "" : fmt::format("-{:02}", p.month);
  const std::string day = p.day == 0 ? "" : fmt::format("-{:02}", p.day);
  if (p.year == 0) {
    date.text = "-" + month + day;
    return date;
  }
  date.text = fmt::format("{:04}{}{}", p.year, month, day);
  const int first_month = p.month == 0 ? 1 : p.month, last_month = p.month == 0 ? 12 : p.month;
  date.first_day = fmt::format("{:04}-{:02}-{:02}", p.year, first_month, p.day == 0 ? 1 : p.day);
  date.last_day = fmt::format("{:04}-{:02}-{:02}", p.year, last_month, p.day == 0 ? DaysIn(p.year, last_month) : p.day);
  return date;
}

std::optional<int> SmallNumber(u32string_view text, size_t& i, size_t longest) {
  int value = 0;
  size_t k = i;
  while (k < text.size() && k - i < longest && IsDigit(text[k]))
    value = value * 10 + static_cast<int>(text[k++] - U'0');
  if (k == i || IsDigit(At(text, k))) return std::nullopt;
  i = k;
  return value;
}

class DateReader {
 public:
  DateReader(u32string_view text, std::string_view published, int review, int* year)
      : text_(text), year_(year), review_(review) {
    if (published.size() >= 4) std::from_chars(published.data(), published.data() + 4, this_year_);
  }

  std::optional<DateMention> ReadAt(size_t at) const {
    Parts parts;
    size_t i = at;
    if (!ReadYear(i, parts) && !ReadRelativeYear(i, parts)) {
      // A bare month: 7月30日. Its year is open.
      if (at > 0 && (IsDigit(text_[at - 1]) || text_[at - 1] == U'.')) return std::nullopt;
    }
    const size_t after_year = i;
    if (!ReadMonth(i, parts)) i = after_year;
    if (i == at || (parts.year == 0 && parts.month == 0)) return std::nullopt;
    if (parts.month != 0) ReadDay(i, parts);
    if (parts.year == 0 && review_ != 0 && after_year == at) {
      parts.year = review_;
      parts.inferred = true;
    }
    if (parts.year != 0) *year_ = parts.year;
    return DateMention{at, i, ToDate(parts)};
  }

 private:
  bool ReadYear(size_t& i, Parts& parts) const {
    size_t k = i;
    const auto year = SmallNumber(text_, k, 4);
    if (!year || k - i != 4 || *year < 1900 || *year > 2100) return false;
    if (At(text_, k) != U'年') return false;
    if (At(text_, k + 1) == U'度') return false;  // 2023年度 is a label, not a time
    parts.year = *year;
    i = k + 1;
    return true;
  }

  bool ReadRelativeYear(size_t& i, Parts& parts) const {
    const u32string_view word = text_.substr(i, 2);
    parts.inferred = true;
    if (word == U"今年" || word == U"本年") {
      parts.year = this_year_;
    } else if (word == U"去年") {
      parts.year = this_year_ == 0 ? 0 : this_year_ - 1;
    } else if (word == U"前年") {
      parts.year = this_year_ == 0 ? 0 : this_year_ - 2;
    } else if (word == U"同年" || word == U"当年" || word == U"那年") {
      parts.year = *year_;
    } else if (word == U"次年" || word == U"翌年") {
      parts.year = *year_ == 0 ? 0 : *year_ + 1;
    } else if (text_.substr(i, 3) == U"那一年") {
      parts.year = *year_;
      ++i;
    } else {
      parts.inferred = false;
      return false;
    }
    i += 2;
    return true;
  }

  bool ReadMonth(size_t& i, Parts& parts) const {
    size_t k = i;
    const auto month = SmallNumber(text_, k, 2);
    if (!month || *month < 1 || *month > 12) return false;
    if (At(text_, k) != U'月' || At(text_, k + 1) == U'个') return false;
    parts.month = *month;
    i = k + 1;
    if (At(text_, i) == U'份') ++i;
    return true;
  }

  void ReadDay(size_t& i, Parts& parts) const {
    size_t k = i;
    const auto day = SmallNumber(text_, k, 2);
    if (!day || *day < 1 || *day > 31 || (At(text_, k) != U'日' && At(text_, k) != U'号')) return;
    parts.day = *day;
    i = k + 1;
  }

  u32string_view text_;
  int* year_;
  int review_;
  int this_year_ = 0;
};

}  // namespace

std::optional<Amount> ReadAmount(u32string_view text, size_t at) {
  Amount amount;
  amount.begin = at;
  size_t i = at;
  for (bool again = true; again;) {
    again = false;
    for (const u32string_view word : kAbout) {
      if (text.substr(i, word.size()) != word) continue;
      amount.approximate |= word != U"达" && word != U"达到";
      i += word.size();
      again = true;
      break;
    }
  }
  if (at > 0 && i == at && (IsDigit(text[at - 1]) || text[at - 1] == U'.')) return std::nullopt;
  const auto value = ReadDecimal(text, i);
  if (!value) return std::nullopt;
  double yuan = *value;
  bool scaled = false;
  while (In(U"余多几", At(text, i)) || In(U"万亿千百", At(text, i))) {
    const char32_t c = text[i++];
    if (In(U"余多几", c)) {
      amount.approximate = true;
      continue;
    }
    scaled |= c == U'万' || c == U'亿';
    yuan *= c == U'亿' ? 1e8 : c == U'万' ? 1e4 : c == U'千' ? 1e3 : 1e2;
    if (yuan > kMostYuan) return std::nullopt;
  }
  if (text.substr(i, 3) == U"人民币") i += 3;
  if (At(text, i) == U'元') {
    ++i;
  } else if (!scaled || !In(U",。;、)!?\n”", At(text, i))) {
    return std::nullopt;  // 2000万吨, 1.12万务工人员
  }
  amount.end = i;
  amount.yuan = std::llround(yuan);
  return amount;
}

int ReviewYear(u32string_view headline) {
  constexpr std::array<u32string_view, 11> kReviews = {U"盘点", U"总结", U"回顾", U"大事", U"情况", U"清单",
                                                       U"公报", U"通报", U"年报", U"年度", U"成效"};
  if (std::none_of(kReviews.begin(), kReviews.end(), [&](u32string_view w) { return headline.find(w) != w.npos; }))
    return 0;
  for (size_t i = 0; i < headline.size(); ++i) {
    const bool inside = i > 0 && (IsDigit(headline[i - 1]) || headline[i - 1] == U'-');
    size_t k = i;
    const auto year = inside ? std::nullopt : SmallNumber(headline, k, 4);
    // Of 2021-2023 no single year is meant, nor of a report of one month.
    const char32_t after = At(headline, k) == U'年' ? At(headline, k + 1) : At(headline, k);
    if (year && k - i == 4 && *year >= 1980 && *year <= 2100 && after != U'-' && after != U'—' && !IsDigit(after))
      return *year;
  }
  return 0;
}

std::vector<DateMention> FindDates(u32string_view text, size_t begin, size_t end, std::string_view published,
                                   int review, int* year) {
  std::vector<DateMention> dates;
  const DateReader reader(text.substr(0, end), published, review, year);
  for (size_t i = begin; i < end;) {
    const char32_t c = text[i];
    const bool may = IsDigit(c) || In(U"今去前同当本那次翌", c);
    const auto date = may ? reader.ReadAt(i) : std::nullopt;
    if (!date) {
      ++i;
      continue;
    }
    // 5月13日至6月13日 begins on the first day.
    const bool span = !dates.empty() && dates.back().end + 1 == i && In(U"至到—–-~～", text[i - 1]);
    if (span) {
      dates.back().end = date->end;
    } else {
      dates.push_back(*date);
    }
    i = date->end;
  }
  return dates;
}

}  // namespace qiao::loaders::news
