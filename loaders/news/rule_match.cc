#include "loaders/news/rule_match.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/charset.h"
#include "loaders/news/acts_before.h"
#include "loaders/news/sentence_places.h"
#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr u32string_view kClauseMarks = U",。;:!?¦\n";  // ¦ is kCell
constexpr u32string_view kBullets = U" ·①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳";
constexpr u32string_view kQuoteMarks = U"“”《》‘’";
constexpr std::array<u32string_view, 7> kJoints = {U"以及", U"、", U"和", U"与", U"及", U"同", U"暨"};
constexpr size_t kGroupTail = 12;        // 等8所双一流高校
constexpr size_t kLongestQuantity = 10;  // 1.2万余公斤
constexpr size_t kMostListed = 24;
constexpr size_t kLongestBracket = 12;
constexpr int kMostSteps = 20000;  // a sentence that needs more is not understood anyway
constexpr uint32_t kLabels = 14;

constexpr uint32_t Bit(EntityLabel label) { return 1u << static_cast<uint32_t>(label); }
bool In(u32string_view set, char32_t c) { return set.find(c) != u32string_view::npos; }

std::string Describe(const Element& element) {
  std::string text;
  for (const auto& word : element.words) text += (text.empty() ? "" : "|") + base::ToUtf8(word);
  if (element.forbidden) return "anything but " + text;
  if (element.kind != ElementKind::kSlot) return text;
  if (element.slot.source == SlotSource::kAmount) return "{amount}";
  for (uint32_t label = 0; label < kLabels; ++label) {
    if ((element.slot.labels >> label & 1u) != 0)
      text += (text.empty() ? "" : "|") + std::string(Name(static_cast<EntityLabel>(label)));
  }
  return "{" + text + "}";
}

class Matcher {
 public:
  Matcher(const SentenceView& sentence, const SentencePlaces& places, const Rule& rule, const Pattern& pattern)
      : s_(sentence),
        rule_(rule),
        pattern_(pattern),
        item_at_(places.item_at),
        couple_end_(places.couple_end),
        chains_(places.chains) {}

  // The attempt that came furthest, when only one element was left: two names at least had been found.
  std::optional<NearMiss> Miss() const {
    if (furthest_ + 1 != pattern_.size() || furthest_slots_ < 2) return std::nullopt;
    return NearMiss{&rule_, furthest_begin_, furthest_at_, Describe(pattern_.back())};
  }

  std::vector<Match> All() {
    std::vector<Match> matches;
    for (size_t begin = s_.begin; begin < s_.end; ++begin) {
      if (!CanBegin(begin)) continue;
      bindings_.clear();
      begin_ = begin;
      if (!From(0, begin)) continue;
      matches.push_back({&rule_, begin, end_, bindings_});
    }
    return matches;
  }

 private:
  const news::Item& Item(uint32_t i) const { return s_.reading->items[s_.items[i]]; }
  char32_t Char(size_t i) const { return i < s_.end ? s_.text[i] : U'\n'; }

  bool StartsWith(size_t at, u32string_view word) const {
    return at + word.size() <= s_.end && s_.text.substr(at, word.size()) == word;
  }

  // Only places where the first element that takes room could stand are tried.
  bool CanBegin(size_t at) const {
    for (const Element& element : pattern_) {
      if (element.kind == ElementKind::kStart) {
        if (at != s_.begin && !In(kClauseMarks, s_.text[at - 1]) && !In(kQuoteMarks, s_.text[at - 1]) &&
            !In(kBullets, s_.text[at - 1]))
          return false;
        continue;
      }
      if (element.kind == ElementKind::kGap || element.optional || element.forbidden) return true;
      if (element.kind == ElementKind::kWords) {
        return std::any_of(element.words.begin(), element.words.end(),
                           [&](const auto& w) { return StartsWith(at, w); });
      }
      if (element.slot.source == SlotSource::kBefore) continue;
      if (element.slot.source == SlotSource::kItem) {
        return item_at_[at - s_.begin] != kUnseen && !IsPlace(at) &&
               !(element.slot.list && ContinuesList(at, element.slot));
      }
      return true;
    }
    return false;
  }

  // A pattern doesn't begin at a name behind 在 or 赴, nor further on in a list that does: that is a place, no actor.
  bool IsPlace(size_t at) const {
    if (chains_[item_at_[at - s_.begin]] == Chain::kHelped) return true;
    for (uint32_t i = item_at_[at - s_.begin];; --i) {
      size_t before = Item(i).begin;
      while (before > s_.begin && In(kQuoteMarks, s_.text[before - 1])) --before;
      // 在我县柔远镇: the word that stands for the region above belongs to the place.
      if (i > 0 && Item(i - 1).end == before && Item(i - 1).pronoun) before = Item(i - 1).begin;
      if (before == s_.begin) return false;
      const char32_t c = s_.text[before - 1];
      if (In(U"在到赴于与同向对(", c)) return true;
      // 某市对口支援的某县和…: what the clause is about, whatever follows it.
      if (c == U'的' && HelpedBefore(before - 1)) return true;
      // 为某县捐建, but 分别为某公司投资的
      if (c == U'为' && !(before >= s_.begin + 2 && In(U"别均作成名更改即整", s_.text[before - 2]))) return true;
      if (c != U'、' || i == 0 || chains_[i] == Chain::kHelps || Item(i - 1).end + 1 != before) return false;
    }
  }

  bool HelpedBefore(size_t end) const {
    const u32string_view text = s_.text.substr(s_.begin, end - s_.begin);
    return text.ends_with(U"支援") || text.ends_with(U"帮扶") || text.ends_with(U"结对") || text.ends_with(U"协作");
  }

  // A list is read from its first name on.
  bool ContinuesList(size_t at, const Slot& slot) const {
    const uint32_t i = item_at_[at - s_.begin];
    if (i == 0 || !Fits(Item(i - 1), slot)) return false;
    const auto next = NextListed(i - 1);
    return next && *next == i;
  }

  size_t SkipQuotes(size_t at) const {
    while (at < s_.end && In(kQuoteMarks, s_.text[at])) ++at;
    return at;
  }

  // Behind a name: quotes, and a place in brackets, 哈尔滨工业大学(深圳).
  size_t BehindName(size_t at) const {
    at = SkipQuotes(at);
    if (Char(at) != U'(') return at;
    for (size_t i = at + 1; i <= at + kLongestBracket && i < s_.end && !In(kClauseMarks, s_.text[i]); ++i) {
      if (s_.text[i] == U')') return SkipQuotes(i + 1);
    }
    return at;
  }

  bool From(size_t element, size_t at) {
    if (++steps_ > kMostSteps) return false;
    if (element == pattern_.size()) {
      end_ = at;
      return true;
    }
    const Element& e = pattern_[element];
    if (element > furthest_) {
      furthest_ = element;
      furthest_begin_ = begin_;
      furthest_at_ = at;
      furthest_slots_ = bindings_.size();
    }
    switch (e.kind) {
      case ElementKind::kStart:
        return From(element + 1, at);
      case ElementKind::kWords:
        return Words(e, element, at);
      case ElementKind::kGap:
        return Gap(e, element, at);
      case ElementKind::kSlot:
        return SlotAt(e.slot, element, at);
    }
    return false;
  }

  bool Words(const Element& e, size_t element, size_t at) {
    if (e.forbidden) {
      const size_t place = SkipQuotes(at);
      const bool there =
          std::any_of(e.words.begin(), e.words.end(), [&](const auto& word) { return StartsWith(place, word); });
      return !there && From(element + 1, at);
    }
    for (const size_t place : {at, SkipQuotes(at)}) {
      for (const auto& word : e.words) {
        if (StartsWith(place, word) && From(element + 1, place + word.size())) return true;
      }
    }
    return e.optional && From(element + 1, at);
  }

  bool Gap(const Element& e, size_t element, size_t at) {
    // Whoever is named at the head of the clause acts there, and nobody before.
    const bool no_names = element > 1 && pattern_[element - 1].kind == ElementKind::kStart &&
                          pattern_[element - 2].slot.source == SlotSource::kBefore;
    for (size_t reach = 0; reach <= e.reach && at + reach <= s_.end; ++reach) {
      if (reach > 0 && (no_names || e.shy) && NamesSomebody(at + reach - 1, !no_names)) return false;
      if (From(element + 1, at + reach)) return true;
      const char32_t c = Char(at + reach);
      if (In(kClauseMarks, c) && !(e.over_commas && c == U',') && !WithinNumber(at + reach)) return false;
    }
    return false;
  }

  // `actors`: only who could act; 在某县 and 到某园区 are places.
  bool NamesSomebody(size_t at, bool actors) const {
    const uint32_t item = item_at_[at - s_.begin];
    if (item == kUnseen) return false;
    return !actors || (CanAct(s_, Item(item)) && !IsPlace(at));
  }

  // 按6:4的比例, 1,200万元: no clause ends there.
  bool WithinNumber(size_t i) const {
    return i > s_.begin && i + 1 < s_.end && IsDigit(s_.text[i - 1]) && IsDigit(s_.text[i + 1]);
  }

  bool SlotAt(const Slot& slot, size_t element, size_t at) {
    switch (slot.source) {
      case SlotSource::kItem:
        return ItemSlot(slot, element, at);
      case SlotSource::kBefore:
        return BeforeSlot(slot, element, at);
      case SlotSource::kAmount:
        return AmountSlot(slot, element, at);
      case SlotSource::kWords:
        return WordsSlot(slot, element, at);
      case SlotSource::kQuoted:
        return QuotedSlot(slot, element, at);
    }
    return false;
  }

  bool Fits(const news::Item& item, const Slot& slot) const { return news::Fits(s_, item, slot); }

  bool Bound(Binding binding, size_t element, size_t at) {
    bindings_.push_back(std::move(binding));
    if (From(element + 1, at)) return true;
    bindings_.pop_back();
    return false;
  }

  bool ItemSlot(const Slot& slot, size_t element, size_t at) {
    size_t place = at;
    if (place < s_.end && item_at_[place - s_.begin] == kUnseen) place = SkipQuotes(at);
    if (place >= s_.end || item_at_[place - s_.begin] == kUnseen) return false;
    const uint32_t first = item_at_[place - s_.begin];
    if (slot.couples) return CouplesSlot(slot, element, first);
    // One of several couples is nobody's list nor partner.
    if (couple_end_[first] != kUnseen) return false;
    if (!Fits(Item(first), slot)) return InnerSlot(slot, element, first);
    std::vector<uint32_t> listed = {first};
    while (slot.list && listed.size() < kMostListed) {
      const auto next = NextListed(listed.back());
      if (!next || !Fits(Item(*next), slot)) break;
      listed.push_back(*next);
    }
    // The longest list that lets the rest of the pattern fit.
    for (; !listed.empty(); listed.pop_back()) {
      Binding binding;
      binding.slot = &slot.name;
      for (const uint32_t i : listed) {
        binding.spans.emplace_back(Item(i).begin, Item(i).end);
        for (const uint32_t actor : Item(i).actors) {
          if (std::find(binding.actors.begin(), binding.actors.end(), actor) == binding.actors.end())
            binding.actors.push_back(actor);
        }
      }
      if (Bound(std::move(binding), element, BehindName(Item(listed.back()).end))) return true;
    }
    return false;
  }

  // 甲医院与乙医院、丙医院与丁医院
  bool CouplesSlot(const Slot& slot, size_t element, uint32_t first) {
    const uint32_t end = couple_end_[first];
    if (end == kUnseen || (first > 0 && couple_end_[first - 1] == end)) return false;
    Binding binding;
    binding.slot = &slot.name;
    binding.couples = true;
    for (uint32_t i = first; i < end; ++i) {
      if (!Fits(Item(i), slot)) return false;
      binding.actors.push_back(Item(i).actors[0]);
      binding.spans.emplace_back(Item(i).begin, Item(i).end);
    }
    return Bound(std::move(binding), element, SkipQuotes(Item(end - 1).end));
  }

  // 复旦大学“健康睡眠中心”项目: the university that opens the project's name.
  bool InnerSlot(const Slot& slot, size_t element, uint32_t outer) {
    const std::vector<news::Item>& items = s_.reading->items;
    for (size_t i = s_.items[outer] + 1; i < items.size() && items[i].begin == Item(outer).begin; ++i) {
      const bool region = s_.reading->actors[items[i].actors[0]].region != kNoRegion;
      if (region || !Fits(items[i], slot)) continue;
      // Of 某医院改扩建工程 the hospital's name is a part, and the verb, too.
      const bool works = s_.reading->actors[Item(outer).actors[0]].label == EntityLabel::kProject;
      if (works && !In(kQuoteMarks, Char(items[i].end))) continue;
      Binding binding;
      binding.slot = &slot.name;
      binding.actors = items[i].actors;
      return Bound(std::move(binding), element, items[i].end);
    }
    return false;
  }

  // The item behind 、 or 和, also over 等8所高校及.
  std::optional<uint32_t> NextListed(uint32_t i) const {
    size_t at = SkipQuotes(Item(i).end);
    if (Char(at) == U'(') {
      while (at < s_.end && Char(at) != U')' && !In(kClauseMarks, Char(at))) ++at;
      ++at;
    }
    // “甲”“乙”
    if (StartsWith(Item(i).end, U"”“") && at < s_.end && item_at_[at - s_.begin] != kUnseen)
      return item_at_[at - s_.begin];
    at = BehindQuantity(Item(i), at);
    if (Char(at) == U'等') {
      const size_t tail = at;
      while (at < s_.end && at - tail < kGroupTail && !In(U"及和与、,。", Char(at))) ++at;
    }
    for (const u32string_view joint : kJoints) {
      if (!StartsWith(at, joint)) continue;
      size_t place = at + joint.size();
      if (place < s_.end && item_at_[place - s_.begin] == kUnseen) place = SkipQuotes(place);
      if (place >= s_.end || item_at_[place - s_.begin] == kUnseen) continue;
      const uint32_t next = item_at_[place - s_.begin];
      if (chains_[next] == Chain::kHelps || EndsRelativeClause(i, next)) return std::nullopt;
      return next;
    }
    return std::nullopt;
  }

  // 马铃薯8000吨、腊肉120吨: how much of the goods.
  size_t BehindQuantity(const news::Item& item, size_t at) const {
    if (!IsDigit(Char(at)) || s_.reading->actors[item.actors[0]].label != EntityLabel::kProduct) return at;
    size_t end = at;
    while (end < s_.end && end - at < kLongestQuantity && !In(U"、和与及,。;", Char(end))) ++end;
    return end;
  }

  // 甲与乙共建的“某研究院”、丙与丁共建的…: who acts next is in no list with what has been made.
  bool EndsRelativeClause(uint32_t i, uint32_t next) const {
    size_t before = Item(i).begin;
    while (before > s_.begin && In(kQuoteMarks, s_.text[before - 1])) --before;
    if (before == s_.begin || s_.text[before - 1] != U'的' || Item(i).actors.empty()) return false;
    constexpr uint32_t kThings = Bit(EntityLabel::kInstitute) | Bit(EntityLabel::kPark) | Bit(EntityLabel::kProject);
    const auto label = [&](uint32_t k) { return static_cast<uint32_t>(s_.reading->actors[Item(k).actors[0]].label); };
    return (kThings >> label(i) & 1u) != 0 && (kThings >> label(next) & 1u) == 0;
  }

  bool BeforeSlot(const Slot& slot, size_t element, size_t at) {
    std::optional<Binding> actor = ActsBefore(s_, slot, begin_);
    return actor && Bound(std::move(*actor), element, at);
  }

  bool WordsSlot(const Slot& slot, size_t element, size_t at) {
    for (const auto& word : slot.words) {
      if (!StartsWith(at, word)) continue;
      Binding binding;
      binding.slot = &slot.name;
      binding.spans = {{at, at + word.size()}};
      if (Bound(std::move(binding), element, at + word.size())) return true;
    }
    return false;
  }

  bool AmountSlot(const Slot& slot, size_t element, size_t at) {
    const auto amount = ReadAmount(s_.text.substr(0, s_.end), at);
    if (!amount) return false;
    Binding binding;
    binding.slot = &slot.name;
    binding.amount = amount;
    return Bound(std::move(binding), element, amount->end);
  }

  bool QuotedSlot(const Slot& slot, size_t element, size_t at) {
    // What stands before may have read over the mark: 某县“某品牌”.
    if (at > s_.begin && In(U"“《", s_.text[at - 1])) --at;
    if (Char(at) != U'“' && Char(at) != U'《') return false;
    size_t close = at + 1;
    while (close < s_.end && !In(U"”》。\n", Char(close))) ++close;
    if (close >= s_.end || In(U"。\n", Char(close)) || close - at < 4 || close - at > 26) return false;
    Binding binding;
    binding.slot = &slot.name;
    binding.labels = slot.labels;
    binding.quoted = {at + 1, close};
    return Bound(std::move(binding), element, close + 1);
  }

  const SentenceView& s_;
  const Rule& rule_;
  const Pattern& pattern_;
  const std::vector<uint32_t>& item_at_;
  const std::vector<uint32_t>& couple_end_;
  const std::vector<Chain>& chains_;
  std::vector<Binding> bindings_;
  size_t begin_ = 0;
  size_t end_ = 0;
  int steps_ = 0;
  size_t furthest_ = 0;  // element, and where and with how much it was reached
  size_t furthest_begin_ = 0;
  size_t furthest_at_ = 0;
  size_t furthest_slots_ = 0;
};

}  // namespace

std::vector<Match> MatchPattern(const SentenceView& sentence, const SentencePlaces& places, const Rule& rule,
                                const Pattern& pattern, std::vector<NearMiss>* misses) {
  Matcher matcher(sentence, places, rule, pattern);
  std::vector<Match> found = matcher.All();
  if (misses && found.empty()) {
    if (auto miss = matcher.Miss()) misses->push_back(std::move(*miss));
  }
  return found;
}

}  // namespace qiao::loaders::news
