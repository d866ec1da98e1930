#include "loaders/news/goods_words.h"

#include <string_view>

#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr size_t kLeastGoods = 2;
constexpr size_t kMostGoods = 6;
constexpr size_t kMostNamed = 8;
constexpr size_t kSoldWithin = 20;  // 在某市某区的体验馆热销
constexpr size_t kAdverbs = 6;      // 也纷纷, 常年大量 before the verb

// What may follow goods without a verb: 采购长汀河田鸡逾3000万元.
constexpr u32string_view kBehindGoods = U"进销卖走逾超约达近热畅摆每两供被礼摊";

constexpr u32string_view kJoints = U"、和与及";

}  // namespace

size_t GoodsWords::UnheardRegionEnd(size_t at) const {
  size_t end = at;
  if (at > 0 && IsHan(scan_.text[at - 1]) && scan_.At(at - 1).cover == Cover::kPlain && !SellingBefore(at)) return at;
  lexicon_.Match(scan_.text, at, [&](size_t length, Term term) {
    if (term.kind == TermKind::kRegion && !lexicon_.gazetteer().names()[term.index].full) end = at + length;
  });
  return end;
}

size_t GoodsWords::OtherGoodsEnd(size_t from) const {
  const size_t region = UnheardRegionEnd(from);
  const size_t end = region == from ? from : OwnGoodsEnd(from, region, false);
  return end > region ? end : NamedEnd(from);
}

bool GoodsWords::Traded(size_t begin, size_t end) const {
  const bool row =
      (begin > 0 && scan_.text[begin - 1] == U'、') || (end < scan_.text.size() && scan_.text[end] == U'、');
  return row || SellingBefore(begin) || SoldBehind(end);
}

size_t GoodsWords::OwnGoodsEnd(size_t begin, size_t from, bool known) const {
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
bool GoodsWords::OfGoods(size_t at, size_t from) const {
  if (!IsHan(scan_.text[at])) return false;
  const Token& token = scan_.At(at);
  return token.cover == Cover::kPlain || token.cover == Cover::kKeep ||
         (token.cover == Cover::kRegion && token.begin < from);
}

bool GoodsWords::Bounded(size_t end) const {
  return end == scan_.text.size() || !IsHan(scan_.text[end]) || In(kJoints, scan_.text[end]) || Sold(end) ||
         Selling(end) || Adverb(end) || scan_.At(end).cover == Cover::kStop || In(kBehindGoods, scan_.text[end]);
}

size_t GoodsWords::GoodsTail(size_t from, size_t end) const {
  for (size_t i = from; i < end; ++i) {
    if (lexicon_.IsWord(scan_.text.substr(i, end - i), WordClass::kGoods)) return end - i;
  }
  return 0;
}

size_t GoodsWords::NamedEnd(size_t from) const {
  for (size_t end = from + 1; end <= from + kMostNamed && end <= scan_.text.size(); ++end) {
    const bool word = end < scan_.text.size() && IsHan(scan_.text[end]);
    const bool stop = word && scan_.At(end).cover == Cover::kStop && scan_.At(end).begin == end;
    if (word && !stop && !In(kJoints, scan_.text[end]) && !Sold(end) && !Adverb(end)) continue;
    return end >= from + 3 && EndsLikeGoods(from, end) ? end : from;
  }
  return from;
}

// 茶 and 羊 alone end many words; without a region before them a longer one is asked for.
bool GoodsWords::EndsLikeGoods(size_t from, size_t end) const { return GoodsTail(from + 1, end) >= 2; }

bool GoodsWords::SoldThere(size_t at) const {
  if (at >= scan_.text.size() || scan_.text[at] != U'在') return false;
  for (size_t i = at + 1; i < at + kSoldWithin && i < scan_.text.size() && !In(U",。;\n", scan_.text[i]); ++i) {
    if (Sold(i)) return true;
  }
  return false;
}

size_t GoodsWords::GoodsEnd(size_t from) const {
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

bool GoodsWords::SoldBehind(size_t at) const {
  for (size_t i = at; i <= at + kAdverbs && i < scan_.text.size() && IsHan(scan_.text[i]); ++i) {
    if (Sold(i)) return true;
  }
  return false;
}

bool GoodsWords::SellingBefore(size_t at) const {
  if (at > 0 && scan_.text[at - 1] == U'了') --at;
  return scan_.TradeEnds(at, WordClass::kSelling);
}

}  // namespace qiao::loaders::news
