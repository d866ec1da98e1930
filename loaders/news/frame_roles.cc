#include "loaders/news/frame_roles.h"

#include <algorithm>
#include <array>
#include <string>

#include "loaders/news/frame_agent.h"
#include "loaders/news/frame_view.h"
#include "loaders/news/quantities.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

// Money that nobody puts into anything, and what a buyer may well spend.
constexpr std::array<u32string_view, 13> kOtherMoney = {U"产值", U"收入", U"贷款", U"授信", U"月薪", U"工资", U"增收",
                                                        U"每年", U"每月", U"利润", U"税收", U"租金", U"每亩"};
constexpr std::array<u32string_view, 5> kTurnover = {U"销售", U"成交", U"营业额", U"采购额", U"订单"};
// What a clause opens with that tells what the deed of the one before was worth: 捐赠一批药品,总值90万元.
constexpr std::array<u32string_view, 22> kWorth = {
    U"总值", U"价值", U"总价", U"造价",   U"总造价", U"总投资", U"投资",   U"投入", U"金额",   U"总额",     U"合计",
    U"共计", U"累计", U"一共", U"今年花", U"花了",   U"共花",   U"去年花", U"成交", U"采购额", U"援助资金", U"耗资"};
constexpr size_t kObjectReach = 48;  // characters from a verb to its object
constexpr size_t kMoneyContext = 10;
constexpr uint32_t kThings = Bit(EntityLabel::kProject) | Bit(EntityLabel::kPark);
constexpr size_t kDeedReach = 6;  // from 的 to a verb that is a noun: 甲与乙的深度合作

// The roles' names as a binding wants them.
const std::string& SlotName(Role role) {
  static const std::array<std::string, kRoleNames.size()> kNames = {"agent", "partner", "object", "recipient", "at"};
  return kNames[static_cast<size_t>(role)];
}
const std::string kMoney = "money";

template <size_t N>
bool HasAny(u32string_view text, const std::array<u32string_view, N>& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](u32string_view w) { return text.find(w) != u32string_view::npos; });
}

class Filler : public FrameView {
 public:
  Filler(const FrameView& view, const Rule& rule) : FrameView(view), rule_(rule) {}

  std::optional<Match> Run() {
    if (!Near() || CouplesRow()) return std::nullopt;
    agent_ = FindAgent(*this);
    if (Has(Role::kAgent) && !agent_) return std::nullopt;
    if (Has(Role::kPartner)) partner_ = Partner();
    if (Has(Role::kPartner) && !partner_) SplitTwo();
    std::optional<Found> object, recipient, place;
    if (Has(Role::kObject)) object = Object();
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
    Bind(match, Role::kPartner, partner_);
    Bind(match, Role::kObject, object);
    Bind(match, Role::kRecipient, recipient);
    Bind(match, Role::kAt, place);
    if (!Claims(match) || !Needed(match)) return std::nullopt;
    if (frame_.alike && !Alike(match)) return std::nullopt;
    if (const auto money = Money()) {
      Binding binding;
      binding.slot = &kMoney;
      binding.amount = money;
      match.bindings.push_back(std::move(binding));
    }
    return match;
  }

 private:
  bool Near() const {
    const u32string_view clause = Text(c_.begin, c_.end);
    return frame_.near.empty() || std::any_of(frame_.near.begin(), frame_.near.end(), [&](const auto& word) {
             return clause.find(word) != u32string_view::npos;
           });
  }

  // 甲与乙、丙与丁结对: rules for couples read it.
  bool CouplesRow() const {
    for (size_t p = 1; p + 1 < c_.phrases.size(); ++p) {
      if (c_.phrases[p].abuts && c_.phrases[p].actors.size() > 1 && c_.phrases[p + 1].abuts) return true;
    }
    return false;
  }

  std::optional<Found> Partner() const {
    const Phrase* with = nullptr;
    for (const Phrase& p : c_.phrases) {
      if (p.marker != Marker::kWith || !Fits(p, Role::kPartner) || !ActsItself(p)) continue;
      if (p.modifies && !NamesDeed(p)) continue;
      const bool marks = p.mark_begin >= verb_.begin && p.mark_begin < verb_.end;  // 牵手甲
      if (!marks && p.end > verb_.begin) continue;
      if (agent_ && agent_->phrase && agent_->phrase->begin > p.begin && agent_->phrase->begin >= c_.begin) continue;
      if (agent_ && AtHome(*agent_, p)) continue;
      if (c_.each && p.begin < *c_.each) continue;
      with = &p;
    }
    if (!with) return CarriedPartner();
    Found found = Of(*with, "behind 与");
    AddJoined(*with, Role::kPartner, verb_.begin, agent_->phrase, found);
    return found;
  }

  // 甲与乙商量好,合开…
  std::optional<Found> CarriedPartner() const {
    if (!agent_ || !agent_->phrase || !Jointly(c_.begin)) return std::nullopt;
    for (size_t c = 0; c < at_; ++c) {
      const std::vector<Phrase>& phrases = clauses_[c].phrases;
      if (phrases.empty() || agent_->phrase < &phrases.front() || agent_->phrase > &phrases.back()) continue;
      for (const Phrase& p : phrases) {
        if (p.marker == Marker::kWith && !p.modifies && Fits(p, Role::kPartner))
          return Of(p, "with the subject before");
      }
    }
    return std::nullopt;
  }

  // 甲与乙的远程会诊: the verb as a noun that the two belong to.
  bool NamesDeed(const Phrase& p) const {
    return s_.text[p.end] == U'的' && verb_.begin > p.end && verb_.begin - p.end <= kDeedReach;
  }

  // 甲、乙合办…; 双方合办…. Two regions side by side are more often two than a couple.
  void SplitTwo() {
    if (!agent_ || agent_->actors.size() != 2 || c_.each || LabelsDiffer(*agent_)) return;
    const bool regions = IsRegion(agent_->actors[0]) || IsRegion(agent_->actors[1]);
    // 甲、乙等20所高校 are not two.
    const bool list = agent_->spans.size() > 1;
    const bool more =
        list && (agent_->phrase->begin < c_.begin || Text(agent_->phrase->end, c_.end).starts_with(U"等"));
    if (more || (regions ? !agent_->phrase->noun : list && frame_.alike)) return;
    partner_ = Found{{agent_->actors[1]}, {}, agent_->phrase, "second of two"};
    agent_->actors.pop_back();
  }

  bool LabelsDiffer(const Found& two) const { return (Labels(Role::kPartner) & LabelOf(two.actors[1])) == 0; }

  bool MayBeObject(const Phrase& p) const {
    // 作为支援甲县的城市; 建设甲园区的乙公司
    const bool whole = !p.modifies || Text(c_.begin, c_.end).starts_with(kClauseOfRole) ||
                       (agent_ && agent_->how == "head of the relative clause" && p.begin < agent_->phrase->begin);
    return whole && !p.staff && Fits(p, Role::kObject) &&
           (p.marker == Marker::kNone || p.marker == Marker::kTo || p.marker == Marker::kPivot);
  }

  std::optional<Found> Object() const {
    for (const Phrase& p : c_.phrases) {
      if (p.end <= verb_.begin && p.marker == Marker::kTakes && !p.modifies && Fits(p, Role::kObject))
        return Of(p, "behind 把");
    }
    bool any = false;
    for (const Phrase& p : c_.phrases) {
      if (p.begin < verb_.end || p.begin > verb_.end + kObjectReach) continue;
      if (agent_ && agent_->phrase == &p) continue;
      any = any || p.marker == Marker::kNone;
      if (!MayBeObject(p)) {
        // 甲设立子公司、乙建设丙
        if (p.marker == Marker::kNone && Acts(p) && s_.text[p.begin - 1] == U'、') return std::nullopt;
        continue;
      }
      Found found = Of(p, "object");
      AddJoined(p, Role::kObject, c_.end, agent_->phrase, found);
      return found;
    }
    if (Passive() && !frame_.alike) return Topic();
    return any || frame_.alike ? std::nullopt : ObjectAhead();
  }

  // 项目由甲承建; 甲施工, said behind such a clause
  bool Passive() const {
    if (!agent_ || !agent_->phrase) return false;
    const Phrase& p = *agent_->phrase;
    if (p.marker == Marker::kBy || agent_->how == "named behind the verb") return true;
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
    const bool thing =
        c_.begin == s_.begin && s_.last_thing != UINT32_MAX && (LabelOf(s_.last_thing) & Labels(Role::kObject)) != 0;
    if (!thing) return std::nullopt;
    return Found{{s_.last_thing}, {}, nullptr, "topic of the paragraph"};
  }

  // 到甲县投资3200万元,兴建乙: the clause behind says into what, where nobody acts anew.
  const Clause* Ahead() const {
    if (at_ + 1 >= clauses_.size()) return nullptr;
    const Clause& next = clauses_[at_ + 1];
    for (const Phrase& p : next.phrases) {
      const bool anew = p.marker == Marker::kPivot || (p.marker == Marker::kNone && !p.after_verb);
      if (p.marker == Marker::kBy || (anew && Acts(p))) return nullptr;
    }
    return &next;
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

  std::optional<Found> Recipient() const {
    for (const Phrase& p : c_.phrases) {
      if (!Fits(p, Role::kRecipient) || !agent_ || agent_->phrase == &p || AtHome(*agent_, p)) continue;
      const bool marked = p.marker == Marker::kTo && !p.modifies;
      const bool helped =
          !frame_.marked && p.after_verb && p.marker != Marker::kAt && p.begin >= verb_.end && p.begin - verb_.end <= 1;
      if (!marked && !(helped && !p.modifies)) continue;
      Found found = Of(p, marked ? "behind 为" : "behind the verb");
      AddJoined(p, Role::kRecipient, c_.end, agent_->phrase, found);
      return found;
    }
    if (auto owner = Owner()) return owner;
    const Clause* next = Ahead();
    if (!next) return std::nullopt;
    for (const Phrase& p : next->phrases) {
      if (p.marker == Marker::kTo && !p.modifies && Fits(p, Role::kRecipient)) return Of(p, "in the clause behind");
    }
    return std::nullopt;
  }

  // 乙的操场由甲修缮, 乙的操场是甲出资修缮的: it is done for 乙.
  std::optional<Found> Owner() const {
    if (!agent_->phrase || agent_->phrase->begin < c_.begin || agent_->phrase->end > verb_.begin) return std::nullopt;
    const bool by = agent_->phrase->marker == Marker::kBy;
    const bool cleft = agent_->phrase->mark_begin > 0 && s_.text[agent_->phrase->mark_begin - 1] == U'是' &&
                       s_.text[c_.end - 1] == U'的';
    if (!by && !cleft) return std::nullopt;
    for (size_t c = at_ + 1; c-- > 0 && clauses_[c].end > s_.begin;) {
      for (const Phrase& p : clauses_[c].phrases) {
        if (c == at_ && p.begin >= agent_->phrase->begin) break;
        const bool owns = p.modifies && p.marker == Marker::kNone && Text(p.end, clauses_[c].end).starts_with(U"的");
        if (owns && Fits(p, Role::kRecipient)) return Of(p, "whose it is");
      }
    }
    return std::nullopt;
  }

  std::optional<Found> Placed() const {
    for (const Phrase& p : c_.phrases) {
      if (p.marker != Marker::kAt || p.modifies || !Fits(p, Role::kAt) || !agent_ || AtHome(*agent_, p)) continue;
      Found found = Of(p, "behind 在");
      AddJoined(p, Role::kAt, c_.end, agent_->phrase, found);
      return found;
    }
    return Labels(Role::kAt) == Bit(EntityLabel::kEvent) ? EventBefore() : std::nullopt;
  }

  // 仪式上,甲…
  std::optional<Found> EventBefore() const {
    for (size_t c = at_; c-- > 0 && clauses_[c].end > s_.begin;) {
      const std::vector<Phrase>& phrases = clauses_[c].phrases;
      const bool alone = phrases.size() == 1 && clauses_[c].verbs.empty();
      if (alone && Fits(phrases[0], Role::kAt)) return Of(phrases[0], "the event of the clause before");
    }
    return std::nullopt;
  }

  std::optional<Amount> Money() const {
    if (auto money = MoneyIn(c_)) return money;
    if (at_ > 0 && agent_ && agent_->how == "subject of a clause before") return MoneyIn(clauses_[at_ - 1]);
    return MoneyBehind();
  }

  // Nobody is named there, and nothing else that may be worth it.
  std::optional<Amount> MoneyBehind() const {
    if (at_ + 1 >= clauses_.size() || !clauses_[at_ + 1].phrases.empty()) return std::nullopt;
    const Clause& next = clauses_[at_ + 1];
    const u32string_view text = Text(next.begin, next.end);
    const bool worth =
        std::any_of(kWorth.begin(), kWorth.end(), [&](u32string_view word) { return text.starts_with(word); });
    return worth ? MoneyIn(next) : std::nullopt;
  }

  std::optional<Amount> MoneyIn(const Clause& clause) const {
    for (size_t i = clause.begin; i < clause.end; ++i) {
      const auto money = ReadAmount(s_.text.substr(0, clause.end), i);
      if (!money) continue;
      const size_t from = std::max(clause.begin, i - std::min(i, kMoneyContext));
      const bool buys = Labels(Role::kObject) == Bit(EntityLabel::kProduct);
      if (HasAny(Text(from, i), kOtherMoney) || (!buys && HasAny(Text(from, i), kTurnover))) return std::nullopt;
      return money;
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
  std::optional<Found> agent_, partner_;
};

}  // namespace

std::optional<Match> FillRoles(const SentenceView& sentence, const std::vector<Clause>& clauses, size_t clause,
                               const Verb& verb, const Rule& rule, const RoleWords& words) {
  return Filler(FrameView(sentence, clauses, clause, verb, *rule.frame, words), rule).Run();
}

}  // namespace qiao::loaders::news
