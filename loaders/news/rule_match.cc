#include "loaders/news/rule_match.h"

#include <algorithm>
#include <optional>

#include "base/charset.h"
#include "loaders/news/acts_before.h"
#include "loaders/news/sentence_names.h"
#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr u32string_view kBullets = U" ·①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳";
constexpr size_t kMostListed = 24;
constexpr int kMostSteps = 20000;  // a sentence that needs more is not understood anyway
constexpr uint32_t kLabels = 14;

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
      : s_(sentence), rule_(rule), pattern_(pattern), names_(sentence, places), couple_end_(places.couple_end) {}

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
                           [&](const auto& w) { return names_.StartsWith(at, w); });
      }
      if (element.slot.source == SlotSource::kBefore) continue;
      if (element.slot.source == SlotSource::kItem) {
        return names_.ItemAt(at) != kUnseen && !names_.IsPlace(at) &&
               !(element.slot.list && ContinuesList(at, element.slot));
      }
      return true;
    }
    return false;
  }

  // A list is read from its first name on.
  bool ContinuesList(size_t at, const Slot& slot) const {
    const uint32_t i = names_.ItemAt(at);
    if (i == 0 || !Fits(names_.Item(i - 1), slot)) return false;
    const auto next = names_.NextListed(i - 1);
    return next && *next == i;
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
      const size_t place = names_.SkipQuotes(at);
      const bool there =
          std::any_of(e.words.begin(), e.words.end(), [&](const auto& word) { return names_.StartsWith(place, word); });
      return !there && From(element + 1, at);
    }
    const size_t behind_quotes = names_.SkipQuotes(at);
    return WordsAt(e, element, at) || (behind_quotes != at && WordsAt(e, element, behind_quotes)) ||
           (e.optional && From(element + 1, at));
  }

  bool WordsAt(const Element& e, size_t element, size_t at) {
    return std::any_of(e.words.begin(), e.words.end(), [&](const auto& word) {
      return names_.StartsWith(at, word) && From(element + 1, at + word.size());
    });
  }

  bool Gap(const Element& e, size_t element, size_t at) {
    // Whoever is named at the head of the clause acts there, and nobody before.
    const bool no_names = element > 1 && pattern_[element - 1].kind == ElementKind::kStart &&
                          pattern_[element - 2].slot.source == SlotSource::kBefore;
    for (size_t reach = 0; reach <= e.reach && at + reach <= s_.end; ++reach) {
      if (reach > 0 && (no_names || e.shy) && NamesSomebody(at + reach - 1, !no_names)) return false;
      if (From(element + 1, at + reach)) return true;
      const char32_t c = names_.Char(at + reach);
      if (In(kClauseMarks, c) && !(e.over_commas && c == U',') && !names_.WithinNumber(at + reach)) return false;
    }
    return false;
  }

  // `actors`: only who could act; 在某县 and 到某园区 are places.
  bool NamesSomebody(size_t at, bool actors) const {
    const uint32_t item = names_.ItemAt(at);
    if (item == kUnseen) return false;
    return !actors || (CanAct(s_, names_.Item(item)) && !names_.IsPlace(at));
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
    if (place < s_.end && names_.ItemAt(place) == kUnseen) place = names_.SkipQuotes(at);
    if (place >= s_.end || names_.ItemAt(place) == kUnseen) return false;
    const uint32_t first = names_.ItemAt(place);
    if (slot.couples) return CouplesSlot(slot, element, first);
    // One of several couples is nobody's list nor partner.
    if (couple_end_[first] != kUnseen) return false;
    if (!Fits(names_.Item(first), slot)) return InnerSlot(slot, element, first);
    std::vector<uint32_t> listed = {first};
    while (slot.list && listed.size() < kMostListed) {
      const auto next = names_.NextListed(listed.back());
      if (!next || !Fits(names_.Item(*next), slot)) break;
      listed.push_back(*next);
    }
    // The longest list that lets the rest of the pattern fit.
    for (; !listed.empty(); listed.pop_back()) {
      Binding binding;
      binding.slot = &slot.name;
      for (const uint32_t i : listed) {
        binding.spans.emplace_back(names_.Item(i).begin, names_.Item(i).end);
        for (const uint32_t actor : names_.Item(i).actors) {
          if (std::find(binding.actors.begin(), binding.actors.end(), actor) == binding.actors.end())
            binding.actors.push_back(actor);
        }
      }
      if (Bound(std::move(binding), element, names_.BehindName(names_.Item(listed.back()).end))) return true;
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
      if (!Fits(names_.Item(i), slot)) return false;
      binding.actors.push_back(names_.Item(i).actors[0]);
      binding.spans.emplace_back(names_.Item(i).begin, names_.Item(i).end);
    }
    return Bound(std::move(binding), element, names_.SkipQuotes(names_.Item(end - 1).end));
  }

  // 复旦大学“健康睡眠中心”项目: the university that opens the project's name.
  bool InnerSlot(const Slot& slot, size_t element, uint32_t outer) {
    const std::vector<news::Item>& items = s_.reading->items;
    for (size_t i = s_.items[outer] + 1; i < items.size() && items[i].begin == names_.Item(outer).begin; ++i) {
      const bool region = s_.reading->actors[items[i].actors[0]].region != kNoRegion;
      if (region || !Fits(items[i], slot)) continue;
      // Of 某医院改扩建工程 the hospital's name is a part, and the verb, too.
      const bool works = s_.reading->actors[names_.Item(outer).actors[0]].label == EntityLabel::kProject;
      if (works && !In(kQuoteMarks, names_.Char(items[i].end))) continue;
      Binding binding;
      binding.slot = &slot.name;
      binding.actors = items[i].actors;
      return Bound(std::move(binding), element, items[i].end);
    }
    return false;
  }

  bool BeforeSlot(const Slot& slot, size_t element, size_t at) {
    std::optional<Binding> actor = ActsBefore(s_, slot, begin_);
    return actor && Bound(std::move(*actor), element, at);
  }

  bool WordsSlot(const Slot& slot, size_t element, size_t at) {
    for (const auto& word : slot.words) {
      if (!names_.StartsWith(at, word)) continue;
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
    if (names_.Char(at) != U'“' && names_.Char(at) != U'《') return false;
    size_t close = at + 1;
    while (close < s_.end && !In(U"”》。\n", names_.Char(close))) ++close;
    if (close >= s_.end || In(U"。\n", names_.Char(close)) || close - at < 4 || close - at > 26) return false;
    Binding binding;
    binding.slot = &slot.name;
    binding.labels = slot.labels;
    binding.quoted = {at + 1, close};
    return Bound(std::move(binding), element, close + 1);
  }

  const SentenceView& s_;
  const Rule& rule_;
  const Pattern& pattern_;
  const SentenceNames names_;
  const std::vector<uint32_t>& couple_end_;
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
