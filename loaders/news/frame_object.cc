#include "loaders/news/frame_object.h"

#include <algorithm>

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr size_t kObjectReach = 48;  // characters from a verb to its object
constexpr uint32_t kThings = Bit(EntityLabel::kProject) | Bit(EntityLabel::kPark);

class ObjectFinder : public FrameView {
 public:
  ObjectFinder(const FrameView& view, const std::optional<Found>& agent) : FrameView(view), agent_(agent) {}

  std::optional<Found> Run() const {
    for (const Phrase& p : c_.phrases) {
      if (p.end <= verb_.begin && p.marker == Marker::kTakes && !p.modifies && Fits(p, Role::kObject))
        return Of(p, "behind 把");
    }
    const Phrase* held = PostHeld();
    if (held && held != agent_->phrase && Fits(*held, Role::kObject)) return Of(*held, "whose post it is");
    bool any = false;
    for (const Phrase& p : c_.phrases) {
      if (p.begin < verb_.end || p.begin > verb_.end + kObjectReach) continue;
      if (agent_ && agent_->phrase == &p) continue;
      any = any || p.marker == Marker::kNone;
      if (!MayBeObject(p)) {
        // 甲设立子公司、乙建设丙
        if (p.marker == Marker::kNone && Acts(p) && s_.text[p.begin - 1] == U'、' && !ActsOnTheSame(p))
          return std::nullopt;
        continue;
      }
      Found found = Of(p, "object");
      AddJoined(p, Role::kObject, c_.end, agent_->phrase, found);
      return found;
    }
    if (Passive() && !frame_.alike) {
      std::optional<Found> topic = Topic();
      return topic || agent_->how != "named behind the verb" ? topic : ThingAhead();
    }
    return any || frame_.alike ? std::nullopt : ObjectAhead();
  }

  // What a sum is told of: the thing that the clause, or the nearest one before that names any, is about. Of two the
  // sum is neither's.
  std::optional<Found> Costing() const {
    for (size_t c = at_ + 1; c-- > 0;) {
      if (clauses_[c].end <= s_.begin) break;
      const Phrase* thing = nullptr;
      for (const Phrase& p : clauses_[c].phrases) {
        if (p.begin >= verb_.begin) break;
        if (!Fits(p, Role::kObject) || p.marker == Marker::kOff || p.marker == Marker::kAt || p.modifies) continue;
        if (thing || p.actors.size() > 1) return std::nullopt;
        thing = &p;
      }
      if (thing) return Of(*thing, "what it costs");
    }
    return OfParagraph();
  }

 private:
  // A sentence that names nothing goes on with what the paragraph named last.
  std::optional<Found> OfParagraph() const {
    const bool thing =
        c_.begin == s_.begin && s_.last_thing != UINT32_MAX && (LabelOf(s_.last_thing) & Labels(Role::kObject)) != 0;
    if (!thing) return std::nullopt;
    return Found{{s_.last_thing}, {}, nullptr, "topic of the paragraph"};
  }

  bool MayBeObject(const Phrase& p) const {
    // 作为支援甲县的城市; 建设甲园区的乙公司
    const bool whole = !p.modifies || Text(c_.begin, c_.end).starts_with(kClauseOfRole) ||
                       (agent_ && agent_->how == "head of the relative clause" && p.begin < agent_->phrase->begin);
    // 走进甲市场: the verb itself marks it
    const bool marks = p.mark_begin >= verb_.begin && p.mark_begin < verb_.end;
    return whole && (!p.staff || frame_.people) && Fits(p, Role::kObject) &&
           (marks || p.marker == Marker::kNone || p.marker == Marker::kTo || p.marker == Marker::kPivot);
  }

  // 甲牵头、乙参与的丙
  bool ActsOnTheSame(const Phrase& p) const {
    return verb_.end + 1 == p.begin && std::any_of(c_.verbs.begin(), c_.verbs.end(), [&](const Verb& v) {
             return v.begin == p.end && Text(v.end, c_.end).starts_with(U"的");
           });
  }

  // 项目由甲承建; 甲施工, said behind such a clause
  bool Passive() const {
    if (!agent_ || !agent_->phrase) return false;
    const Phrase& p = *agent_->phrase;
    if (p.marker == Marker::kBy || agent_->how == "named behind the verb" || agent_->how == "is who does it" ||
        Cleft(agent_) || (agent_->how == "brought to act" && verb_.end == c_.end))  // 引入甲运营
      return true;
    const bool bare = p.mark_begin == c_.begin && verb_.end == c_.end && at_ > 0;
    if (!bare) return false;
    return std::any_of(clauses_[at_ - 1].phrases.begin(), clauses_[at_ - 1].phrases.end(),
                       [](const Phrase& before) { return before.marker == Marker::kBy; });
  }

  std::optional<Found> Topic() const {
    for (size_t c = at_ + 1; c-- > 0;) {
      for (const Phrase& p : clauses_[c].phrases) {
        if (c == at_ && p.begin >= agent_->phrase->begin) break;
        if (p.noun && p.actors.empty()) return std::nullopt;
        if (p.modifies || !Fits(p, Role::kObject) || p.marker == Marker::kWith || p.marker == Marker::kAt) continue;
        return Of(p, "topic");
      }
    }
    return OfParagraph();
  }

  // 施工方甲承诺,乙大桥国庆通车
  std::optional<Found> ThingAhead() const {
    if (at_ + 1 >= clauses_.size() || clauses_[at_ + 1].phrases.empty()) return std::nullopt;
    const Phrase& p = clauses_[at_ + 1].phrases.front();
    const bool thing = p.heads && p.marker == Marker::kNone && !p.modifies && Fits(p, Role::kObject);
    return thing ? std::optional(Of(p, "thing of the clause behind")) : std::nullopt;
  }

  std::optional<Found> ObjectAhead() const {
    const Clause* next = MoneyIn(c_) ? Ahead() : nullptr;
    if (!next) return std::nullopt;
    const bool own = MoneyIn(*next) || std::any_of(c_.phrases.begin(), c_.phrases.end(), [&](const Phrase& p) {
                       return !p.actors.empty() && (LabelOf(p.actors.front()) & kThings) != 0;
                     });
    for (const Phrase& p : next->phrases) {
      const bool verb = (!next->verbs.empty() && next->verbs.front().begin < p.begin) || p.marker == Marker::kTo;
      // 投下26亿元,甲项目并网
      const bool about = !own && p.heads && p.marker == Marker::kNone && (LabelOf(p.actors.front()) & kThings) != 0;
      if ((verb || about) && MayBeObject(p)) return Of(p, "object in the clause behind");
    }
    return std::nullopt;
  }

  const std::optional<Found>& agent_;
};

}  // namespace

std::optional<Found> FindObject(const FrameView& view, const std::optional<Found>& agent) {
  return ObjectFinder(view, agent).Run();
}

std::optional<Found> FindCosting(const FrameView& view) { return ObjectFinder(view, std::nullopt).Costing(); }

}  // namespace qiao::loaders::news
