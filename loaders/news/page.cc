#include "loaders/news/page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "base/charset.h"
#include "loaders/news/data_lines.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr size_t kShortLine = 60;
constexpr size_t kLongestHeadline = 80;
constexpr size_t kLongestMenuWord = 10;
constexpr size_t kLongestSection = 20;
constexpr size_t kLongestByline = 160;  // where dates and sources of the page itself stand

u32string_view Trimmed(u32string_view line) {
  auto blank = [](char32_t c) { return IsSpace(c) || c == U'#' || c == U'*' || c == U'>'; };
  while (!line.empty() && blank(line.front())) line.remove_prefix(1);
  while (!line.empty() && IsSpace(line.back())) line.remove_suffix(1);
  return line;
}

// The number at `i`, which moves past it.
std::optional<int> ReadNumber(u32string_view s, size_t& i, size_t longest) {
  const size_t begin = i;
  int value = 0;
  while (i < s.size() && i - begin < longest && IsDigit(s[i])) value = value * 10 + static_cast<int>(s[i++] - U'0');
  if (i == begin) return std::nullopt;
  return value;
}

// 2024-06-21, 2024/6/21, 2024.06.21 or 2024年6月21日.
std::string FindDate(u32string_view line) {
  for (size_t at = 0; at + 8 <= line.size(); ++at) {
    if (at > 0 && IsDigit(line[at - 1])) continue;
    size_t i = at;
    const auto year = ReadNumber(line, i, 4);
    if (!year || *year < 1950 || *year > 2100 || i >= line.size()) continue;
    const char32_t separator = line[i];
    if (separator != U'-' && separator != U'/' && separator != U'.' && separator != U'年') continue;
    const auto month = ReadNumber(line, ++i, 2);
    if (!month || *month < 1 || *month > 12 || i >= line.size()) continue;
    if (line[i] != (separator == U'年' ? U'月' : separator)) continue;
    const auto day = ReadNumber(line, ++i, 2);
    if (!day || *day < 1 || *day > 31) continue;
    return fmt::format("{:04}-{:02}-{:02}", *year, *month, *day);
  }
  return {};
}

bool Has(u32string_view line, u32string_view words) { return line.find(words) != u32string_view::npos; }

std::string FindOutlet(u32string_view line) {
  const size_t at = line.find(U"来源:");
  if (at == u32string_view::npos) return {};
  u32string_view rest = Trimmed(line.substr(at + 3));
  if (rest.starts_with(U"《")) rest.remove_prefix(1);
  size_t end = 0;
  while (end < rest.size() && (IsHan(rest[end]) || IsLatin(rest[end]) || IsDigit(rest[end]) || rest[end] == U'·'))
    ++end;
  rest = rest.substr(0, end);
  return rest.size() >= 2 && rest.size() <= 20 ? base::ToUtf8(rest) : std::string();
}

// 10:12, as behind the date of a byline.
bool HasClock(u32string_view line) {
  for (size_t colon = line.find(U':'); colon != u32string_view::npos; colon = line.find(U':', colon + 1)) {
    const bool before = colon >= 1 && IsDigit(line[colon - 1]);
    if (before && colon + 2 < line.size() && IsDigit(line[colon + 1]) && IsDigit(line[colon + 2])) return true;
  }
  return false;
}

// 毕节日报 2025年1月14日 星期二 第2版, A8版:都会: the lines above a page of a paper.
bool Masthead(u32string_view line) {
  const size_t section = line.find(U"版:");
  if (section != u32string_view::npos && section > 0 && line.size() <= kLongestSection &&
      (IsDigit(line[section - 1]) || line.starts_with(U"第")))
    return true;
  const bool sentence = line.find_first_of(U",。;") != u32string_view::npos;
  const bool paper = Has(line, U"星期") || (Has(line, U"报") && Has(line, U"版"));
  return line.size() <= kShortLine && paper && !sentence && !FindDate(line).empty();
}

// 左江日报数字报: 左江日报.
std::string PaperOf(u32string_view masthead) {
  size_t end = 0;
  while (end < masthead.size() && IsHan(masthead[end])) ++end;
  const size_t paper = masthead.substr(0, end).find(U"报");
  return paper == u32string_view::npos ? std::string() : base::ToUtf8(masthead.substr(0, paper + 1));
}

// 索¦引¦号:…, 标¦题:… in the record that authorities put above a paper: the text behind `label`; nothing without it.
std::optional<u32string_view> Recorded(u32string_view line, u32string_view label) {
  size_t at = 0;
  for (const char32_t c : label) {
    while (at < line.size() && (line[at] == kCell || IsSpace(line[at]))) ++at;
    if (at == line.size() || line[at++] != c) return std::nullopt;
  }
  return Trimmed(line.substr(at));
}

bool RecordLine(u32string_view line) {
  constexpr std::array<u32string_view, 5> kLabels = {U"索引号:", U"发文机构:", U"发文机关:", U"发布机构:",
                                                     U"成文日期:"};
  return std::any_of(kLabels.begin(), kLabels.end(), [&](u32string_view label) { return Recorded(line, label); });
}

// 1. …, • …: items of link lists, which are headlines; a list within the text has sentences.
bool LinkItem(u32string_view line) {
  const bool numbered = line.size() > 2 && IsDigit(line.front()) && line[1] == U'.' && line[2] == U' ';
  return (numbered || line.front() == U'·') && line.find_first_of(U"。,;:") == u32string_view::npos;
}

// Where the article ends in a line that holds words of a footer: behind the last sentence before them. Nothing where
// they belong to the text: 据相关报道, or sentences that go on behind them.
std::optional<size_t> EndOfText(u32string_view line, u32string_view words) {
  const size_t at = line.find(words);
  if (at == 0) return 0;
  const bool within_text = IsHan(line[at - 1]) && words.back() != U':';
  if (within_text || line.find(U'。', at) != u32string_view::npos) return std::nullopt;
  const size_t stop = line.substr(0, at).rfind(U'。');
  return stop == u32string_view::npos ? 0 : stop + 1;
}

// 首页 | 要闻 | 评论, 首页 > 政务公开 > 工作动态: three words or more with bars between them; 京蒙协作 | 消费帮扶… is a
// headline.
bool Menu(u32string_view line) {
  size_t bars = 0, length = 0;
  for (const char32_t c : line) {
    const bool bar = c == U'|' || c == U'>';
    length = bar ? 0 : length + (c == kCell ? 0 : 1);
    bars += bar;
    if (length > kLongestMenuWord) return false;
  }
  return bars >= 2;
}

// Short, and no sentence.
bool IsByline(u32string_view line) { return line.size() <= kShortLine && line.back() != U'。'; }

bool OnlyMarks(u32string_view line) {
  for (const char32_t c : line) {
    if (IsHan(c)) return false;
  }
  return true;
}

}  // namespace

base::Result<PageReader> PageReader::Create() {
  PageReader reader;
  QIAO_TRY(const std::string_view text, DataText("furniture.txt"));
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    begin = end + 1;
    if (line.empty() || line[0] == '#') continue;
    const size_t space = line.find(' ');
    const std::string_view action = line.substr(0, space);
    reader.marks_.push_back({action == "cut"    ? Action::kCut
                             : action == "line" ? Action::kLine
                                                : Action::kShort,
                             base::ToUtf32(line.substr(space + 1))});
    reader.words_.Add(reader.marks_.back().words, static_cast<uint32_t>(reader.marks_.size() - 1));
  }
  return reader;
}

// How much of a line belongs to the article, and whether anything does behind it.
PageReader::Extent PageReader::Judge(u32string_view line, const Article& article, bool told) const {
  if (OnlyMarks(line) || Menu(line) || (!article.title.empty() && LinkItem(line))) return {};
  std::vector<uint32_t> held;
  for (size_t i = 0; i < line.size(); ++i) words_.Match(line, i, [&](size_t, uint32_t mark) { held.push_back(mark); });
  Extent extent{.length = line.size()};
  for (const uint32_t m : held) {
    const Mark& mark = marks_[m];
    // Above the first sentence stand bylines and menus, however they are worded, never the end of the text.
    if (mark.action == Action::kCut && (told || Has(line, U"。"))) {
      const auto end = EndOfText(line, mark.words);
      if (end) extent = {.length = std::min(extent.length, *end), .last = true};
    } else if (mark.action == Action::kLine ? line.size() <= kLongestByline * 2 : IsByline(line)) {
      return {.last = extent.last};
    }
  }
  return extent;
}

Article PageReader::Read(const Text& page) const {
  Article article;
  std::set<std::u32string, std::less<>> seen;
  std::string headline;   // what the lines since the last one that was dropped begin with
  bool told = false;      // has a sentence ended yet?
  bool recorded = false;  // is the title what a record above says?
  bool last = false;
  const u32string_view chars = page.chars();
  for (size_t begin = 0; begin < chars.size() && !last;) {
    const size_t end = std::min(chars.find(U'\n', begin), chars.size());
    u32string_view line = Trimmed(chars.substr(begin, end - begin));
    begin = end + 1;
    if (line.empty()) continue;
    const bool record = !told && RecordLine(line);
    const bool masthead = !told && Masthead(line);
    if (record || masthead) {  // above them stands the site's name, or the paper's
      if (!recorded) article.title.clear();
      headline.clear();
    }
    if (masthead) {
      if (article.published.empty()) article.published = FindDate(line);
      if (article.outlet.empty()) article.outlet = PaperOf(line);
      continue;
    }
    if (const auto title = Recorded(line, U"标题:"); !told && title && !title->empty()) {
      article.title = base::ToUtf8(title->substr(0, kLongestHeadline));
      recorded = true;
    }
    if (line.size() <= kLongestByline) {
      if (article.outlet.empty()) article.outlet = FindOutlet(line);
      const bool byline = Has(line, U"发布") || Has(line, U"时间") || Has(line, U"日期") || Has(line, U"来源") ||
                          line.size() <= 20 || (IsByline(line) && HasClock(line));
      if (article.published.empty() && byline) {
        article.published = FindDate(line);
        // A slogan and a path of links may stand above the headline, but nothing between it and its date.
        if (!article.published.empty() && !told && !recorded && !headline.empty()) article.title = headline;
      }
    }
    const Extent extent = Judge(line, article, told);
    last = extent.last;
    line = line.substr(0, extent.length);
    if (line.empty()) headline.clear();
    if (line.empty() || (line.size() <= kLongestHeadline && !seen.emplace(line).second)) continue;
    if (headline.empty() && !record) headline = base::ToUtf8(line.substr(0, kLongestHeadline));
    if (article.title.empty()) article.title = headline;
    told = told || Has(line, U"。");
    const size_t first = static_cast<size_t>(line.data() - chars.data());
    for (size_t i = first; i < first + line.size(); ++i) article.text.PushFrom(page, i);
    article.text.Push(U'\n', 0, 0);
  }
  return article;
}

}  // namespace qiao::loaders::news
