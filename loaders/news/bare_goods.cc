#include "loaders/news/bare_goods.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr size_t kLeastGoods = 2;
constexpr size_t kMostBefore = 3;   // 鲜食|玉米
constexpr size_t kAdverbs = 6;      // 也纷纷, 常年大量 before the verb
constexpr size_t kSoldWithin = 20;  // 在某市某区的体验馆热销
constexpr size_t kClause = 24;
constexpr size_t kSentence = 40;
constexpr u32string_view kJoints = U"、和与及";
constexpr u32string_view kMarks = U",。;:!?\n";
constexpr u32string_view kNumerals = U"一二三四五六七八九十百千万两几半多余";
constexpr u32string_view kMeasures = U"吨亩斤克件箱盒袋头只尾成车批瓶";

// Kinds of goods rather than goods.
constexpr std::array<u32string_view, 14> kKinds = {U"蔬菜",   U"水果", U"中药材", U"鲜花", U"饮料", U"花卉", U"糕点",
                                                   U"食用菌", U"粮油", U"杂粮",   U"面条", U"陶瓷", U"茶叶", U"坚果"};
// What else may happen to what grows: 玉米进入灌浆期, 苹果受到冻害. Behind these a market is asked for.
constexpr std::array<u32string_view, 38> kWeak = {
    U"进入", U"走进",   U"进驻",   U"入驻", U"亮相", U"受到", U"深受", U"备受", U"广受", U"颇受",
    U"吸引", U"赢得",   U"申报",   U"入选", U"荣获", U"获评", U"展出", U"参展", U"走出", U"走上",
    U"登上", U"摆在",   U"摆进",   U"摆放", U"被摆", U"走向", U"列入", U"纳入", U"上了", U"挂上",
    U"端到", U"走进了", U"登上了", U"进了", U"送上", U"送到", U"送进", U"现身"};
constexpr std::array<u32string_view, 12> kMarkets = {U"市场", U"超市", U"商超", U"卖场", U"餐桌", U"食堂",
                                                     U"门店", U"货架", U"柜台", U"商场", U"盒马", U"展馆"};
// 长绒棉的收购合同
constexpr std::array<u32string_view, 10> kDeals = {U"收购", U"购销", U"产销", U"供销", U"采购",
                                                   U"供货", U"供应", U"订购", U"团购", U"销售"};
constexpr std::array<u32string_view, 5> kTaken = {U"包销", U"收购", U"采购", U"代销", U"销售"};
constexpr std::array<u32string_view, 4> kAgreements = {U"合同", U"协议", U"订单", U"意向"};
constexpr std::array<u32string_view, 13> kTrade = {U"收购", U"采购", U"购销", U"销售", U"零售", U"卖", U"发往",
                                                   U"供应", U"订",   U"出口", U"发货", U"购买", U"签"};

template <class Words>
bool Any(const Words& words, u32string_view text) {
  return std::any_of(words.begin(), words.end(), [&](u32string_view word) { return text.find(word) != text.npos; });
}

class BareGoodsFinder {
 public:
  BareGoodsFinder(const Lexicon& lexicon, const Scan& scan) : lexicon_(lexicon), scan_(scan) {}

  std::vector<ListItem> Run() {
    size_t free_from = 0;
    for (size_t i = 0; i < scan_.goods.size(); ++i) {
      if (scan_.goods[i].begin < free_from) continue;
      const std::vector<ListItem> row = RowAt(i);
      if (row.empty()) continue;
      free_from = row.back().end;
      if (Traded(row)) found_.insert(found_.end(), row.begin(), row.end());
    }
    return std::move(found_);
  }

 private:
  char32_t Char(size_t i) const { return i < scan_.text.size() ? scan_.text[i] : U'\n'; }

  // 大豆、糯高粱: the row that begins with these goods.
  std::vector<ListItem> RowAt(size_t first) const {
    std::vector<ListItem> row;
    size_t end = LongestEnd(first);
    size_t begin = BeginOf(scan_.goods[first].begin, 0);
    while (end > 0 && Named(begin, end)) {
      ListItem item;
      item.begin = item.name_begin = begin;
      item.end = end;
      item.label = EntityLabel::kProduct;
      row.push_back(item);
      if (!In(kJoints, Char(end))) break;
      begin = end + 1;
      end = EndFrom(begin);
    }
    return row;
  }

  // The longest word for goods that begins where this one does, when no longer name goes on behind it.
  size_t LongestEnd(size_t i) const {
    size_t end = scan_.goods[i].end;
    for (size_t k = i + 1; k < scan_.goods.size() && scan_.goods[k].begin == scan_.goods[i].begin; ++k)
      end = scan_.goods[k].end;
    return end - scan_.goods[i].begin >= kLeastGoods && Bounded(end) ? end : 0;
  }

  // Of the goods that stand at `from`, maybe behind a few characters: 鲜食|玉米. 0 without any.
  size_t EndFrom(size_t from) const {
    auto word = std::lower_bound(scan_.goods.begin(), scan_.goods.end(), from,
                                 [](const LooseEnding& w, size_t b) { return w.begin < b; });
    for (; word != scan_.goods.end() && word->begin <= from + kMostBefore; ++word) {
      const size_t end = LongestEnd(static_cast<size_t>(word - scan_.goods.begin()));
      if (end > 0 && BeginOf(word->begin, from) == from) return end;
    }
    return 0;
  }

  // Over plain characters back to a mark, a stop word or a count; `least` bounds it. SIZE_MAX where more stands before.
  size_t BeginOf(size_t at, size_t least) const {
    size_t begin = at;
    while (begin > least && at - begin <= kMostBefore && IsHan(Char(begin - 1)) &&
           scan_.At(begin - 1).cover == Cover::kPlain && !Counted(begin) && !In(kJoints, Char(begin - 1)) &&
           !scan_.TradeEnds(begin, WordClass::kSelling))
      --begin;
    if (at - begin > kMostBefore) return SIZE_MAX;
    const bool bounded = begin == 0 || begin == least || !IsHan(Char(begin - 1)) || Counted(begin) ||
                         scan_.At(begin - 1).cover == Cover::kStop || scan_.TradeEnds(begin, WordClass::kSelling);
    return bounded ? begin : SIZE_MAX;
  }

  // 20吨|, 1.5万亩|, 六成|, 2万公斤|
  bool Counted(size_t at) const {
    if (at < 3 || !In(kMeasures, Char(at - 1))) return false;
    const char32_t number = Char(at - 2) == U'公' ? Char(at - 3) : Char(at - 2);
    return IsDigit(number) || In(kNumerals, number);
  }

  bool Bounded(size_t end) const {
    if (!IsHan(Char(end))) return Char(end) != U'”';
    return scan_.At(end).cover == Cover::kStop || scan_.TradeBegins(end, WordClass::kSold) ||
           scan_.TradeBegins(end, WordClass::kSelling) || scan_.TradeBegins(end, WordClass::kAdverb) ||
           In(U"进销卖走发运逾超约达近热畅摆每两供被礼在经由", Char(end)) || Any(kDeals, scan_.text.substr(end, 2)) ||
           scan_.text.substr(end, 2) == U"订单";
  }

  bool Named(size_t begin, size_t end) const {
    if (begin == SIZE_MAX || begin >= end) return false;
    const u32string_view name = scan_.text.substr(begin, end - begin);
    return std::find(kKinds.begin(), kKinds.end(), name) == kKinds.end() && !lexicon_.Generic(name, true);
  }

  bool Traded(const std::vector<ListItem>& row) const {
    const size_t begin = row.front().begin, end = row.back().end;
    const u32string_view behind = Clause(end);
    if (SellingBefore(begin) || SoldBehind(end) || Agreed(behind)) return true;
    if (!Counted(begin)) return false;
    // 20吨青稞: goods where the sentence sells or buys.
    const size_t from = begin - std::min(begin, kSentence);
    u32string_view before = scan_.text.substr(from, begin - from);
    before.remove_prefix(before.find_last_of(U"。!?\n") + 1);
    return Any(kTrade, behind) || Any(kTrade, before);
  }

  // 的订单, 采购框架协议
  static bool Agreed(u32string_view behind) {
    if (behind.starts_with(U"的")) behind.remove_prefix(1);
    if (behind.starts_with(U"订单")) return true;
    const bool deal =
        std::any_of(kDeals.begin(), kDeals.end(), [&](u32string_view word) { return behind.starts_with(word); });
    return deal && Any(kAgreements, behind.substr(2, 4));
  }

  u32string_view Clause(size_t at) const {
    const u32string_view rest = scan_.text.substr(std::min(at, scan_.text.size()), kClause);
    return rest.substr(0, rest.find_first_of(kMarks));
  }

  bool SellingBefore(size_t at) const {
    if (at > 0 && Char(at - 1) == U'了') --at;
    return scan_.TradeEnds(at, WordClass::kSelling);
  }

  bool SoldBehind(size_t at) const {
    if (Char(at) == U',') ++at;  // 花牛苹果,去年进了…
    while (IsHan(Char(at)) && scan_.TradeBegins(at, WordClass::kAdverb))
      at += std::max<size_t>(1, lexicon_.WordAt(scan_.text, at, WordClass::kAdverb));
    if (Char(at) == U'由' && Any(kTaken, Clause(at))) return true;  // 全部由某公司包销
    const size_t reach = Char(at) == U'在' ? kSoldWithin : kAdverbs;
    for (size_t i = at; i <= at + reach && IsHan(Char(i)); ++i) {
      if (!scan_.TradeBegins(i, WordClass::kSold)) continue;
      const size_t length = lexicon_.WordAt(scan_.text, i, WordClass::kSold);
      const bool weak = std::find(kWeak.begin(), kWeak.end(), scan_.text.substr(i, length)) != kWeak.end();
      return !weak || Any(kMarkets, Clause(i));
    }
    return false;
  }

  const Lexicon& lexicon_;
  const Scan& scan_;
  std::vector<ListItem> found_;
};

}  // namespace

std::vector<ListItem> FindBareGoods(const Lexicon& lexicon, const Scan& scan) {
  return BareGoodsFinder(lexicon, scan).Run();
}

}  // namespace qiao::loaders::news
