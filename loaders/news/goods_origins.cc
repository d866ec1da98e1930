#include "loaders/news/goods_origins.h"

#include <algorithm>
#include <set>
#include <unordered_set>
#include <utility>

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr size_t kLongRow = 3;  // of goods

class Search {
 public:
  Search(const Lexicon& lexicon, const Scan& scan, const RegionContext& context, const Reading& reading,
         const std::vector<Finding>& found)
      : lexicon_(lexicon),
        regions_(lexicon.gazetteer()),
        scan_(scan),
        context_(context),
        reading_(reading),
        sentences_(Sentences(scan.text)) {
    for (const Finding& finding : found) {
      if (finding.claim.type == LinkType::kSupplies)
        bought_.emplace(finding.claim.subject, reading_.actors[finding.claim.object].region);
    }
  }

  // 通江银耳 is what 通江县 supplies. Goods of several counties, or of none that is named, are the offer of the region
  // above that their sentence names, unless it buys them; a long row is somebody's offer even where nobody is named.
  std::vector<GoodsOrigin> Run() {
    for (uint32_t i = 0; i < reading_.actors.size(); ++i) {
      const Actor& product = reading_.actors[i];
      if (product.label != EntityLabel::kProduct || product.name_regions.empty()) continue;
      origins_.push_back({product.name_regions[0], i, false, product.first});
    }
    for (size_t i = 0; i < reading_.items.size();) {
      const size_t end = RowOfGoods(i);
      if (end > i) OfferedAbove(i, end);
      i = std::max(end, i + 1);
    }
    return std::move(origins_);
  }

 private:
  const Actor* Goods(const Item& item) const {
    const bool single = item.actors.size() == 1 && reading_.actors[item.actors[0]].label == EntityLabel::kProduct;
    return single ? &reading_.actors[item.actors[0]] : nullptr;
  }

  static bool Joins(char32_t c) { return c == U'、' || c == U'和' || c == U'与' || c == U'及'; }

  // The end of the row of goods that begins at the item: 盐源苹果、雷波脐橙、会理石榴.
  size_t RowOfGoods(size_t i) const {
    size_t end = i;
    size_t at = 0;
    for (size_t k = i; k < reading_.items.size(); ++k) {
      const Item& item = reading_.items[k];
      if (k > i && item.begin < at) continue;  // 盐源 within 盐源苹果
      if (k > i && (item.begin != at + 1 || !Joins(scan_.text[at]))) break;
      if (!Goods(item)) break;
      at = item.end;
      end = k + 1;
    }
    return end;
  }

  // 东宁黑木耳 bears the name of a county that lies in none of the region's parts.
  bool FromElsewhere(u32string_view goods, RegionId above) const {
    bool named = false, within = false;
    lexicon_.Match(goods, 0, [&](size_t length, Term term) {
      if (term.kind != TermKind::kRegion || length == goods.size()) return;
      named = true;
      within |= regions_.Within(regions_.names()[term.index].region, above);
    });
    return named && !within;
  }

  // Does the item's sentence name the region?
  bool NamedBeside(RegionId region, size_t item) const {
    const size_t at = reading_.items[item].begin;
    const auto sentence = std::find_if(sentences_.begin(), sentences_.end(),
                                       [&](const auto& s) { return s.first <= at && at < s.second; });
    if (sentence == sentences_.end()) return false;
    return std::any_of(reading_.items.begin(), reading_.items.end(), [&](const Item& i) {
      return i.begin >= sentence->first && i.end <= sentence->second &&
             std::any_of(i.actors.begin(), i.actors.end(),
                         [&](uint32_t actor) { return reading_.actors[actor].region == region; });
    });
  }

  void OfferedAbove(size_t from, size_t end) {
    const RegionId above = context_.PlaceAt(reading_.items[from].begin);
    if (above == kNoRegion || regions_.Helper(above)) return;
    std::unordered_set<RegionId> counties;
    bool unnamed = false;
    size_t row = 0;
    for (size_t i = from; i < end; ++i) {
      const Actor* goods = Goods(reading_.items[i]);
      if (!goods) continue;
      ++row;
      if (goods->name_regions.empty()) {
        unnamed = true;
      } else if (!regions_.Within(goods->name_regions[0], above)) {
        return;
      } else {
        counties.insert(goods->name_regions[0]);
      }
    }
    if (!unnamed && counties.size() < 2) return;
    if (!(unnamed && row >= kLongRow) && !NamedBeside(above, from)) return;
    for (size_t i = from; i < end; ++i) {
      const Actor* goods = Goods(reading_.items[i]);
      if (!goods || FromElsewhere(goods->name, above) || bought_.contains({reading_.items[i].actors[0], above}))
        continue;
      origins_.push_back({above, reading_.items[i].actors[0], true, reading_.items[i].begin});
    }
  }

  const Lexicon& lexicon_;
  const Gazetteer& regions_;
  const Scan& scan_;
  const RegionContext& context_;
  const Reading& reading_;
  const std::vector<std::pair<size_t, size_t>> sentences_;
  std::set<std::pair<uint32_t, RegionId>> bought_;  // goods and the region that gets them
  std::vector<GoodsOrigin> origins_;
};

}  // namespace

std::vector<GoodsOrigin> FindGoodsOrigins(const Lexicon& lexicon, const Scan& scan, const RegionContext& context,
                                          const Reading& reading, const std::vector<Finding>& found) {
  return Search(lexicon, scan, context, reading, found).Run();
}

}  // namespace qiao::loaders::news
