#include "loaders/news/frame_partner.h"

#include <algorithm>

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr size_t kDeedReach = 6;            // from 的 to a verb that is a noun: 甲与乙的深度合作
constexpr u32string_view kPairs = U"两双";  // 两地, 双方

class PartnerFinder : public FrameView {
 public:
  PartnerFinder(const FrameView& view, std::optional<Found>& agent) : FrameView(view), agent_(agent) {}

  std::optional<Found> Run() {
    if (!agent_) return std::nullopt;
    const auto partner = Behind();
    return partner ? partner : SecondOfTwo();
  }

 private:
  std::optional<Found> Behind() const {
    const Phrase* with = nullptr;
    for (const Phrase& p : c_.phrases) {
      if (p.marker != Marker::kWith || !Fits(p, Role::kPartner) || !ActsItself(p)) continue;
      if (p.modifies && !NamesDeed(p)) continue;
      const bool marks = p.mark_begin >= verb_.begin && p.mark_begin < verb_.end;  // 牵手甲
      if (!marks && p.end > verb_.begin) continue;
      if (agent_->phrase && agent_->phrase->begin > p.begin && agent_->phrase->begin >= c_.begin) continue;
      if (AtHome(*agent_, p)) continue;
      if (c_.each && p.begin < *c_.each) continue;
      with = &p;
    }
    if (!with) return Carried();
    Found found = Of(*with, "behind 与");
    AddJoined(*with, Role::kPartner, verb_.begin, agent_->phrase, found);
    return found;
  }

  // 甲与乙商量好,合开…
  std::optional<Found> Carried() const {
    if (!agent_->phrase) return std::nullopt;
    for (size_t c = at_; c-- > 0;) {
      const std::vector<Phrase>& phrases = clauses_[c].phrases;
      if (phrases.empty() || agent_->phrase < &phrases.front() || agent_->phrase > &phrases.back()) continue;
      if (!Jointly(c_.begin) && !(c + 1 == at_ && Agreed(clauses_[c]))) return std::nullopt;
      if (CouplesRow(clauses_[c]) || clauses_[c].each) return std::nullopt;
      const auto with = std::find_if(phrases.begin(), phrases.end(), [&](const Phrase& p) {
        return p.marker == Marker::kWith && !p.modifies && Fits(p, Role::kPartner);
      });
      return with == phrases.end() ? std::nullopt : std::optional(Of(*with, "with the subject before"));
    }
    return std::nullopt;
  }

  // 甲与乙的远程会诊: the verb as a noun that the two belong to.
  bool NamesDeed(const Phrase& p) const {
    return p.end < c_.end && s_.text[p.end] == U'的' && verb_.begin > p.end && verb_.begin - p.end <= kDeedReach;
  }

  // 甲、乙合办…; 双方合办…. Two regions side by side are more often two than a couple.
  std::optional<Found> SecondOfTwo() {
    if (agent_->actors.size() != 2 || c_.each || (Labels(Role::kPartner) & LabelOf(agent_->actors[1])) == 0)
      return std::nullopt;
    const bool regions = IsRegion(agent_->actors[0]) || IsRegion(agent_->actors[1]);
    // 甲、乙等20所高校 are not two.
    const bool list = agent_->spans.size() > 1;
    const bool more =
        list && (agent_->phrase->begin < c_.begin || Text(agent_->phrase->end, c_.end).starts_with(U"等"));
    // Of two regions 两地 tells no more than that they are paired.
    const bool pair_word =
        agent_->phrase->noun ||
        ((frame_.alike || Has(Role::kObject)) && kPairs.find(s_.text[agent_->phrase->begin]) != u32string_view::npos);
    if (more || (regions ? !pair_word : list && frame_.alike)) return std::nullopt;
    Found second{{agent_->actors[1]}, {}, agent_->phrase, "second of two"};
    agent_->actors.pop_back();
    return second;
  }

  std::optional<Found>& agent_;
};

}  // namespace

std::optional<Found> FindPartner(const FrameView& view, std::optional<Found>& agent) {
  return PartnerFinder(view, agent).Run();
}

}  // namespace qiao::loaders::news
