#include "loaders/news/find_again.h"

#include <algorithm>

#include "loaders/news/trie.h"

namespace qiao::loaders::news {
namespace {

using std::u32string;
using std::u32string_view;

constexpr size_t kLeastBare = 2;  // characters of a product without its region's name
constexpr size_t kLeastBrand = 3;
constexpr size_t kLeastProgramme = 4;  // characters of a programme's name with 计划

// 云帆智联 of 深圳市云帆智联科技有限公司, 上海恒谊 of 上海恒谊新材料有限公司: what stands before the branch. Empty
// where the brand alone would be too short to mean the company.
u32string BrandOf(const Lexicon& lexicon, const Actor& actor) {
  u32string_view core = actor.name;
  if (!core.ends_with(U"公司")) return {};
  for (const u32string_view tail : {U"有限责任公司", U"股份有限公司", U"有限公司", U"公司", U"集团"}) {
    if (core.ends_with(tail)) core.remove_suffix(tail.size());
  }
  u32string_view lead;
  for (const RegionId id : actor.name_regions) {
    const Region& region = lexicon.gazetteer()[id];
    for (const u32string_view name : {u32string_view(region.name), u32string_view(region.brief)}) {
      if (name.empty() || !core.starts_with(name)) continue;
      lead = name == region.brief ? name : u32string_view();
      core.remove_prefix(name.size());
      break;
    }
  }
  size_t end = kLeastBare;
  while (end < core.size() && !lexicon.Generic(core.substr(end), true)) ++end;
  const u32string_view brand = core.substr(0, std::min(end, core.size()));
  if (brand.size() < kLeastBare || lexicon.Generic(brand, true)) return {};
  // 新时代 means more than the company that bears the word.
  if (u32string_view(U"新大小好老美").find(brand[0]) != u32string_view::npos) return {};
  if (brand.size() >= kLeastBrand) return u32string(brand);
  return lead.empty() ? u32string() : u32string(lead) + u32string(brand);
}

// How else the article may write a name that has no ending of its own.
std::vector<u32string> BareNames(const Lexicon& lexicon, const Actor& actor) {
  const Gazetteer& regions = lexicon.gazetteer();
  std::vector<u32string> names;
  if (actor.label == EntityLabel::kProduct) {
    names.push_back(actor.name);
    for (const RegionId region : actor.name_regions) {
      const u32string& brief = regions[region].brief;
      if (!brief.empty() && u32string_view(actor.name).starts_with(brief) &&
          actor.name.size() >= brief.size() + kLeastBare)
        names.push_back(actor.name.substr(brief.size()));
    }
  }
  if (actor.label == EntityLabel::kCompany && !actor.full) names.push_back(actor.name);
  if (actor.label == EntityLabel::kCompany && actor.full) {
    if (u32string brand = BrandOf(lexicon, actor); !brand.empty()) names.push_back(std::move(brand));
  }
  if (actor.label == EntityLabel::kProject && actor.kind == "programme" && actor.name.size() > kLeastProgramme)
    names.push_back(actor.name.substr(0, actor.name.size() - 2));
  return names;
}

}  // namespace

void FindAgain(const Lexicon& lexicon, u32string_view text, const std::vector<DeclaredName>& declared,
               Reading& reading) {
  Trie names;
  bool any = false;
  for (uint32_t i = 0; i < reading.actors.size(); ++i) {
    for (const u32string& name : BareNames(lexicon, reading.actors[i])) {
      names.Add(name, i);
      any = true;
    }
  }
  for (const DeclaredName& name : declared) names.Add(name.name, name.actor);
  if (!any && declared.empty()) return;
  std::vector<Item> fresh;
  size_t next = 0, covered = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    for (; next < reading.items.size() && reading.items[next].begin <= i; ++next)
      covered = std::max(covered, reading.items[next].end);
    if (i < covered) continue;
    size_t longest = 0;
    uint32_t actor = 0;
    names.Match(text, i, [&](size_t length, uint32_t value) {
      longest = length;
      actor = value;
    });
    if (longest == 0 || (next < reading.items.size() && reading.items[next].begin < i + longest)) continue;
    fresh.push_back({i, i + longest, {actor}, false, false});
    reading.mentions[actor].emplace_back(i, i + longest);
    covered = i + longest;
  }
  reading.items.insert(reading.items.end(), fresh.begin(), fresh.end());
  std::stable_sort(reading.items.begin(), reading.items.end(),
                   [](const Item& a, const Item& b) { return a.begin != b.begin ? a.begin < b.begin : a.end > b.end; });
}

}  // namespace qiao::loaders::news
