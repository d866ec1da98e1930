#include "loaders/news/frame_roles.h"

#include <algorithm>
#include <array>
#include <string>

#include "loaders/news/quantities.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr uint32_t Bit(EntityLabel label) { return 1u << static_cast<uint32_t>(label); }
constexpr uint32_t kRegions =
    Bit(EntityLabel::kProvince) | Bit(EntityLabel::kCity) | Bit(EntityLabel::kDistrict) | Bit(EntityLabel::kTown);
// Who can be the subject of a clause before, and so of this one.
constexpr uint32_t kActing = kRegions | Bit(EntityLabel::kCompany) | Bit(EntityLabel::kAgency) |
                             Bit(EntityLabel::kHospital) | Bit(EntityLabel::kSchool) | Bit(EntityLabel::kInstitute) |
                             Bit(EntityLabel::kTroupe);
constexpr u32string_view kQuoteMarks = U"“”《》‘’";
constexpr u32string_view kAs = U"作为";
constexpr u32string_view kHandOver = U"交委移承租托归";  // 交给, 委托 …
constexpr std::array<u32string_view, 4> kEach = {U"分别", U"依次", U"各自", U"逐一"};
// Behind a verb: 承建的是甲, 施工单位为甲.
constexpr std::array<u32string_view, 10> kCleft = {U"的是", U"的为",   U"单位是", U"单位为", U"方是",
                                                   U"方为", U"企业是", U"企业为", U"商是",   U"商为"};
// Money that nobody puts into anything.
constexpr std::array<u32string_view, 18> kOtherMoney = {U"销售",   U"产值", U"收入", U"贷款",   U"授信", U"成交",
                                                        U"营业额", U"月薪", U"工资", U"采购额", U"订单", U"增收",
                                                        U"每年",   U"每月", U"利润", U"税收",   U"租金", U"每亩"};
constexpr size_t kCarriedReach = 6;  // characters before a verb whose subject stands in a clause before
constexpr size_t kObjectReach = 48;  // characters from a verb to its object
constexpr size_t kBehindReach = 4;   // 运营则由甲
constexpr size_t kMoneyContext = 10;

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

// A role's names and how they were found.
struct Found {
  std::vector<uint32_t> actors;
  std::vector<std::pair<size_t, size_t>> spans;
  const Phrase* phrase = nullptr;
  std::string_view how;
};

class Filler {
 public:
  Filler(const SentenceView& sentence, const std::vector<Clause>& clauses, size_t clause, const Verb& verb,
         const Rule& rule, const RoleWords& words)
      : s_(sentence),
        clauses_(clauses),
        c_(clauses[clause]),
        at_(clause),
        verb_(verb),
        rule_(rule),
        frame_(*rule.frame),
        words_(words) {}

  std::optional<Match> Run() {
    if (!Near() || CouplesRow()) return std::nullopt;
    FindEach();
    agent_ = Agent();
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
    match.aligned = each_ != SIZE_MAX;
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
  bool Has(Role role) const { return frame_.labels[static_cast<size_t>(role)] != 0; }
  u32string_view Text(size_t begin, size_t end) const { return s_.text.substr(begin, std::max(begin, end) - begin); }
  uint32_t LabelOf(uint32_t actor) const { return Bit(s_.reading->actors[actor].label); }

  // A delegation is a guest, never a party.
  bool Fits(const Phrase& phrase, Role role) const {
    if (role != Role::kObject && !phrase.actors.empty() && s_.reading->actors[phrase.actors[0]].kind == "delegation")
      return false;
    const uint32_t labels = frame_.labels[static_cast<size_t>(role)];
    return !phrase.actors.empty() && std::all_of(phrase.actors.begin(), phrase.actors.end(),
                                                 [&](uint32_t actor) { return (LabelOf(actor) & labels) != 0; });
  }

  bool Acts(const Phrase& phrase) const { return phrase.actors.empty() || (LabelOf(phrase.actors[0]) & kActing) != 0; }

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

  // 分别 makes lists go member by member.
  void FindEach() {
    const u32string_view clause = Text(c_.begin, c_.end);
    for (const u32string_view word : kEach) {
      const size_t at = clause.find(word);
      if (at != u32string_view::npos) each_ = c_.begin + at;
    }
  }

  // A region acts itself only where what follows says so: 甲市投资…, but not 甲市企业投资….
  bool ActsItself(const Phrase& phrase) const {
    if (phrase.noun || (LabelOf(phrase.actors.back()) & kRegions) == 0) return true;
    if (phrase.staff || (phrase.marker == Marker::kNone && !phrase.heads)) return false;
    size_t at = phrase.end;
    while (at < c_.end && kQuoteMarks.find(s_.text[at]) != u32string_view::npos) ++at;
    if (at == verb_.begin) return true;
    const bool verb = std::any_of(c_.verbs.begin(), c_.verbs.end(), [&](const Verb& v) { return v.begin == at; });
    return verb || phrase.marker == Marker::kPivot || words_.FollowsRegion(Text(at, c_.end));
  }

  static Found Of(const Phrase& phrase, std::string_view how) { return {phrase.actors, phrase.spans, &phrase, how}; }

  std::optional<Found> Agent() const {
    if (const Phrase* named = Behind()) return Of(*named, "named behind the verb");
    const Phrase* acting = nullptr;
    std::string_view how;
    bool headed = false;
    for (const Phrase& p : c_.phrases) {
      if (p.end > verb_.begin) break;
      if (p.modifies) continue;
      const bool by = p.marker == Marker::kBy;
      const bool plain = p.marker == Marker::kNone && !p.after_verb;
      if (!plain && !by && p.marker != Marker::kPivot) continue;
      if (!by && !Acts(p) && !Fits(p, Role::kAgent)) continue;
      headed = true;
      acting = nullptr;
      if (!Fits(p, Role::kAgent) || !ActsItself(p)) continue;
      acting = &p;
      how = by ? "behind 由" : plain ? "subject" : "brought to act";
    }
    if (acting) {
      Found found = Of(*acting, how);
      if (each_ != SIZE_MAX) AddJoined(*acting, Role::kAgent, each_, found);
      if (!Has(Role::kPartner) && each_ == SIZE_MAX && !AddCompany(*acting, found)) return std::nullopt;
      return found;
    }
    return headed ? std::nullopt : Carried();
  }

  // 甲与乙共同出资: both do. 甲县与乙公司签约投资: who does, is not said.
  bool AddCompany(const Phrase& acting, Found& found) const {
    for (const Phrase& p : c_.phrases) {
      if (p.begin < acting.end || p.end > verb_.begin || p.marker != Marker::kWith || p.modifies) continue;
      if (!Fits(p, Role::kAgent)) return false;
      if (!Jointly(p.end) && !(p.abuts && s_.text[p.mark_begin] == U'和')) return false;
      found.actors.insert(found.actors.end(), p.actors.begin(), p.actors.end());
      found.spans.insert(found.spans.end(), p.spans.begin(), p.spans.end());
    }
    return true;
  }

  bool Jointly(size_t from) const { return Text(from, verb_.end).find_first_of(U"合共联各双") != u32string_view::npos; }

  // 承建的是甲; 运营则交给甲
  const Phrase* Behind() const {
    for (const Phrase& p : c_.phrases) {
      if (p.begin < verb_.end || p.modifies) continue;
      const u32string_view between = Text(verb_.end, p.begin);
      const bool cleft = between.size() <= kBehindReach && HasAny(between, kCleft) && p.marker == Marker::kNone;
      const bool handed = p.marker == Marker::kBy && kHandOver.find(s_.text[p.mark_begin]) != u32string_view::npos &&
                          p.mark_begin - verb_.end <= kBehindReach;
      return (cleft || handed) && Fits(p, Role::kAgent) ? &p : nullptr;
    }
    return nullptr;
  }

  // Without a subject of its own a clause goes on with the one before.
  std::optional<Found> Carried() const {
    size_t before = verb_.begin - c_.begin;
    for (const Phrase& p : c_.phrases) {
      if (p.end <= verb_.begin) before -= p.end - p.mark_begin;
    }
    if (before > kCarriedReach) return std::nullopt;
    if (Text(c_.begin, c_.end).starts_with(kAs)) return NextSubject();
    for (size_t c = at_; c-- > 0;) {
      const Phrase* subject = nullptr;
      for (const Phrase& p : clauses_[c].phrases) {
        if (p.modifies || !Acts(p)) continue;
        if (p.marker == Marker::kPivot) subject = &p;
        if (p.marker == Marker::kNone && !p.after_verb && !subject) subject = &p;
      }
      if (!subject) continue;
      if (!Fits(*subject, Role::kAgent) || subject->staff || !ActsItself(*subject)) return std::nullopt;
      return OneOfTwo(clauses_[c], *subject);
    }
    return std::nullopt;
  }

  // 作为支援乙县的城市,甲市…
  std::optional<Found> NextSubject() const {
    if (at_ + 1 >= clauses_.size() || clauses_[at_ + 1].phrases.empty()) return std::nullopt;
    const Phrase& p = clauses_[at_ + 1].phrases.front();
    if (!p.heads || p.modifies || p.marker != Marker::kNone || !Fits(p, Role::kAgent)) return std::nullopt;
    return Of(p, "subject of the clause behind");
  }

  // Of 甲公司与乙县签约,投资…: it is the company that goes on.
  std::optional<Found> OneOfTwo(const Clause& clause, const Phrase& subject) const {
    std::vector<const Phrase*> companies;
    bool partner = false;
    for (const Phrase& p : clause.phrases) {
      const bool with = p.marker == Marker::kWith && !p.modifies;
      partner |= with;
      if ((with || &p == &subject) && !p.actors.empty() && LabelOf(p.actors[0]) == Bit(EntityLabel::kCompany))
        companies.push_back(&p);
    }
    if (!partner) return Of(subject, "subject of a clause before");
    Found found{{}, {}, &subject, "subjects of a clause before"};
    for (const Phrase* company : companies) {
      if (!Fits(*company, Role::kAgent)) return std::nullopt;
      found.actors.insert(found.actors.end(), company->actors.begin(), company->actors.end());
    }
    const bool known = companies.size() == 1 || (companies.size() == 2 && Jointly(c_.begin));
    return known ? std::optional(std::move(found)) : std::nullopt;
  }

  std::optional<Found> Partner() const {
    const Phrase* with = nullptr;
    for (const Phrase& p : c_.phrases) {
      if (p.marker != Marker::kWith || p.modifies || !Fits(p, Role::kPartner) || !ActsItself(p)) continue;
      const bool marks = p.mark_begin >= verb_.begin && p.mark_begin < verb_.end;  // 牵手甲
      if (!marks && p.end > verb_.begin) continue;
      if (agent_ && agent_->phrase && agent_->phrase->begin > p.begin && agent_->phrase->begin >= c_.begin) continue;
      if (each_ != SIZE_MAX && p.begin < each_) continue;
      with = &p;
    }
    if (!with) return std::nullopt;
    Found found = Of(*with, "behind 与");
    AddJoined(*with, Role::kPartner, verb_.begin, found);
    return found;
  }

  // 甲、乙合办…; 双方合办…. Two regions side by side are more often two than a couple.
  void SplitTwo() {
    if (!agent_ || agent_->actors.size() != 2 || each_ != SIZE_MAX || LabelsDiffer(*agent_)) return;
    const bool regions = (LabelOf(agent_->actors[0]) & kRegions) != 0 || (LabelOf(agent_->actors[1]) & kRegions) != 0;
    if (regions ? !agent_->phrase->noun : agent_->spans.size() > 1 && frame_.alike) return;
    partner_ = Found{{agent_->actors[1]}, {}, agent_->phrase, "second of two"};
    agent_->actors.pop_back();
  }

  bool LabelsDiffer(const Found& two) const {
    return (frame_.labels[static_cast<size_t>(Role::kPartner)] & LabelOf(two.actors[1])) == 0;
  }

  // 丙和丁: what is joined to a phrase goes with it.
  void AddJoined(const Phrase& first, Role role, size_t limit, Found& found) const {
    for (const Phrase* p = &first + 1; p < c_.phrases.data() + c_.phrases.size() && p->abuts && p->end <= limit; ++p) {
      if (!Fits(*p, role) || (agent_ && agent_->phrase == p)) return;
      // 甲支援的乙和丙支援的丁
      const bool acts = std::any_of(c_.verbs.begin(), c_.verbs.end(), [&](const Verb& v) { return v.begin == p->end; });
      if (acts && role != Role::kAgent && role != Role::kPartner) return;
      found.actors.insert(found.actors.end(), p->actors.begin(), p->actors.end());
      found.spans.insert(found.spans.end(), p->spans.begin(), p->spans.end());
    }
  }

  bool MayBeObject(const Phrase& p) const {
    const bool whole = !p.modifies || Text(c_.begin, c_.end).starts_with(kAs);  // 作为支援甲县的城市
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
      AddJoined(p, Role::kObject, c_.end, found);
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
    const bool thing = at_ == 0 && s_.last_thing != UINT32_MAX &&
                       (LabelOf(s_.last_thing) & frame_.labels[static_cast<size_t>(Role::kObject)]) != 0;
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
    if (!next || next->verbs.empty()) return std::nullopt;
    for (const Phrase& p : next->phrases) {
      const bool verb = next->verbs.front().begin < p.begin || p.marker == Marker::kTo;
      if (verb && MayBeObject(p)) return Of(p, "object in the clause behind");
    }
    return std::nullopt;
  }

  std::optional<Found> Recipient() const {
    for (const Phrase& p : c_.phrases) {
      if (!Fits(p, Role::kRecipient) || (agent_ && agent_->phrase == &p)) continue;
      const bool marked = p.marker == Marker::kTo && !p.modifies;
      const bool helped = p.after_verb && p.marker != Marker::kAt && p.begin >= verb_.end && p.begin - verb_.end <= 1;
      if (!marked && !(helped && !p.modifies)) continue;
      Found found = Of(p, marked ? "behind 为" : "behind the verb");
      AddJoined(p, Role::kRecipient, c_.end, found);
      return found;
    }
    const Clause* next = Ahead();
    if (!next) return std::nullopt;
    for (const Phrase& p : next->phrases) {
      if (p.marker == Marker::kTo && !p.modifies && Fits(p, Role::kRecipient)) return Of(p, "in the clause behind");
    }
    return std::nullopt;
  }

  std::optional<Found> Placed() const {
    for (const Phrase& p : c_.phrases) {
      if (p.marker != Marker::kAt || p.modifies || !Fits(p, Role::kAt)) continue;
      Found found = Of(p, "behind 在");
      AddJoined(p, Role::kAt, c_.end, found);
      return found;
    }
    return std::nullopt;
  }

  std::optional<Amount> Money() const {
    if (auto money = MoneyIn(c_)) return money;
    if (at_ > 0 && agent_ && agent_->how == "subject of a clause before") return MoneyIn(clauses_[at_ - 1]);
    return std::nullopt;
  }

  std::optional<Amount> MoneyIn(const Clause& clause) const {
    for (size_t i = clause.begin; i < clause.end; ++i) {
      const auto money = ReadAmount(s_.text.substr(0, clause.end), i);
      if (!money) continue;
      const size_t from = std::max(clause.begin, i - std::min(i, kMoneyContext));
      if (HasAny(Text(from, i), kOtherMoney)) return std::nullopt;
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
    return label != Bit(EntityLabel::kTown) && (label & kRegions) != 0 ? kRegions : label;
  }

  bool Alike(const Match& match) const {
    const uint32_t kind = Kind(match.bindings.front().actors.front());
    return std::all_of(match.bindings.begin(), match.bindings.end(), [&](const Binding& binding) {
      return std::all_of(binding.actors.begin(), binding.actors.end(),
                         [&](uint32_t actor) { return Kind(actor) == kind; });
    });
  }

  const SentenceView& s_;
  const std::vector<Clause>& clauses_;
  const Clause& c_;
  const size_t at_;
  const Verb& verb_;
  const Rule& rule_;
  const Frame& frame_;
  const RoleWords& words_;
  size_t each_ = SIZE_MAX;  // where 分别 stands
  std::optional<Found> agent_, partner_;
};

}  // namespace

std::optional<Match> FillRoles(const SentenceView& sentence, const std::vector<Clause>& clauses, size_t clause,
                               const Verb& verb, const Rule& rule, const RoleWords& words) {
  return Filler(sentence, clauses, clause, verb, rule, words).Run();
}

}  // namespace qiao::loaders::news
