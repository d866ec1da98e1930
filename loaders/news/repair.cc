#include "loaders/news/repair.h"

#include <cstdint>
#include <string_view>

namespace qiao::loaders::news {
namespace {

constexpr size_t kLongestGloss = 7;   // zhuang with a tone
constexpr size_t kLeastTabs = 2;      // in a row of a table; a single tab indents or spaces
constexpr size_t kLeastWideGaps = 3;  // two spaces or more between cells; a few may only align a line
constexpr size_t kLongestRow = 300;

char32_t Widen(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFF01 + U'!';
  switch (c) {
    case 0x3000:
    case 0x00A0:
    case U'\t':
    case 0x2002:
    case 0x2003:
      return U' ';
    case U'\r':
      return U'\n';
    case 0x2028:
    case 0x2029:
      return U'\n';
    case U'「':
    case U'『':
    case U'〝':
      return U'“';
    case U'」':
    case U'』':
    case U'〞':
      return U'”';
    case U'‧':
    case U'・':
    case U'•':
    case U'･':
    case U'●':
      return U'·';
    case U'﹔':
      return U';';
    case U'﹑':
    case U'､':
      return U'、';
    case U'﹐':
      return U',';
    case U'｡':
    case U'．':
      return U'。';
    case U'﹕':
    case U'∶':
      return U':';
    case U'–':
    case U'―':
    case U'−':
    case U'‐':
      return U'-';
    case U'﹙':
      return U'(';
    case U'﹚':
      return U')';
    default:
      return c;
  }
}

bool Invisible(char32_t c) {
  return (c >= 0x200B && c <= 0x200F) || c == 0xFEFF || c == 0x00AD ||
         (c < 0x20 && c != U'\n' && c != U'\r' && c != U'\t') || c == 0xFFFD || (c >= 0xE000 && c <= 0xF8FF);
}

// Latin letters with or without tone marks: the alphabet of a pinyin gloss.
bool IsPinyin(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= 0xE0 && c <= 0xFC) || c == 0x101 || c == 0x113 || c == 0x11B || c == 0x12B ||
         c == 0x144 || c == 0x148 || c == 0x14D || c == 0x16B || (c >= 0x1CD && c <= 0x1DC) || c == 0x261;
}

// Length of "(fā)" at `i`, or 0.
size_t GlossLength(const Text& text, size_t i) {
  if (text[i] != U'(') return 0;
  size_t k = i + 1;
  while (k < text.size() && k <= i + kLongestGloss && IsPinyin(text[k])) ++k;
  return k > i + 1 && k < text.size() && text[k] == U')' ? k + 1 - i : 0;
}

bool IsComma(char32_t c) { return c == U',' || c == U'、' || c == U';' || c == U'。' || c == U':'; }

// Punctuation and Chinese need no spaces around them; a space between two Chinese texts may separate headlines.
bool Tight(char32_t c) {
  return c == kCell || IsComma(c) || c == U'”' || c == U'“' || c == U'(' || c == U')' || c == U'》' || c == U'《';
}

bool Blank(char32_t c) { return IsSpace(c) || c == 0x3000 || c == 0x00A0; }

// What keeps the cells of the line apart that begins here; nothing for a line that is no row of a table.
enum class Gaps : uint8_t { kNone, kTabs, kSpaces };

Gaps RowGaps(const Text& text, size_t begin) {
  size_t tabs = 0, wide = 0, spaces = 0;
  bool filled = false;
  for (size_t i = begin; i < text.size() && text[i] != U'\n' && text[i] != U'\r'; ++i) {
    if (i - begin > kLongestRow) return Gaps::kNone;
    tabs += text[i] == U'\t' && filled;
    if (Blank(text[i])) {
      ++spaces;
      continue;
    }
    wide += filled && spaces >= 2;
    spaces = 0;
    filled = true;
  }
  return tabs >= kLeastTabs ? Gaps::kTabs : wide >= kLeastWideGaps ? Gaps::kSpaces : Gaps::kNone;
}

// The place behind the wide gap that begins here; `i` itself when there is none.
size_t BehindWideGap(const Text& text, size_t i) {
  size_t end = i;
  while (end < text.size() && text[end] != U'\n' && text[end] != U'\r' && Blank(text[end])) ++end;
  const bool between = i > 0 && text[i - 1] != U'\n' && end < text.size() && text[end] != U'\n' && text[end] != U'\r';
  return between && end - i >= 2 ? end : i;
}

Text FoldWidths(const Text& text) {
  Text out;
  out.Reserve(text.size());
  bool open_quote = false;
  Gaps row = RowGaps(text, 0);
  for (size_t i = 0; i < text.size(); ++i) {
    if (Invisible(text[i])) continue;
    out.PushFrom(text, i);
    const size_t behind = row == Gaps::kSpaces ? BehindWideGap(text, i) : i;
    char32_t c = behind > i || (text[i] == U'\t' && row == Gaps::kTabs) ? kCell : Widen(text[i]);
    if (behind > i) i = behind - 1;
    if (c == U'\n') row = RowGaps(text, i + 1);
    if (c == U'\n') open_quote = false;
    if (c == U'"') {
      c = open_quote ? U'”' : U'“';
      open_quote = !open_quote;
    }
    out.Set(out.size() - 1, c);
  }
  return out;
}

}  // namespace

Text Repair(const Text& damaged) {
  const Text text = FoldWidths(damaged);
  Text out;
  out.Reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    const char32_t c = text[i];
    const char32_t last = out.size() == 0 ? U'\n' : out[out.size() - 1];
    if (IsHan(last)) {
      if (const size_t gloss = GlossLength(text, i)) {
        i += gloss - 1;
        continue;
      }
    }
    if (c == U' ' && (last == U' ' || last == U'\n' || Tight(last))) continue;
    if ((c == U'\n' || Tight(c)) && last == U' ') out.Pop();
    const char32_t before = out.size() == 0 ? U'\n' : out[out.size() - 1];
    if (IsComma(c) && IsComma(before)) {
      const char32_t kept = before == U'。' ? U'。' : c;
      out.Pop();
      out.PushFrom(text, i);
      out.Set(out.size() - 1, kept);
      continue;
    }
    out.PushFrom(text, i);
  }
  return out;
}

}  // namespace qiao::loaders::news
