#include "loaders/news/join.h"

#include <string_view>

#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr size_t kLongestTail = 14;
constexpr size_t kWidthVaries = 3;    // of the lines of one column, in characters
constexpr size_t kLeastWrapped = 18;  // a line of fewer characters was hardly broken for its length

// Does the line begin with the rest of a body's name, up to its first comma?
bool BeginsWithNameTail(const Lexicon& lexicon, u32string_view line) {
  const size_t end = line.substr(0, kLongestTail + 1).find_first_of(U",。、");
  if (end == u32string_view::npos || end < 3) return false;
  bool region = false, ending = false;
  for (size_t i = 0; i < end; ++i) {
    lexicon.Match(line.substr(0, end), i, [&](size_t length, Term term) {
      region |= i == 0 && term.kind == TermKind::kRegion;
      ending |= i > 0 && i + length == end && term.kind == TermKind::kEnding;
    });
  }
  return ending && !region;
}

// A new item of a list or a heading: 1. …, 一、…, (二)…, ——…, 第三,…
bool OpensItem(u32string_view line) {
  size_t i = 0;
  if (In(U"(-—·", line[0])) return true;
  while (i < line.size() && i < 3 && (IsDigit(line[i]) || In(U"一二三四五六七八九十", line[i]))) ++i;
  if (i == 0 || i >= line.size()) return false;
  return In(U"、.)", line[i]) && !(i + 1 < line.size() && IsDigit(line[i + 1]));
}

// Running text that the width of a page broke: it stops in the middle of a sentence, headings and captions don't.
// `goes_on`: the line before was itself joined to another.
bool Wrapped(u32string_view before, u32string_view after, bool goes_on) {
  const char32_t last = before.back();
  if (before.size() < kLeastWrapped || !(IsHan(last) || IsDigit(last) || IsLatin(last))) return false;
  if (OpensItem(before) || OpensItem(after) || before.find(kCell) != u32string_view::npos) return false;
  const size_t stop = before.find_last_of(U"。!?;");
  const u32string_view rest = stop == u32string_view::npos ? before : before.substr(stop + 1);
  const bool prose = goes_on || stop != u32string_view::npos || before.find_first_of(U",、") != u32string_view::npos;
  const bool same_width = after.size() + kWidthVaries >= before.size() && after.size() <= before.size() + kWidthVaries;
  // A signature behind the last full stop: 。某报记者
  return prose && !rest.empty() && (same_width || after.find_first_of(U",。、;!?") != u32string_view::npos);
}

bool Broken(const Lexicon& lexicon, u32string_view before, u32string_view after, bool headline, bool goes_on) {
  if (before.empty() || after.empty()) return false;
  if (In(U"、,;(“-", before.back())) return true;
  if (In(U"的,。、;)”", after.front())) return true;
  if (!headline && Wrapped(before, after, goes_on)) return true;
  // Running text that stops in the middle of a sentence: headlines hold no full stop.
  const bool running = before.find(U'。') != u32string_view::npos;
  if (!headline && running && (IsHan(before.back()) || IsDigit(before.back()))) return true;
  const bool open = IsHan(before.back()) && before.find_first_of(U"。”") == u32string_view::npos;
  return !headline && open && before.find_first_of(U"在与由的") != u32string_view::npos &&
         BeginsWithNameTail(lexicon, after);
}

}  // namespace

Text JoinLines(const Lexicon& lexicon, const Text& text) {
  Text out;
  out.Reserve(text.size());
  u32string_view before;
  bool headline = true, goes_on = false;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.chars().find(U'\n', begin), text.size());
    const u32string_view line = text.Slice(begin, end);
    goes_on = out.size() > 0 && Broken(lexicon, before, line, headline, goes_on);
    if (goes_on) out.Pop();
    headline = begin == 0;
    for (size_t i = begin; i < end; ++i) out.PushFrom(text, i);
    out.Push(U'\n', 0, 0);
    before = line;
    begin = end + 1;
  }
  return out;
}

}  // namespace qiao::loaders::news
