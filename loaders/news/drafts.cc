#include "loaders/news/drafts.h"

#include <algorithm>

#include "loaders/news/pronouns.h"
#include "loaders/news/text.h"
#include "loaders/news/towns.h"

namespace qiao::loaders::news {
namespace {

constexpr size_t kSpotsLook = 4;

// 宁夏山水乡旅文化发展有限公司 names no town.
bool InCompany(const std::vector<Spot>& spots, size_t at) {
  auto spot = std::upper_bound(spots.begin(), spots.end(), at, [](size_t p, const Spot& s) { return p < s.begin; });
  for (size_t looked = 0; spot != spots.begin() && looked < kSpotsLook; ++looked) {
    --spot;
    if (spot->label == EntityLabel::kCompany && spot->end > at && spot->begin < at) return true;
  }
  return false;
}

// Where the regions and the town begin that stand right before a town: 乐山市马边彝族自治县|荣丁镇, 荣丁镇|后池村.
size_t LeadOf(const Scan& scan, size_t begin, size_t town_begin, size_t town_end) {
  if (town_end == begin && town_end > town_begin) return town_begin;
  while (begin > 0 && IsHan(scan.text[begin - 1]) && scan.At(begin - 1).cover == Cover::kRegion)
    begin = scan.At(begin - 1).begin;
  return begin;
}

// 长春市榆树大米: the rice's region is a part of its name.
bool OpensGoods(const std::vector<ListItem>& items, const RegionToken& token) {
  const auto at = std::lower_bound(items.begin(), items.end(), token.begin,
                                   [](const ListItem& i, size_t b) { return i.begin < b; });
  return at != items.end() && at->begin == token.begin && at->label == EntityLabel::kProduct && at->end > token.end;
}

}  // namespace

std::vector<Draft> GatherDrafts(const Lexicon& lexicon, const Scan& scan, const std::vector<Spot>& spots,
                                const std::vector<ListItem>& list_items, const std::vector<RegionWord>& words) {
  std::vector<Draft> drafts;
  for (const Spot& spot : spots) drafts.push_back({spot.begin, spot.end, &spot});
  for (const ListItem& item : list_items) drafts.push_back({item.begin, item.end, nullptr, &item});
  for (const RegionWord& word : words) drafts.push_back({word.begin, word.end, nullptr, nullptr, &word});
  size_t town_end = 0, town_begin = 0;
  for (const TownSpot& town : FindTowns(lexicon, scan)) {
    if (InCompany(spots, town.begin)) continue;
    drafts.push_back({LeadOf(scan, town.begin, town_begin, town_end), town.end});
    drafts.back().town = true;
    drafts.back().name_begin = town.begin;
    town_begin = drafts.back().begin;
    town_end = town.end;
  }
  for (const PronounSpot& pronoun : FindPronouns(scan.text)) {
    drafts.push_back({pronoun.begin, pronoun.end});
    drafts.back().pronoun = pronoun.label;
    drafts.back().two = pronoun.two;
    drafts.back().own = pronoun.own;
    drafts.back().latter = pronoun.latter;
    drafts.back().addressed = pronoun.addressed;
  }
  const Gazetteer& regions = lexicon.gazetteer();
  for (size_t i = 0; i < scan.regions.size(); ++i) {
    const RegionToken& token = scan.regions[i];
    if (scan.At(token.begin).cover != Cover::kRegion) continue;
    if (OpensGoods(list_items, token) && i > 0 && scan.regions[i - 1].end == token.begin) continue;
    // 北京市通州区: one mention of the district that spans both, and one of the city within.
    size_t begin = token.begin;
    for (size_t k = i;
         k > 0 && scan.regions[k - 1].end == begin && regions.Within(token.region, scan.regions[k - 1].region); --k) {
      begin = scan.regions[k - 1].begin;
    }
    drafts.push_back({begin, token.end, nullptr, nullptr, nullptr, token.region});
  }
  std::stable_sort(drafts.begin(), drafts.end(), [](const Draft& a, const Draft& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
  });
  return drafts;
}

}  // namespace qiao::loaders::news
