#include "loaders/news/declared_names.h"

#include <algorithm>
#include <array>
#include <optional>

#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr std::array<u32string_view, 20> kDeclaring = {
    U"以下简称", U"以下统称", U"以下称", U"下简称", U"下称",   U"简称",   U"又称", U"亦称", U"又名", U"亦名",
    U"也称",     U"别称",     U"俗称",   U"别名",   U"曾用名", U"前身为", U"前身", U"原名", U"原称", U"原"};
// 公司 and 本院 say which one they mean without being declared.
constexpr std::array<u32string_view, 14> kNouns = {U"公司", U"集团", U"医院", U"学校", U"学院", U"大学",   U"园区",
                                                   U"项目", U"工程", U"基地", U"景区", U"协会", U"基金会", U"银行"};
constexpr size_t kLeast = 2;
constexpr size_t kLongest = 24;

struct Stretch {
  size_t begin;
  size_t end;
};

// Where the name stands that (下称“…”) at `at` declares.
std::optional<Stretch> DeclaredAt(u32string_view text, size_t at) {
  if (at + 1 >= text.size() || (text[at] != U'(' && text[at] != U',')) return std::nullopt;
  const size_t word = DeclaringWord(text.substr(at + 1));
  if (word == 0) return std::nullopt;
  size_t begin = at + 1 + word;
  while (begin < text.size() && In(U"::为是", text[begin])) ++begin;
  const bool quoted = begin < text.size() && In(U"“‘《", text[begin]);
  if (text[at] == U',' && !quoted) return std::nullopt;
  if (quoted) ++begin;
  size_t end = begin;
  while (end < text.size() && end - begin <= kLongest && !In(U"”’》),,、;。\n", text[end])) ++end;
  if (end - begin < kLeast || end - begin > kLongest) return std::nullopt;
  return Stretch{begin, end};
}

// Has the stretch been read as a name, behind item `i`?
bool NamesWhole(const Reading& reading, size_t i, const Stretch& name) {
  for (size_t k = i + 1; k < reading.items.size() && reading.items[k].begin <= name.begin; ++k) {
    if (reading.items[k].begin == name.begin && reading.items[k].end == name.end) return true;
  }
  return false;
}

}  // namespace

size_t DeclaringWord(u32string_view text) {
  for (const u32string_view word : kDeclaring) {
    if (text.starts_with(word)) return word.size();
  }
  return 0;
}

std::vector<DeclaredName> FindDeclared(const Lexicon& lexicon, u32string_view text, Reading& reading) {
  std::vector<DeclaredName> declared;
  for (size_t i = 0; i < reading.items.size(); ++i) {
    const Item& item = reading.items[i];
    if (item.actors.size() != 1 || reading.actors[item.actors[0]].region != kNoRegion) continue;
    size_t at = item.end;
    while (at < text.size() && In(U"”’》", text[at])) ++at;
    const auto name = DeclaredAt(text, at);
    if (!name) continue;
    const u32string_view word = text.substr(name->begin, name->end - name->begin);
    if (lexicon.Generic(word, true) || std::find(kNouns.begin(), kNouns.end(), word) != kNouns.end()) continue;
    // 原价 declares nothing, 原某某医院 does.
    if (text[name->begin - 1] == U'原' && !NamesWhole(reading, i, *name)) continue;
    declared.push_back({std::u32string(word), item.actors[0]});
    for (size_t k = i + 1; k < reading.items.size() && reading.items[k].begin < name->end; ++k) {
      if (reading.items[k].begin >= name->begin) reading.items[k].nested = true;
    }
  }
  return declared;
}

}  // namespace qiao::loaders::news
