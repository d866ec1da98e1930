#include "loaders/news/sentence_places.h"

#include <algorithm>
#include <array>

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr std::array<u32string_view, 10> kHelp = {U"对口支援", U"对口帮扶", U"对口协作", U"对口合作", U"结对帮扶",
                                                  U"结对",     U"帮扶",     U"支援",     U"牵手",     U"托管"};

bool HelpBegins(u32string_view text) {
  return std::any_of(kHelp.begin(), kHelp.end(), [&](u32string_view verb) { return text.starts_with(verb); });
}

// 对口支援, 对口支援的
bool HelpEnds(u32string_view text) {
  if (text.ends_with(U'的')) text.remove_suffix(1);
  return std::any_of(kHelp.begin(), kHelp.end(), [&](u32string_view verb) { return text.ends_with(verb); });
}

bool Joined(const SentenceView& s, uint32_t left, u32string_view joints) {
  if (left + 1 >= s.items.size()) return false;
  const Item& a = s.reading->items[s.items[left]];
  const Item& b = s.reading->items[s.items[left + 1]];
  return a.end + 1 == b.begin && joints.find(s.text[a.end]) != u32string_view::npos;
}

// Regions of all levels are of one kind.
uint32_t Kind(const SentenceView& s, uint32_t i) {
  const Item& item = s.reading->items[s.items[i]];
  if (item.actors.size() != 1) return kUnseen;
  const EntityLabel label = s.reading->actors[item.actors[0]].label;
  const bool region = label == EntityLabel::kProvince || label == EntityLabel::kCity || label == EntityLabel::kDistrict;
  return region ? 0 : 1 + static_cast<uint32_t>(label);
}

}  // namespace

SentencePlaces::SentencePlaces(const SentenceView& sentence)
    : item_at(sentence.end - sentence.begin, kUnseen),
      couple_end(sentence.items.size(), kUnseen),
      chains(sentence.items.size(), Chain::kNone) {
  for (uint32_t i = 0; i < sentence.items.size(); ++i)
    item_at[sentence.reading->items[sentence.items[i]].begin - sentence.begin] = i;
  for (uint32_t i = 0; i < sentence.items.size(); ++i) FindCouples(sentence, i);
  FindHelpChains(sentence);
}

void SentencePlaces::FindHelpChains(const SentenceView& s) {
  bool helped = false;  // a list of helped ones is going on, from `first` on
  uint32_t first = 0;
  for (uint32_t i = 0; i < s.items.size(); ++i) {
    const Item& item = s.reading->items[s.items[i]];
    const bool object = HelpEnds(s.text.substr(s.begin, item.begin - s.begin));
    const bool listed = i > 0 && Joined(s, i - 1, U"、和及");
    if (object) first = i;
    if (!object && listed && helped && HelpBegins(s.text.substr(item.end, s.end - item.end))) {
      chains[i] = Chain::kHelps;
      std::fill(chains.begin() + first, chains.begin() + i, Chain::kHelped);
    }
    helped = object || (listed && helped && chains[i] != Chain::kHelps);
  }
}

void SentencePlaces::FindCouples(const SentenceView& s, uint32_t first) {
  if (couple_end[first] != kUnseen) return;
  uint32_t i = first;
  // A region with a body each time, or like with like: 甲镇与乙镇、丙医院与丁医院.
  auto fits = [&](uint32_t at) {
    const uint32_t left = Kind(s, at), right = Kind(s, at + 1);
    const bool alike = left == right && left != 0 && Kind(s, first) == Kind(s, first + 1) && Kind(s, first) != 0;
    return left != kUnseen && (alike || (left == Kind(s, first) && right == Kind(s, first + 1)));
  };
  while (i + 1 < s.items.size() && Joined(s, i, U"与和同—-") && fits(i)) {
    i += 2;
    if (i >= s.items.size() || !Joined(s, i - 1, U"、,")) break;
  }
  if (i < first + 4) return;
  for (uint32_t k = first; k < i; ++k) couple_end[k] = i;
}

}  // namespace qiao::loaders::news
