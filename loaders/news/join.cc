#include "loaders/news/join.h"

#include <string_view>

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr size_t kLongestTail = 14;

bool In(u32string_view set, char32_t c) { return set.find(c) != u32string_view::npos; }

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

bool Broken(const Lexicon& lexicon, u32string_view before, u32string_view after, bool headline) {
  if (before.empty() || after.empty()) return false;
  if (In(U"、,;(“-", before.back())) return true;
  if (In(U"的,。、;)”", after.front())) return true;
  const bool open = IsHan(before.back()) && before.find_first_of(U"。”") == u32string_view::npos;
  return !headline && open && before.find_first_of(U"在与由的") != u32string_view::npos &&
         BeginsWithNameTail(lexicon, after);
}

}  // namespace

Text JoinLines(const Lexicon& lexicon, const Text& text) {
  Text out;
  out.Reserve(text.size());
  u32string_view before;
  bool headline = true;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.chars().find(U'\n', begin), text.size());
    const u32string_view line = text.Slice(begin, end);
    if (out.size() > 0 && Broken(lexicon, before, line, headline)) out.Pop();
    headline = begin == 0;
    for (size_t i = begin; i < end; ++i) out.PushFrom(text, i);
    out.Push(U'\n', 0, 0);
    before = line;
    begin = end + 1;
  }
  return out;
}

}  // namespace qiao::loaders::news
