#include "loaders/news/local_goods.h"

#include <algorithm>
#include <array>

#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr size_t kLeastGoods = 2;  // characters behind the region's name
constexpr size_t kMostGoods = 6;
constexpr size_t kMostOwned = 12;
constexpr size_t kMostNamed = 8;
constexpr size_t kSoldWithin = 20;  // 在某市某区的体验馆热销
constexpr size_t kAdverb = 4;       // 持续, 已经 before the verb

// What happens to goods; said of anything else, the name before would be no product's.
constexpr std::array<u32string_view, 21> kSold = {U"进入", U"走进", U"销往", U"进驻", U"热销", U"畅销", U"上架",
                                                  U"登陆", U"亮相", U"打入", U"进军", U"入驻", U"卖到", U"端上",
                                                  U"摆上", U"直供", U"出口", U"飘香", U"俏销", U"走俏", U"走上"};
constexpr std::array<u32string_view, 9> kSelling = {U"销售", U"展销", U"采购", U"购买", U"认购",
                                                    U"订购", U"收购", U"推介", U"品尝"};

// What may follow goods without a verb: 采购长汀河田鸡逾3000万元.
constexpr u32string_view kBehindGoods = U"进销卖走逾超约达热畅摆";

bool In(u32string_view set, char32_t c) { return set.find(c) != u32string_view::npos; }

class GoodsFinder {
 public:
  GoodsFinder(const Lexicon& lexicon, const Scan& scan) : lexicon_(lexicon), scan_(scan) {}

  std::vector<ListItem> Run() {
    size_t free_from = 0;
    NamedRows();
    NamedByRegion();
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
      const bool sold = SoldBehind(free_from) || (row.size() > 1 && SellingBefore(row.front().begin));
      if (sold) found_.insert(found_.end(), row.begin(), row.end());
    }
    return std::move(found_);
  }

 private:
  // 五常大米、东宁黑木耳在…热销: two at least at the head of a clause that end like goods and are sold there.
  void NamedRows() {
    for (size_t i = 0; i < scan_.text.size(); ++i) {
      if (!IsHan(scan_.text[i]) || (i > 0 && !In(U",。;:!?\n“", scan_.text[i - 1]))) continue;
      std::vector<ListItem> row;
      size_t at = i;
      while (row.size() < kMostOwned) {
        const size_t end = NamedEnd(at);
        if (end == at) break;
        ListItem item;
        item.begin = item.name_begin = at;
        item.end = end;
        item.label = EntityLabel::kProduct;
        row.push_back(item);
        at = end;
        if (end >= scan_.text.size() || !In(U"、和与及", scan_.text[end])) break;
        at = end + 1;
      }
      if (row.size() < 2 || row.back().end != at) continue;
      if (SoldBehind(at) || SoldThere(at)) found_.insert(found_.end(), row.begin(), row.end());
    }
  }

  // 通江银耳, “建宁莲子”, 采购长汀河田鸡: a region's short name and behind it what ends like goods, wherever it stands.
  void NamedByRegion() {
    size_t next = 0;
    for (size_t i = 0; i < scan_.text.size(); ++i) {
      if (!IsHan(scan_.text[i])) continue;
      while (next < scan_.regions.size() && scan_.regions[next].begin < i) ++next;
      const bool known = next < scan_.regions.size() && scan_.regions[next].begin == i;
      if (known && (scan_.regions[next].full || scan_.At(i).cover != Cover::kRegion)) continue;
      if (!known && scan_.At(i).cover != Cover::kPlain) continue;
      const size_t name = known ? scan_.regions[next].end : UnheardRegionEnd(i);
      if (name == i) continue;
      const size_t end = OwnGoodsEnd(name, known);
      if (end == name) continue;
      ListItem item;
      item.begin = item.name_begin = i;
      item.end = end;
      item.label = EntityLabel::kProduct;
      if (known) item.region = scan_.regions[next].region;
      found_.push_back(item);
      i = end - 1;
      // 、空山马铃薯: a further one of the row, by whatever name.
      if (end < scan_.text.size() && In(U"、和", scan_.text[end])) {
        const size_t more = NamedEnd(end + 1);
        if (more == end + 1) continue;
        ListItem next_item;
        next_item.begin = next_item.name_begin = end + 1;
        next_item.end = more;
        next_item.label = EntityLabel::kProduct;
        found_.push_back(next_item);
        i = more - 1;
      }
    }
  }

  // Behind the short name of some county that the article does not name by itself; `at` without one.
  size_t UnheardRegionEnd(size_t at) const {
    size_t end = at;
    if (at > 0 && IsHan(scan_.text[at - 1]) && scan_.At(at - 1).cover == Cover::kPlain) return at;
    lexicon_.Match(scan_.text, at, [&](size_t length, Term term) {
      if (term.kind == TermKind::kRegion && !lexicon_.gazetteer().names()[term.index].full) end = at + length;
    });
    return end;
  }

  // The end of the goods that begin at `from`: at a mark, a stop word or a verb of selling. Behind a region that nobody
  // mentions, only a longer word is sure.
  size_t OwnGoodsEnd(size_t from, bool known) const {
    for (size_t end = from + 1; end <= from + kMostGoods && end <= scan_.text.size(); ++end) {
      const Cover cover = IsHan(scan_.text[end - 1]) ? scan_.At(end - 1).cover : Cover::kStop;
      if (cover != Cover::kPlain && cover != Cover::kKeep) return from;
      if (end < scan_.text.size() && IsHan(scan_.text[end]) && scan_.At(end).begin < end) continue;
      const bool bounded = end == scan_.text.size() || !IsHan(scan_.text[end]) || Sold(end) || Selling(end) ||
                           scan_.At(end).cover == Cover::kStop || In(kBehindGoods, scan_.text[end]);
      if (!bounded) continue;
      const size_t tail = GoodsTail(from, end);
      if (tail >= 2 || (known && tail == 1)) return end;
      if (end < scan_.text.size() && IsHan(scan_.text[end]) && scan_.At(end).cover != Cover::kPlain) return from;
    }
    return from;
  }

  // How long the word for goods is that ends the stretch; 0 without one.
  size_t GoodsTail(size_t from, size_t end) const {
    for (size_t i = from; i < end; ++i) {
      if (lexicon_.IsWord(scan_.text.substr(i, end - i), WordClass::kGoods)) return end - i;
    }
    return 0;
  }

  bool Selling(size_t at) const {
    const u32string_view rest = scan_.text.substr(at, 2);
    return std::find(kSelling.begin(), kSelling.end(), rest) != kSelling.end();
  }

  // A name of three characters or more up to a mark, 在, 和 or a verb of selling, whose end is some goods' name.
  size_t NamedEnd(size_t from) const {
    for (size_t end = from + 1; end <= from + kMostNamed && end <= scan_.text.size(); ++end) {
      if (end < scan_.text.size() && IsHan(scan_.text[end]) && !In(U"在和与及等", scan_.text[end]) && !Sold(end)) {
        continue;
      }
      return end >= from + 3 && EndsLikeGoods(from, end) ? end : from;
    }
    return from;
  }

  // 茶 and 羊 alone end many words; without a region before them a longer one is asked for.
  bool EndsLikeGoods(size_t from, size_t end) const { return GoodsTail(from + 1, end) >= 2; }

  bool Sold(size_t at) const {
    const u32string_view rest = scan_.text.substr(at, 2);
    return std::find(kSold.begin(), kSold.end(), rest) != kSold.end();
  }

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
      if (region->full || scan_.At(region->begin).cover != Cover::kRegion) break;
      const size_t end = GoodsEnd(region->end);
      if (end == region->end) break;
      ListItem item;
      item.begin = item.name_begin = region->begin;
      item.end = end;
      item.label = EntityLabel::kProduct;
      item.region = region->region;
      row.push_back(item);
      if (end >= scan_.text.size() || !In(U"、和与及", scan_.text[end])) break;
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
      if (end >= scan_.text.size() || !In(U"、和与及", scan_.text[end])) break;
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
      if (token.cover == Cover::kStop) break;
      if (token.cover != Cover::kPlain && token.cover != Cover::kKeep) return from;
      i = token.end;
    }
    const size_t length = i - from;
    if (length < kLeastGoods || length > kMostGoods || lexicon_.Generic(scan_.text.substr(from, length), true))
      return from;
    return i;
  }

  bool SoldBehind(size_t at) const {
    for (size_t i = at; i <= at + kAdverb && i < scan_.text.size() && IsHan(scan_.text[i]); ++i) {
      const u32string_view rest = scan_.text.substr(i);
      if (std::any_of(kSold.begin(), kSold.end(), [&](u32string_view verb) { return rest.starts_with(verb); }))
        return true;
    }
    return false;
  }

  bool SellingBefore(size_t at) const {
    const u32string_view before = scan_.text.substr(0, at);
    return std::any_of(kSelling.begin(), kSelling.end(), [&](u32string_view verb) { return before.ends_with(verb); });
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
