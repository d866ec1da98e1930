#include "loaders/news/frame_roles.h"

#include <algorithm>
#include <array>
#include <string>

#include "loaders/news/frame_agent.h"
#include "loaders/news/frame_money.h"
#include "loaders/news/frame_object.h"
#include "loaders/news/frame_partner.h"
#include "loaders/news/frame_view.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr size_t kAround = 4;  // clauses before and behind that may name the other of two, or the event

// The roles' names as a binding wants them.
const std::string& SlotName(Role role) {
  static const std::array<std::string, kRoleNames.size()> kNames = {"agent", "partner", "object", "recipient", "at"};
  return kNames[static_cast<size_t>(role)];
}
const std::string kMoney = "money";

class Filler : public FrameView {
 public:
  Filler(const FrameView& view, const Rule& rule, const Gazetteer& regions)
      : FrameView(view), rule_(rule), regions_(regions) {}

  std::optional<Match> Run() {
    if (!Near() || CouplesRow(c_)) return std::nullopt;
    if (frame_.together) return Labels(Role::kAgent) == Labels(Other()) ? Together() : OnlyTwo();
    if (!Has(Role::kAgent)) return Cost();
    agent_ = FindAgent(*this);
    if (Has(Role::kAgent) && !agent_) return std::nullopt;
    std::optional<Found> partner, object, recipient, place;
    if (Has(Role::kPartner)) partner = FindPartner(*this, agent_);
    if (Has(Role::kObject)) object = FindObject(*this, agent_);
    if (Has(Role::kRecipient)) recipient = Recipient();
    if (Has(Role::kAt)) place = Placed();
    Match match;
    match.rule = &rule_;
    match.begin = c_.begin;
    match.end = c_.end;
    match.aligned = c_.each.has_value();
    match.each = Text(verb_.begin - std::min<size_t>(verb_.begin, 1), verb_.end).find(U'各') != u32string_view::npos;
    match.verb = {verb_.begin, verb_.end};
    Bind(match, Role::kAgent, agent_);
    Bind(match, Role::kPartner, partner);
    Bind(match, Role::kObject, object);
    Bind(match, Role::kRecipient, recipient);
    Bind(match, Role::kAt, place);
    if (!Claims(match) || !Needed(match) || GoesElsewhere()) return std::nullopt;
    if (frame_.alike && !Alike(match)) return std::nullopt;
    if (const auto money = FindMoney(*this, agent_)) BindMoney(match, *money);
    return match;
  }

 private:
  // The clauses around name two of a kind from two provinces, and no third: 乙小学的孩子等着甲小学的老师上课.
  std::optional<Match> Together() const {
    std::vector<const Phrase*> two;
    for (size_t c = at_ - std::min(at_, kAround); c < std::min(clauses_.size(), at_ + kAround + 1); ++c) {
      if (clauses_[c].end <= s_.begin) continue;
      for (const Phrase& p : clauses_[c].phrases) {
        if (p.actors.empty() || (LabelOf(p.actors[0]) & Labels(Role::kAgent)) == 0) continue;
        if (p.actors.size() != 1 || p.marker == Marker::kOff) return std::nullopt;
        const bool known = std::any_of(two.begin(), two.end(), [&](const Phrase* q) { return q->actors == p.actors; });
        if (!known) two.push_back(&p);
      }
    }
    if (two.size() != 2 || LabelOf(two[0]->actors[0]) != LabelOf(two[1]->actors[0]) || two[0]->begin == two[1]->begin)
      return std::nullopt;
    const RegionId one = ProvinceOf(two[0]->actors[0]), other = ProvinceOf(two[1]->actors[0]);
    if (one == kNoRegion || other == kNoRegion || one == other) return std::nullopt;
    Match match;
    match.rule = &rule_;
    match.begin = c_.begin;
    match.end = c_.end;
    match.verb = {verb_.begin, verb_.end};
    Bind(match, Role::kAgent, Of(*two[0], "one of two"));
    Bind(match, Role::kPartner, Of(*two[1], "one of two"));
    return match;
  }

  // The one role beside the agent.
  Role Other() const {
    constexpr std::array<Role, 4> kOthers = {Role::kPartner, Role::kObject, Role::kRecipient, Role::kAt};
    const auto role = std::find_if(kOthers.begin(), kOthers.end(), [&](Role r) { return Has(r); });
    return role == kOthers.end() ? Role::kPartner : *role;
  }

  // The clause names one who may be the agent, one that fits the other role, and nobody else but regions that lie
  // around.
  std::optional<Match> OnlyTwo() const {
    const Phrase *agent = nullptr, *other = nullptr;
    for (const Phrase& p : c_.phrases) {
      if (p.actors.empty() || p.noun || p.marker == Marker::kOff) return std::nullopt;
      if (Fits(p, Role::kAgent)) {
        if (agent || p.actors.size() > 1 || p.modifies) return std::nullopt;
        agent = &p;
      } else if (Fits(p, Other())) {
        if (other || p.modifies) return std::nullopt;
        other = &p;
      } else if (!IsRegion(p.actors[0])) {
        return std::nullopt;
      }
    }
    if (!agent || !other) return std::nullopt;
    Match match;
    match.rule = &rule_;
    match.begin = c_.begin;
    match.end = c_.end;
    match.verb = {verb_.begin, verb_.end};
    Bind(match, Role::kAgent, Of(*agent, "one of two"));
    Bind(match, Other(), Of(*other, "the other of two"));
    if (const auto money = MoneyIn(c_)) BindMoney(match, *money);
    return match;
  }

  // 甲项目由乙承建,总投资3亿元: nobody acts, it is told what something costs.
  std::optional<Match> Cost() const {
    const auto money = FindCost(*this);
    const auto thing = money ? FindCosting(*this) : std::nullopt;
    if (!thing) return std::nullopt;
    Match match;
    match.rule = &rule_;
    match.begin = c_.begin;
    match.end = c_.end;
    match.verb = {verb_.begin, verb_.end};
    Bind(match, Role::kObject, thing);
    BindMoney(match, *money);
    return match;
  }

  static void BindMoney(Match& match, const Amount& money) {
    Binding binding;
    binding.slot = &kMoney;
    binding.amount = money;
    match.bindings.push_back(std::move(binding));
  }

  RegionId ProvinceOf(uint32_t actor) const {
    const Actor& body = s_.reading->actors[actor];
    RegionId region = body.region != kNoRegion    ? body.region
                      : body.name_regions.empty() ? body.seat
                                                  : body.name_regions.front();
    while (region != kNoRegion && regions_[region].parent != kNoRegion) region = regions_[region].parent;
    return region;
  }

  bool Near() const {
    const u32string_view clause = Text(c_.begin, c_.end);
    return frame_.near.empty() || std::any_of(frame_.near.begin(), frame_.near.end(), [&](const auto& word) {
             return clause.find(word) != u32string_view::npos;
           });
  }

  std::optional<Found> Recipient() const {
    for (const Phrase& p : c_.phrases) {
      if (!Fits(p, Role::kRecipient) || !agent_ || agent_->phrase == &p || AtHome(*agent_, p)) continue;
      const bool marked = p.marker == Marker::kTo && !p.modifies;
      constexpr uint32_t kBuilt = Bit(EntityLabel::kInstitute) | Bit(EntityLabel::kPark) | kWorksBit;
      const bool thing = (KindsOf(s_.reading->actors[p.actors[0]]) & kBuilt) != 0;
      const bool helped = !thing && !frame_.marked && p.after_verb && p.marker != Marker::kAt && p.begin >= verb_.end &&
                          p.begin - verb_.end <= 1;
      if (!marked && !(helped && !p.modifies)) continue;
      Found found = Of(p, marked ? "behind 为" : "behind the verb");
      AddJoined(p, Role::kRecipient, c_.end, agent_->phrase, found);
      return found;
    }
    if (auto owner = Owner()) return owner;
    if (frame_.topic) return TopicBefore();
    const Clause* next = Ahead();
    if (!next) return std::nullopt;
    for (const Phrase& p : next->phrases) {
      const bool there =
          !frame_.marked && p.marker == Marker::kAt && !p.actors.empty() && !IsRegion(p.actors[0]);  // 送进了乙医院
      if ((p.marker == Marker::kTo || there) && !p.modifies && Fits(p, Role::kRecipient) && !AtHome(*agent_, p))
        return Of(p, "in the clause behind");
    }
    return std::nullopt;
  }

  // 乙缺老师,甲派来5名: whom the clause before is about.
  std::optional<Found> TopicBefore() const {
    const bool alone = c_.phrases.size() == 1 && agent_->phrase == &c_.phrases.front();
    const Phrase* subject = alone && at_ > 0 ? SubjectOf(*s_.reading, clauses_[at_ - 1]) : nullptr;
    if (!subject || !Fits(*subject, Role::kRecipient)) return std::nullopt;
    return Of(*subject, "whom the clause before is about");
  }

  // 乙的操场由甲修缮, 乙的操场是甲出资修缮的: it is done for 乙.
  std::optional<Found> Owner() const {
    const Phrase* agent = agent_->phrase;
    const bool by = agent && agent->begin >= c_.begin && agent->end <= verb_.begin && agent->marker == Marker::kBy;
    if (!by && !Cleft(agent_)) return std::nullopt;
    const size_t heads = agent->mark_begin - c_.begin;  // what 由 or 是 opens goes on with the clause before
    for (size_t c = at_ + 1; c-- > (heads <= 1 && at_ > 0 ? at_ - 1 : at_);) {
      for (const Phrase& p : clauses_[c].phrases) {
        if (c == at_ && p.begin >= agent->begin) break;
        const bool owns = p.modifies && !p.titled && p.marker == Marker::kNone;
        if (owns && Fits(p, Role::kRecipient)) return Of(p, "whose it is");
      }
    }
    // 乙是所老校,由甲每年选派教师
    const Phrase* topic = by && heads <= 1 && at_ > 0 ? SubjectOf(*s_.reading, clauses_[at_ - 1]) : nullptr;
    const bool body = topic && !topic->actors.empty() && !IsRegion(topic->actors[0]);
    if (body && clauses_[at_ - 1].begin >= s_.begin && Fits(*topic, Role::kRecipient)) return Of(*topic, "topic");
    return std::nullopt;
  }

  std::optional<Found> Placed() const {
    for (const Phrase& p : c_.phrases) {
      if (p.marker != Marker::kAt || p.modifies || !Fits(p, Role::kAt) || !agent_ || AtHome(*agent_, p)) continue;
      Found found = Of(p, "behind 在");
      AddJoined(p, Role::kAt, c_.end, agent_->phrase, found);
      return found;
    }
    return Labels(Role::kAt) == Bit(EntityLabel::kEvent) ? EventBefore() : PlacedBehind();
  }

  // 甲选派的专家团队,常年在乙坐诊
  std::optional<Found> PlacedBehind() const {
    const Clause* next = agent_ && words_.Staff(Text(verb_.end, c_.end)) ? Ahead() : nullptr;
    if (!next) return std::nullopt;
    for (const Phrase& p : next->phrases) {
      if (p.marker == Marker::kAt && !p.modifies && Fits(p, Role::kAt) && !AtHome(*agent_, p))
        return Of(p, "behind 在 in the clause behind");
    }
    return std::nullopt;
  }

  // 仪式上,甲…
  std::optional<Found> EventBefore() const {
    for (size_t c = at_; c-- > at_ - std::min(at_, kAround) && clauses_[c].end > s_.begin;) {
      const std::vector<Phrase>& phrases = clauses_[c].phrases;
      const bool alone = phrases.size() == 1 && clauses_[c].verbs.empty();
      if (alone && Fits(phrases[0], Role::kAt)) return Of(phrases[0], "the event of the clause before");
    }
    return std::nullopt;
  }

  static void Bind(Match& match, Role role, const std::optional<Found>& found) {
    if (!found) return;
    Binding binding;
    binding.slot = &SlotName(role);
    binding.actors = found->actors;
    binding.spans = found->spans;
    binding.how = found->how;
    for (const auto& [begin, end] : found->spans) match.end = std::max(match.end, end);
    match.bindings.push_back(std::move(binding));
  }

  static const Binding* BoundTo(const Match& match, std::string_view role) {
    for (const Binding& binding : match.bindings) {
      if (*binding.slot == role) return &binding;
    }
    return nullptr;
  }

  bool Needed(const Match& match) const {
    return std::all_of(frame_.needs.begin(), frame_.needs.end(),
                       [&](Role role) { return BoundTo(match, kRoleNames[static_cast<size_t>(role)]); });
  }

  // 为乙县送来 is sent to 乙县, and not home.
  bool GoesElsewhere() const {
    const bool home = std::any_of(rule_.claims.begin(), rule_.claims.end(),
                                  [](const ClaimTemplate& claim) { return claim.to == "home"; });
    return home && std::any_of(c_.phrases.begin(), c_.phrases.end(),
                               [](const Phrase& p) { return p.marker == Marker::kTo || p.marker == Marker::kAt; });
  }

  // Has a claim both its ends? Ends that no role is called for (home …) are known later.
  bool Claims(const Match& match) const {
    const auto known = [&](const std::string& end) {
      const bool role = std::find(kRoleNames.begin(), kRoleNames.end(), end) != kRoleNames.end();
      return !role || BoundTo(match, end);
    };
    return std::any_of(rule_.claims.begin(), rule_.claims.end(),
                       [&](const ClaimTemplate& claim) { return known(claim.from) && known(claim.to); });
  }

  uint32_t Kind(uint32_t actor) const {
    const uint32_t label = LabelOf(actor);
    return label != Bit(EntityLabel::kTown) && IsRegion(actor) ? kRegionLabels : label;
  }

  bool Alike(const Match& match) const {
    const uint32_t kind = Kind(match.bindings.front().actors.front());
    return std::all_of(match.bindings.begin(), match.bindings.end(), [&](const Binding& binding) {
      return std::all_of(binding.actors.begin(), binding.actors.end(),
                         [&](uint32_t actor) { return Kind(actor) == kind; });
    });
  }

  const Rule& rule_;
  const Gazetteer& regions_;
  std::optional<Found> agent_;
};

}  // namespace

std::optional<Match> FillRoles(const SentenceView& sentence, const std::vector<Clause>& clauses, size_t clause,
                               const Verb& verb, const Rule& rule, const RoleWords& words, const Gazetteer& regions) {
  return Filler(FrameView(sentence, clauses, clause, verb, *rule.frame, words), rule, regions).Run();
}

}  // namespace qiao::loaders::news
