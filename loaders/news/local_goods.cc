#include "loaders/news/local_goods.h"

#include <algorithm>

#include "loaders/news/bare_goods.h"
#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr size_t kLeastGoods = 2;  // characters behind the region's name
constexpr size_t kMostGoods = 6;
constexpr size_t kMostOwned = 12;
constexpr size_t kMostNamed = 8;
constexpr size_t kSoldWithin = 20;  // 在某市某区的体验馆热销
constexpr size_t kAdverbs = 6;      // 也纷纷, 常年大量 before the verb

// What may follow goods without a verb: 采购长汀河田鸡逾3000万元.
constexpr u32string_view kBehindGoods = U"进销卖走逾超约达近热畅摆每两供被礼";

constexpr u32string_view kJoints = U"、和与及";

bool In(u32string_view set, char32_t c) { return set.find(c) != u32string_view::npos; }

class GoodsFinder {
 public:
  GoodsFinder(const Lexicon& lexicon, const Scan& scan) : lexicon_(lexicon), scan_(scan) {}

  std::vector<ListItem> Run() {
    size_t free_from = 0;
    NamedRows();
    NamedByRegion();
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
      const bool goods = row.size() > 1 && (SellingBefore(row.front().begin) || HoldsGoods(row));
      if (goods || SoldBehind(free_from)) found_.insert(found_.end(), row.begin(), row.end());
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
      const std::vector<ListItem> row = Row(i, [&](size_t at) { return NamedEnd(at); });
      if (row.size() < 2) continue;
      const size_t at = row.back().end;
      const bool ends = at >= scan_.text.size() || !In(kJoints, scan_.text[at]);
      if (ends && (SoldBehind(at) || SoldThere(at))) Keep(row);
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
      const size_t name = known ? scan_.regions[next].end : UnheardRegionEnd(i);
      if (name == i) continue;
      const size_t end = OwnGoodsEnd(i, name, known);
      if (end == name) continue;
      // 采购康县木耳: behind a region's full name only where they are sold.
      const bool full = known && InFull(scan_.regions[next]);
      if (full && (GoodsTail(name, end) < 2 || !Traded(i, end))) continue;
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

  // 、空山马铃薯、刚察湟鱼纪念品: the further ones of a row, by whatever name. Returns where the row ends.
  size_t RestOfRow(size_t end) {
    while (end < scan_.text.size() && In(kJoints, scan_.text[end])) {
      const size_t from = end + 1;
      const RegionToken* region = RegionAt(from);
      const bool own = region && !InFull(*region) && scan_.At(from).cover == Cover::kRegion;
      const size_t name = own ? region->end : from;
      size_t more = own ? OwnGoodsEnd(from, name, true) : OtherGoodsEnd(from);
      if (own && more == name) more = GoodsEnd(name);
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

  bool HeadsClause(size_t i) const { return IsHan(scan_.text[i]) && (i == 0 || In(U",。;:!?\n“", scan_.text[i - 1])); }

  // 礼县大黄: the name of a county of one character is never shortened.
  static bool InFull(const RegionToken& region) { return region.full && region.end - region.begin > 2; }

  // Behind the short name of some county that the article does not name by itself; `at` without one.
  size_t UnheardRegionEnd(size_t at) const {
    size_t end = at;
    if (at > 0 && IsHan(scan_.text[at - 1]) && scan_.At(at - 1).cover == Cover::kPlain && !SellingBefore(at)) return at;
    lexicon_.Match(scan_.text, at, [&](size_t length, Term term) {
      if (term.kind == TermKind::kRegion && !lexicon_.gazetteer().names()[term.index].full) end = at + length;
    });
    return end;
  }

  // 、会理石榴 behind other goods: of a county that the article does not name by itself, or of none.
  size_t OtherGoodsEnd(size_t from) const {
    const size_t region = UnheardRegionEnd(from);
    const size_t end = region == from ? from : OwnGoodsEnd(from, region, false);
    return end > region ? end : NamedEnd(from);
  }

  // Do the goods stand in a row, or where something is sold?
  bool Traded(size_t begin, size_t end) const {
    const bool row =
        (begin > 0 && scan_.text[begin - 1] == U'、') || (end < scan_.text.size() && scan_.text[end] == U'、');
    return row || SellingBefore(begin) || SoldBehind(end);
  }

  // The end of the goods that stand at `from`, behind their region at `begin`: at a mark, a stop word or a verb of
  // selling. Behind a region that nobody mentions, a single character tells only in trade.
  size_t OwnGoodsEnd(size_t begin, size_t from, bool known) const {
    for (size_t end = from + 1; end <= from + kMostGoods && end <= scan_.text.size(); ++end) {
      if (!OfGoods(end - 1, from)) return from;
      if (end < scan_.text.size() && IsHan(scan_.text[end]) && scan_.At(end).begin < end) continue;
      if (!Bounded(end)) continue;
      const size_t tail = GoodsTail(from, end);
      if (tail >= 2 || (tail == 1 && (known || (end - from >= 2 && Traded(begin, end))))) return end;
      if (end < scan_.text.size() && IsHan(scan_.text[end]) && scan_.At(end).cover != Cover::kPlain) return from;
    }
    return from;
  }

  // A plain character; 榕江西瓜 shows 江西, but that begins within the county's name.
  bool OfGoods(size_t at, size_t from) const {
    if (!IsHan(scan_.text[at])) return false;
    const Token& token = scan_.At(at);
    return token.cover == Cover::kPlain || token.cover == Cover::kKeep ||
           (token.cover == Cover::kRegion && token.begin < from);
  }

  bool Bounded(size_t end) const {
    return end == scan_.text.size() || !IsHan(scan_.text[end]) || In(kJoints, scan_.text[end]) || Sold(end) ||
           Selling(end) || Adverb(end) || scan_.At(end).cover == Cover::kStop || In(kBehindGoods, scan_.text[end]);
  }

  // How long the word for goods is that ends the stretch; 0 without one.
  size_t GoodsTail(size_t from, size_t end) const {
    for (size_t i = from; i < end; ++i) {
      if (lexicon_.IsWord(scan_.text.substr(i, end - i), WordClass::kGoods)) return end - i;
    }
    return 0;
  }

  bool Sold(size_t at) const { return scan_.TradeBegins(at, WordClass::kSold); }
  bool Selling(size_t at) const { return scan_.TradeBegins(at, WordClass::kSelling); }
  bool Adverb(size_t at) const { return scan_.TradeBegins(at, WordClass::kAdverb); }

  // A name of three characters or more up to a mark, 在, 和 or a verb of selling, whose end is some goods' name.
  size_t NamedEnd(size_t from) const {
    for (size_t end = from + 1; end <= from + kMostNamed && end <= scan_.text.size(); ++end) {
      const bool word = end < scan_.text.size() && IsHan(scan_.text[end]);
      const bool stop = word && scan_.At(end).cover == Cover::kStop && scan_.At(end).begin == end;
      if (word && !stop && !In(kJoints, scan_.text[end]) && !Sold(end) && !Adverb(end)) continue;
      return end >= from + 3 && EndsLikeGoods(from, end) ? end : from;
    }
    return from;
  }

  // 茶 and 羊 alone end many words; without a region before them a longer one is asked for.
  bool EndsLikeGoods(size_t from, size_t end) const { return GoodsTail(from + 1, end) >= 2; }

  bool SoldThere(size_t at) const {
    if (at >= scan_.text.size() || scan_.text[at] != U'在') return false;
    for (size_t i = at + 1; i < at + kSoldWithin && i < scan_.text.size() && !In(U",。;\n", scan_.text[i]); ++i) {
      if (Sold(i)) return true;
    }
    return false;
  }

  // A row of goods, each behind a region's short name.
  std::vector<ListItem> RowAt(const RegionToken& first) const {
    std::vector<ListItem> row;
    for (const RegionToken* region = &first; region != nullptr;) {
      if (InFull(*region) || scan_.At(region->begin).cover != Cover::kRegion) break;
      size_t end = OwnGoodsEnd(region->begin, region->end, true);
      if (end == region->end) end = GoodsEnd(region->end);
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
      const size_t end = GoodsEnd(at);
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
    const bool sold = SellingBefore(region.begin) || (!row.empty() && SoldBehind(row.back().end));
    if (row.size() < 2 || !sold) row.clear();
    return row;
  }

  const RegionToken* RegionAt(size_t at) const {
    const auto token = std::lower_bound(scan_.regions.begin(), scan_.regions.end(), at,
                                        [](const RegionToken& r, size_t b) { return r.begin < b; });
    return token != scan_.regions.end() && token->begin == at ? &*token : nullptr;
  }

  // Plain words up to a mark or a stop word; a name with an ending, or one made of generic words, is no product.
  size_t GoodsEnd(size_t from) const {
    size_t i = from;
    while (i < scan_.text.size() && IsHan(scan_.text[i])) {
      const Token& token = scan_.At(i);
      if (token.cover == Cover::kStop || (i >= from + kLeastGoods && (Sold(i) || Adverb(i)))) break;
      if (token.cover != Cover::kPlain && token.cover != Cover::kKeep) return from;
      i = token.end;
    }
    const size_t length = i - from;
    if (length < kLeastGoods || length > kMostGoods || lexicon_.Generic(scan_.text.substr(from, length), true))
      return from;
    return i;
  }

  bool HoldsGoods(const std::vector<ListItem>& row) const {
    return std::any_of(row.begin(), row.end(), [&](const ListItem& i) { return GoodsTail(i.begin + 1, i.end) > 0; });
  }

  bool SoldBehind(size_t at) const {
    for (size_t i = at; i <= at + kAdverbs && i < scan_.text.size() && IsHan(scan_.text[i]); ++i) {
      if (Sold(i)) return true;
    }
    return false;
  }

  bool SellingBefore(size_t at) const {
    if (at > 0 && scan_.text[at - 1] == U'了') --at;
    return scan_.TradeEnds(at, WordClass::kSelling);
  }

  const Lexicon& lexicon_;
  const Scan& scan_;
  std::vector<ListItem> found_;
};

}  // namespace

std::vector<ListItem> FindLocalGoods(const Lexicon& lexicon, const Scan& scan) {
  return GoodsFinder(lexicon, scan).Run();
}

}  // namespace qiao::loaders::news
