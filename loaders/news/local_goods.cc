#include "loaders/news/local_goods.h"

#include <algorithm>

#include "loaders/news/bare_goods.h"
#include "loaders/news/goods_words.h"
#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr size_t kMostOwned = 12;
constexpr size_t kLeastBrand = 2;  // characters of a quoted one
constexpr size_t kLongestBrand = 6;
constexpr u32string_view kJoints = U"、和与及";

class GoodsFinder {
 public:
  GoodsFinder(const Lexicon& lexicon, const Scan& scan) : lexicon_(lexicon), scan_(scan), goods_(lexicon, scan) {}

  std::vector<ListItem> Run() {
    size_t free_from = 0;
    NamedRows();
    NamedByRegion();
    NamedByBrand();
    for (const ListItem& item : FindBareGoods(lexicon_, scan_)) found_.push_back(item);
    for (const RegionToken& region : scan_.regions) {
      if (region.begin < free_from) continue;
      if (std::vector<ListItem> owned = OwnedRow(region); !owned.empty()) {
        free_from = owned.back().end;
        found_.insert(found_.end(), owned.begin(), owned.end());
        continue;
      }
      std::vector<ListItem> row = RowAt(region);
      if (row.empty()) continue;
      free_from = row.back().end;
      const bool goods = row.size() > 1 && (goods_.SellingBefore(row.front().begin) || HoldsGoods(row));
      if (goods || goods_.SoldBehind(free_from)) found_.insert(found_.end(), row.begin(), row.end());
    }
    return Apart();
  }

 private:
  // The same goods may be found in several ways: the longest of what overlaps.
  std::vector<ListItem> Apart() {
    std::stable_sort(found_.begin(), found_.end(), [](const ListItem& a, const ListItem& b) {
      return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
    });
    std::vector<ListItem> apart;
    for (const ListItem& item : found_) {
      if (apart.empty() || item.begin >= apart.back().end) apart.push_back(item);
    }
    return apart;
  }

  // 五常大米、东宁黑木耳在…热销: two at least at the head of a clause that end like goods and are sold there.
  void NamedRows() {
    for (size_t i = 0; i < scan_.text.size(); ++i) {
      if (!HeadsClause(i) || scan_.At(i).cover == Cover::kStop) continue;
      const std::vector<ListItem> row = Row(i, [&](size_t at) { return goods_.NamedEnd(at); });
      if (row.size() < 2) continue;
      const size_t at = row.back().end;
      const bool ends = at >= scan_.text.size() || !In(kJoints, scan_.text[at]);
      if (ends && (goods_.SoldBehind(at) || goods_.SoldThere(at))) Keep(row);
    }
  }

  // 通江银耳, “建宁莲子”, 采购长汀河田鸡: a region's short name and behind it what ends like goods, wherever it stands.
  void NamedByRegion() {
    size_t next = 0;
    for (size_t i = 0; i < scan_.text.size(); ++i) {
      if (!IsHan(scan_.text[i])) continue;
      while (next < scan_.regions.size() && scan_.regions[next].begin < i) ++next;
      const bool known = next < scan_.regions.size() && scan_.regions[next].begin == i;
      if (known && scan_.At(i).cover != Cover::kRegion) continue;
      if (!known && scan_.At(i).cover != Cover::kPlain && scan_.At(i).cover != Cover::kKeep) continue;
      const size_t name = known ? scan_.regions[next].end : goods_.UnheardRegionEnd(i);
      if (name == i) continue;
      const size_t end = goods_.OwnGoodsEnd(i, name, known);
      if (end == name) continue;
      // 采购康县木耳: behind a region's full name only where they are sold.
      const bool full = known && InFull(scan_.regions[next]);
      if (full && (goods_.GoodsTail(name, end) < 2 || !goods_.Traded(i, end))) continue;
      ListItem item;
      item.begin = item.name_begin = i;
      item.end = end;
      item.label = EntityLabel::kProduct;
      if (known) item.region = scan_.regions[next].region;
      if (full) {
        item.name_begin = name;
        item.named_by_region = true;
      }
      found_.push_back(item);
      i = RestOfRow(end) - 1;
    }
  }

  // “苗味鲜”红酸汤现已进入…: behind a quoted brand what ends like goods, where it is sold.
  void NamedByBrand() {
    const u32string_view text = scan_.text;
    for (size_t open = text.find(U'“'); open != u32string_view::npos; open = text.find(U'“', open + 1)) {
      const size_t length = text.substr(open + 1, kLongestBrand + 1).find(U'”');
      if (length == u32string_view::npos || length < kLeastBrand) continue;
      const size_t close = open + 1 + length;
      const size_t end = goods_.OwnGoodsEnd(open, close + 1, true);
      if (end == close + 1 || !(goods_.SoldBehind(end) || goods_.SoldThere(end) || goods_.SellingBefore(open)))
        continue;
      ListItem item;
      item.begin = open;
      item.name_begin = open + 1;
      item.end = end;
      item.label = EntityLabel::kProduct;
      found_.push_back(item);
    }
  }

  // 、空山马铃薯、刚察湟鱼纪念品: the further ones of a row, by whatever name. Returns where the row ends.
  size_t RestOfRow(size_t end) {
    while (end < scan_.text.size() && In(kJoints, scan_.text[end])) {
      const size_t from = end + 1;
      const RegionToken* region = RegionAt(from);
      const bool own = region && !InFull(*region) && scan_.At(from).cover == Cover::kRegion;
      const size_t name = own ? region->end : from;
      size_t more = own ? goods_.OwnGoodsEnd(from, name, true) : goods_.OtherGoodsEnd(from);
      if (own && more == name) more = goods_.GoodsEnd(name);
      if (more == name) break;
      ListItem item;
      item.begin = item.name_begin = from;
      item.end = more;
      item.label = EntityLabel::kProduct;
      if (own) item.region = region->region;
      found_.push_back(item);
      end = more;
    }
    return end;
  }

  // Goods joined by 、 and 和 from `at` on, each as far as `end` says; none where it says `at`.
  template <class End>
  std::vector<ListItem> Row(size_t at, End end_of) const {
    std::vector<ListItem> row;
    while (row.size() < kMostOwned) {
      ListItem item;
      item.begin = item.name_begin = at;
      item.end = end_of(at);
      item.label = EntityLabel::kProduct;
      if (item.end == at) break;
      row.push_back(item);
      if (item.end >= scan_.text.size() || !In(kJoints, scan_.text[item.end])) break;
      at = item.end + 1;
    }
    return row;
  }

  void Keep(const std::vector<ListItem>& row) { found_.insert(found_.end(), row.begin(), row.end()); }

  // A row of goods, each behind a region's short name.
  std::vector<ListItem> RowAt(const RegionToken& first) const {
    std::vector<ListItem> row;
    for (const RegionToken* region = &first; region != nullptr;) {
      if (InFull(*region) || scan_.At(region->begin).cover != Cover::kRegion) break;
      size_t end = goods_.OwnGoodsEnd(region->begin, region->end, true);
      if (end == region->end) end = goods_.GoodsEnd(region->end);
      if (end == region->end) break;
      ListItem item;
      item.begin = item.name_begin = region->begin;
      item.end = end;
      item.label = EntityLabel::kProduct;
      item.region = region->region;
      row.push_back(item);
      if (end >= scan_.text.size() || !In(kJoints, scan_.text[end])) break;
      region = RegionAt(end + 1);
    }
    return row;
  }

  // 收购某县的西芹和马铃薯: two goods at least, without their region's name.
  std::vector<ListItem> OwnedRow(const RegionToken& region) const {
    std::vector<ListItem> row;
    if (region.end >= scan_.text.size() || scan_.text[region.end] != U'的') return row;
    for (size_t at = region.end + 1; row.size() < kMostOwned;) {
      const size_t end = goods_.GoodsEnd(at);
      if (end == at) break;
      ListItem item;
      item.begin = item.name_begin = at;
      item.end = end;
      item.label = EntityLabel::kProduct;
      item.region = region.region;
      row.push_back(item);
      if (end >= scan_.text.size() || !In(kJoints, scan_.text[end])) break;
      at = end + 1;
    }
    const bool sold = goods_.SellingBefore(region.begin) || (!row.empty() && goods_.SoldBehind(row.back().end));
    if (row.size() < 2 || !sold) row.clear();
    return row;
  }

  const RegionToken* RegionAt(size_t at) const {
    const auto token = std::lower_bound(scan_.regions.begin(), scan_.regions.end(), at,
                                        [](const RegionToken& r, size_t b) { return r.begin < b; });
    return token != scan_.regions.end() && token->begin == at ? &*token : nullptr;
  }

  bool HeadsClause(size_t i) const { return IsHan(scan_.text[i]) && (i == 0 || In(U",。;:!?\n“", scan_.text[i - 1])); }

  // 礼县大黄: the name of a county of one character is never shortened.
  static bool InFull(const RegionToken& region) { return region.full && region.end - region.begin > 2; }

  bool HoldsGoods(const std::vector<ListItem>& row) const {
    return std::any_of(row.begin(), row.end(),
                       [&](const ListItem& i) { return goods_.GoodsTail(i.begin + 1, i.end) > 0; });
  }

  const Lexicon& lexicon_;
  const Scan& scan_;
  const GoodsWords goods_;
  std::vector<ListItem> found_;
};

}  // namespace

std::vector<ListItem> FindLocalGoods(const Lexicon& lexicon, const Scan& scan) {
  return GoodsFinder(lexicon, scan).Run();
}

}  // namespace qiao::loaders::news
