#include "loaders/news/acts_before.h"

#include <algorithm>
#include <array>

#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr u32string_view kClauseMarks = U",。;:!?¦\n ";
constexpr std::array<u32string_view, 6> kBringIn = {U"引进", U"引入", U"招引", U"吸引", U"引来", U"引进了"};

constexpr std::array<u32string_view, 6> kHelp = {U"支持", U"帮助", U"助力", U"用于", U"支援", U"帮扶"};

constexpr uint32_t Bit(EntityLabel label) { return 1u << static_cast<uint32_t>(label); }
// Who can be the subject of a sentence about cooperation.
constexpr uint32_t kActing = Bit(EntityLabel::kProvince) | Bit(EntityLabel::kCity) | Bit(EntityLabel::kDistrict) |
                             Bit(EntityLabel::kCompany) | Bit(EntityLabel::kAgency) | Bit(EntityLabel::kHospital) |
                             Bit(EntityLabel::kSchool);

class Search {
 public:
  Search(const SentenceView& sentence, const Slot& slot, size_t at) : s_(sentence), slot_(slot), at_(at) {}

  std::optional<Binding> Run() const {
    const bool acts = (slot_.labels & kActing) != 0;
    if (const Item* guest = BroughtIn()) return Fits(s_, *guest, slot_) ? Bound(*guest) : std::nullopt;
    for (auto i = s_.items.rbegin(); acts && i != s_.items.rend(); ++i) {
      const Item& item = s_.reading->items[*i];
      if (item.end > at_ || !HeadsClause(item)) continue;
      if (!CanAct(s_, item)) continue;
      return Fits(s_, item, slot_) ? Bound(item) : std::nullopt;
    }
    for (auto i = s_.items.rbegin(); i != s_.items.rend(); ++i) {
      const Item& item = s_.reading->items[*i];
      if (item.end > at_ || !Fits(s_, item, slot_)) continue;
      const u32string_view off = acts ? U"赴到在来进从由向对与和的" : U"赴到在来进从由向对与和";
      if (item.begin > s_.begin && In(off, s_.text[item.begin - 1])) continue;
      // 支持某县某镇…中心建设,投入…: a town there is a part of what is built, the county is helped.
      if (acts && (LabelOf(item) == Bit(EntityLabel::kTown) || Helped(item))) continue;
      return Bound(item);
    }
    // …座谈会在该县举行。某局负责人出席。 …项目竣工。承建单位为某公司。
    if (!acts) return Named((slot_.labels & Bit(EntityLabel::kEvent)) != 0 ? s_.last_event : s_.last_thing);
    // 在北京大学设立奖学金: nobody is named, so the article's own region acts.
    return Named(s_.home);
  }

 private:
  uint32_t LabelOf(const Item& item) const { return Bit(s_.reading->actors[item.actors[0]].label); }

  std::optional<Binding> Bound(const Item& item) const {
    Binding binding;
    binding.slot = &slot_.name;
    binding.actors = item.actors;
    binding.spans.emplace_back(item.begin, item.end);
    return binding;
  }

  // One that no name in this sentence stands for.
  std::optional<Binding> Named(uint32_t actor) const {
    if (actor == UINT32_MAX || (slot_.labels & Bit(s_.reading->actors[actor].label)) == 0) return std::nullopt;
    Binding binding;
    binding.slot = &slot_.name;
    binding.actors = {actor};
    return binding;
  }

  // 赴沪招商, 与…: a place that somebody goes to, or a partner, is not who acts.
  bool HeadsClause(const Item& item) const {
    return item.begin == s_.begin || In(kClauseMarks, s_.text[item.begin - 1]);
  }

  bool Helped(const Item& item) const {
    const u32string_view before = s_.text.substr(s_.begin, item.begin - s_.begin);
    return std::any_of(kHelp.begin(), kHelp.end(), [&](u32string_view verb) { return before.ends_with(verb); });
  }

  // 大方县引进某公司落户该园区,投资…: who is brought in acts in the clauses behind, until somebody else does.
  const Item* BroughtIn() const {
    if (at_ <= s_.begin || s_.text[at_ - 1] != U',') return nullptr;
    for (auto i = s_.items.rbegin(); i != s_.items.rend(); ++i) {
      const Item& item = s_.reading->items[*i];
      if (item.end > at_) continue;
      const u32string_view before = s_.text.substr(s_.begin, item.begin - s_.begin);
      const bool brought =
          std::any_of(kBringIn.begin(), kBringIn.end(), [&](u32string_view verb) { return before.ends_with(verb); });
      if (brought && LabelOf(item) == Bit(EntityLabel::kCompany)) return &item;
      if (HeadsClause(item) && CanAct(s_, item)) return nullptr;
    }
    return nullptr;
  }

  const SentenceView& s_;
  const Slot& slot_;
  const size_t at_;
};

}  // namespace

bool Fits(const SentenceView& sentence, const Item& item, const Slot& slot) {
  if (item.actors.size() > 1 ? !slot.pair : slot.pair && !slot.list) return false;
  return std::all_of(item.actors.begin(), item.actors.end(), [&](uint32_t actor) {
    return slot.labels >> static_cast<uint32_t>(sentence.reading->actors[actor].label) & 1u;
  });
}

bool CanAct(const SentenceView& sentence, const Item& item) {
  return (kActing & Bit(sentence.reading->actors[item.actors[0]].label)) != 0;
}

std::optional<Binding> ActsBefore(const SentenceView& sentence, const Slot& slot, size_t at) {
  return Search(sentence, slot, at).Run();
}

}  // namespace qiao::loaders::news
