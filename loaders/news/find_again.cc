#include "loaders/news/find_again.h"

#include <algorithm>

#include "loaders/news/trie.h"

namespace qiao::loaders::news {
namespace {

using std::u32string;
using std::u32string_view;

constexpr size_t kLeastBare = 2;       // characters of a product without its region's name
constexpr size_t kLeastProgramme = 4;  // characters of a programme's name with 计划

// How else the article may write a name that has no ending of its own.
std::vector<u32string> BareNames(const Gazetteer& regions, const Actor& actor) {
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
  if (actor.label == EntityLabel::kProject && actor.kind == "programme" && actor.name.size() > kLeastProgramme)
    names.push_back(actor.name.substr(0, actor.name.size() - 2));
  return names;
}

}  // namespace

void FindAgain(const Gazetteer& regions, u32string_view text, Reading& reading) {
  Trie names;
  bool any = false;
  for (uint32_t i = 0; i < reading.actors.size(); ++i) {
    for (const u32string& name : BareNames(regions, reading.actors[i])) {
      names.Add(name, i);
      any = true;
    }
  }
  if (!any) return;
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
