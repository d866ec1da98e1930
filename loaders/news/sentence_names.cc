#include "loaders/news/sentence_names.h"

#include <array>

#include "loaders/news/declared_names.h"
#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr std::array<u32string_view, 7> kJoints = {U"以及", U"、", U"和", U"与", U"及", U"同", U"暨"};
constexpr size_t kGroupTail = 12;        // 等8所双一流高校
constexpr size_t kLongestQuantity = 10;  // 1.2万余公斤
constexpr size_t kLongestBracket = 12;
constexpr size_t kLongestDeclaration = 32;

constexpr uint32_t Bit(EntityLabel label) { return 1u << static_cast<uint32_t>(label); }

}  // namespace

size_t SentenceNames::SkipQuotes(size_t at) const {
  while (at < s_.end && In(kQuoteMarks, s_.text[at])) ++at;
  return at;
}

size_t SentenceNames::BehindName(size_t at) const {
  at = SkipQuotes(at);
  if (Char(at) != U'(') return at;
  const bool declares = DeclaringWord(s_.text.substr(at + 1, s_.end - at - 1)) != 0;
  const size_t longest = declares ? kLongestDeclaration : kLongestBracket;
  for (size_t i = at + 1; i <= at + longest && i < s_.end && !In(kClauseMarks, s_.text[i]); ++i) {
    if (s_.text[i] == U')') return SkipQuotes(i + 1);
  }
  return at;
}

bool SentenceNames::WithinNumber(size_t i) const {
  return i > s_.begin && i + 1 < s_.end && IsDigit(s_.text[i - 1]) && IsDigit(s_.text[i + 1]);
}

std::optional<uint32_t> SentenceNames::NextListed(uint32_t i) const {
  size_t at = SkipQuotes(Item(i).end);
  if (Char(at) == U'(') {
    while (at < s_.end && Char(at) != U')' && !In(kClauseMarks, Char(at))) ++at;
    ++at;
  }
  // “甲”“乙”
  if (StartsWith(Item(i).end, U"”“") && at < s_.end && ItemAt(at) != kUnseen) return ItemAt(at);
  at = BehindQuantity(Item(i), at);
  if (Char(at) == U'等') {
    const size_t tail = at;
    while (at < s_.end && at - tail < kGroupTail && !In(U"及和与、,。", Char(at))) ++at;
  }
  for (const u32string_view joint : kJoints) {
    if (!StartsWith(at, joint)) continue;
    size_t place = at + joint.size();
    if (place < s_.end && ItemAt(place) == kUnseen) place = SkipQuotes(place);
    if (place >= s_.end || ItemAt(place) == kUnseen) continue;
    const uint32_t next = BehindOwner(ItemAt(place), i);
    if (places_.chains[next] == Chain::kHelps || EndsRelativeClause(i, next)) return std::nullopt;
    return next;
  }
  return std::nullopt;
}

// 甲县的A镇、|乙县的B镇: the town, not the county that it belongs to.
uint32_t SentenceNames::BehindOwner(uint32_t owner, uint32_t listed) const {
  const auto actor = [&](uint32_t k) -> const Actor& { return s_.reading->actors[Item(k).actors[0]]; };
  const size_t of = Item(owner).end;
  if (actor(owner).region == kNoRegion || actor(listed).region != kNoRegion || Char(of) != U'的') return owner;
  const uint32_t owned = of + 1 < s_.end ? ItemAt(of + 1) : kUnseen;
  return owned != kUnseen && actor(owned).label == actor(listed).label ? owned : owner;
}

// 马铃薯8000吨、腊肉120吨: how much of the goods.
size_t SentenceNames::BehindQuantity(const news::Item& item, size_t at) const {
  if (!IsDigit(Char(at)) || s_.reading->actors[item.actors[0]].label != EntityLabel::kProduct) return at;
  size_t end = at;
  while (end < s_.end && end - at < kLongestQuantity && !In(U"、和与及,。;", Char(end))) ++end;
  return end;
}

// 甲与乙共建的“某研究院”、丙与丁共建的…: who acts next is in no list with what has been made.
bool SentenceNames::EndsRelativeClause(uint32_t i, uint32_t next) const {
  size_t before = Item(i).begin;
  while (before > s_.begin && In(kQuoteMarks, s_.text[before - 1])) --before;
  if (before == s_.begin || s_.text[before - 1] != U'的' || Item(i).actors.empty()) return false;
  constexpr uint32_t kThings = Bit(EntityLabel::kInstitute) | Bit(EntityLabel::kPark) | Bit(EntityLabel::kProject);
  const auto label = [&](uint32_t k) { return static_cast<uint32_t>(s_.reading->actors[Item(k).actors[0]].label); };
  return (kThings >> label(i) & 1u) != 0 && (kThings >> label(next) & 1u) == 0;
}

bool SentenceNames::IsPlace(size_t at) const {
  if (places_.chains[ItemAt(at)] == Chain::kHelped) return true;
  for (uint32_t i = ItemAt(at);; --i) {
    size_t before = Item(i).begin;
    while (before > s_.begin && In(kQuoteMarks, s_.text[before - 1])) --before;
    // 在我县柔远镇: the word that stands for the region above belongs to the place.
    if (i > 0 && Item(i - 1).end == before && Item(i - 1).pronoun) before = Item(i - 1).begin;
    if (before == s_.begin) return false;
    const char32_t c = s_.text[before - 1];
    if (In(U"在到赴于与同向对从(", c)) return true;
    // 某市对口支援的某县和…: what the clause is about, whatever follows it.
    if (c == U'的' && HelpedBefore(before - 1)) return true;
    // 为某县捐建, but 分别为某公司投资的
    if (c == U'为' && !(before >= s_.begin + 2 && In(U"别均作成名更改即整", s_.text[before - 2]))) return true;
    if (c != U'、' || i == 0 || places_.chains[i] == Chain::kHelps || Item(i - 1).end + 1 != before) return false;
  }
}

bool SentenceNames::HelpedBefore(size_t end) const {
  const u32string_view text = s_.text.substr(s_.begin, end - s_.begin);
  return text.ends_with(U"支援") || text.ends_with(U"帮扶") || text.ends_with(U"结对") || text.ends_with(U"协作");
}

}  // namespace qiao::loaders::news
