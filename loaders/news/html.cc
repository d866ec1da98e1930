#include "loaders/news/html.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace qiao::loaders::news {
namespace {

using std::string_view;

// Of a form only what one fills in: a page may stand in one as a whole, as ASP.NET writes them.
constexpr std::array<string_view, 12> kDropped = {"script", "style",  "noscript", "nav", "footer", "textarea",
                                                  "select", "button", "iframe",   "svg", "aside",  "template"};
constexpr std::array<string_view, 21> kBlocks = {"p",  "div", "br",      "li",      "ul",     "ol",    "tr",
                                                 "h1", "h2",  "h3",      "h4",      "h5",     "h6",    "table",
                                                 "dd", "dt",  "section", "article", "header", "title", "body"};
constexpr size_t kLongestTag = 20000;  // with its attributes; a '<' without '>' within is text
constexpr size_t kLongestReference = 10;

struct Reference {
  string_view name;
  char32_t c;
};
constexpr std::array kReferences = {
    Reference{"nbsp", U' '},  Reference{"amp", U'&'},    Reference{"lt", U'<'},     Reference{"gt", U'>'},
    Reference{"quot", U'"'},  Reference{"apos", U'\''},  Reference{"ldquo", U'“'},  Reference{"rdquo", U'”'},
    Reference{"lsquo", U'‘'}, Reference{"rsquo", U'’'},  Reference{"middot", U'·'}, Reference{"mdash", U'—'},
    Reference{"ndash", U'-'}, Reference{"hellip", U'…'}, Reference{"ensp", U' '},   Reference{"emsp", U' '},
    Reference{"copy", U'©'},  Reference{"laquo", U'«'},  Reference{"raquo", U'»'},
};

struct Tag {
  std::string name;  // lower case
  bool closing = false;
  size_t end = 0;  // behind '>'
};

std::optional<Tag> ReadTag(const Text& page, size_t i) {
  Tag tag;
  size_t k = i + 1;
  if (k < page.size() && page[k] == U'/') {
    tag.closing = true;
    ++k;
  }
  const bool special = k < page.size() && (page[k] == U'!' || page[k] == U'?');
  if (k >= page.size() || !(IsLatin(page[k]) || special)) return std::nullopt;
  const bool comment = special && page.Slice(k, std::min(k + 3, page.size())) == U"!--";
  if (comment) {
    const size_t end = page.chars().find(U"-->", k);
    tag.end = end == std::u32string_view::npos ? page.size() : end + 3;
    return tag;
  }
  while (k < page.size() && (IsLatin(page[k]) || IsDigit(page[k]))) tag.name += static_cast<char>(page[k++] | 0x20);
  char32_t quote = 0;
  const size_t limit = std::min(page.size(), i + kLongestTag);
  for (; k < limit; ++k) {
    const char32_t c = page[k];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == U'"' || c == U'\'') {
      quote = c;
    } else if (c == U'>') {
      tag.end = k + 1;
      return tag;
    }
  }
  return std::nullopt;
}

template <class List>
bool Contains(const List& list, string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

// Where `</name>` of a dropped element ends, counting inner elements of the same name.
size_t SkipElement(const Text& page, size_t i, const std::string& name) {
  int depth = 1;
  const bool raw = name == "script" || name == "style";
  while (i < page.size()) {
    const size_t open = page.chars().find(U'<', i);
    if (open == std::u32string_view::npos) return page.size();
    const auto tag = ReadTag(page, open);
    i = tag && !(raw && !(tag->closing && tag->name == name)) ? tag->end : open + 1;
    if (tag && tag->name == name) depth += tag->closing ? -1 : raw ? 0 : 1;
    if (depth == 0) return i;
  }
  return page.size();
}

struct Resolved {
  char32_t c;
  size_t end;
};

std::optional<Resolved> ReadReference(const Text& page, size_t i) {
  std::string name;
  size_t k = i + 1;
  while (k < page.size() && name.size() < kLongestReference && page[k] < 0x80 && page[k] != U';') {
    name += static_cast<char>(page[k++]);
  }
  if (k >= page.size() || page[k] != U';' || name.empty()) return std::nullopt;
  if (name[0] == '#') {
    const bool hex = name.size() > 1 && (name[1] | 0x20) == 'x';
    char32_t c = 0;
    for (const char digit : name.substr(hex ? 2 : 1)) {
      const char d = static_cast<char>(digit | 0x20);
      if (d >= '0' && d <= '9') {
        c = c * (hex ? 16 : 10) + (d - '0');
      } else if (hex && d >= 'a' && d <= 'f') {
        c = c * 16 + (d - 'a' + 10);
      } else {
        return std::nullopt;
      }
    }
    if (c == 0 || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) return std::nullopt;
    return Resolved{c, k + 1};
  }
  for (const Reference& reference : kReferences) {
    if (reference.name == name) return Resolved{reference.c, k + 1};
  }
  return std::nullopt;
}

bool LooksLikeHtml(const Text& page) {
  size_t tags = 0;
  for (size_t i = page.chars().find(U'<'); i != std::u32string_view::npos; i = page.chars().find(U'<', i + 1)) {
    const auto tag = ReadTag(page, i);
    if (tag && (Contains(kBlocks, tag->name) || tag->name == "html" || tag->name == "span") && ++tags >= 2) return true;
  }
  return false;
}

void PushBreak(Text& text) { text.Push(U'\n', 0, 0); }

}  // namespace

HtmlText StripHtml(const Text& page) {
  HtmlText out;
  const bool markup = LooksLikeHtml(page);
  if (!markup && page.chars().find(U'&') == std::u32string_view::npos) {
    out.text = page;
    return out;
  }
  out.text.Reserve(page.size());
  size_t title_begin = 0;
  bool in_row = false;  // behind the first cell of a table's row
  for (size_t i = 0; i < page.size();) {
    const char32_t c = page[i];
    if (c == U'<' && markup) {
      if (const auto tag = ReadTag(page, i)) {
        i = tag->end;
        if (tag->name == "title" && tag->closing && out.title.empty()) {
          out.title = out.text.Slice(title_begin, out.text.size());
          while (out.text.size() > title_begin) out.text.Pop();
        }
        if (!tag->closing && Contains(kDropped, tag->name)) i = SkipElement(page, i, tag->name);
        if (Contains(kBlocks, tag->name)) PushBreak(out.text);
        if (tag->name == "tr" || tag->name == "table") in_row = false;
        if (!tag->closing && (tag->name == "td" || tag->name == "th")) {
          out.text.Push(in_row ? U'\t' : U'\n', 0, 0);
          in_row = true;
        }
        if (tag->name == "title" && !tag->closing) title_begin = out.text.size();
        continue;
      }
    }
    if (c == U'&') {
      if (const auto resolved = ReadReference(page, i)) {
        const SourceSpan place = page.Place(i, resolved->end);
        out.text.Push(resolved->c, static_cast<uint32_t>(place.offset),
                      static_cast<uint32_t>(place.offset + place.length));
        i = resolved->end;
        continue;
      }
    }
    // Line breaks and tabs in the source of a page are only spaces.
    out.text.PushFrom(page, i);
    if (markup && (c == U'\n' || c == U'\r' || c == U'\t')) out.text.Set(out.text.size() - 1, U' ');
    ++i;
  }
  return out;
}

}  // namespace qiao::loaders::news
