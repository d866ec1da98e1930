#include "loaders/news/frame_view.h"

#include <algorithm>
#include <array>

#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr uint32_t kActing = kRegionLabels | Bit(EntityLabel::kCompany) | Bit(EntityLabel::kAgency) |
                             Bit(EntityLabel::kHospital) | Bit(EntityLabel::kSchool) | Bit(EntityLabel::kInstitute) |
                             Bit(EntityLabel::kTroupe);
// Verbs that are nouns for who does it: 承建单位, 出资方.
constexpr std::array<u32string_view, 5> kPosts = {U"单位", U"方", U"主体", U"业主", U"商"};
constexpr size_t kPostReach = 7;  // 园区的碾米环节承包方
constexpr size_t kMoneyContext = 10;
constexpr u32string_view kQuoteMarks = U"“”《》‘’";

}  // namespace

uint32_t KindsOf(const Actor& actor) {
  const bool post = actor.label == EntityLabel::kAgency && !actor.name.empty() && In(U"站处", actor.name.back());
  const bool works = actor.label == EntityLabel::kCompany && !actor.name.empty() && In(U"厂场", actor.name.back()) &&
                     !actor.name.ends_with(U"市场") && !actor.name.ends_with(U"商场");
  return Bit(actor.label) | (works || post ? kWorksBit : 0);
}

bool CanAct(const Reading& reading, const Phrase& phrase) {
  return phrase.actors.empty() || (Bit(reading.actors[phrase.actors[0]].label) & kActing) != 0;
}

const Phrase* SubjectOf(const Reading& reading, const Clause& clause) {
  const Phrase* subject = nullptr;
  for (const Phrase& p : clause.phrases) {
    if (p.modifies || !CanAct(reading, p)) continue;
    if (p.marker == Marker::kPivot) subject = &p;
    if (p.marker == Marker::kNone && !p.after_verb && (!subject || p.told)) subject = &p;
  }
  return subject;
}

// A delegation (代表团) is a guest, never a party; who is sent to stay (指挥部, 工作组) acts.
bool FrameView::Fits(const Phrase& phrase, Role role) const {
  if (phrase.actors.empty()) return false;
  const Actor& first = s_.reading->actors[phrase.actors[0]];
  if (role != Role::kObject && first.kind == "delegation" && first.name.back() == U'团') return false;
  return std::all_of(phrase.actors.begin(), phrase.actors.end(),
                     [&](uint32_t actor) { return (KindsOf(s_.reading->actors[actor]) & Labels(role)) != 0; });
}

bool FrameView::ActsItself(const Phrase& phrase) const {
  if (phrase.noun || !IsRegion(phrase.actors.back())) return true;
  if (phrase.staff || (phrase.marker == Marker::kNone && !phrase.heads)) return false;
  size_t at = phrase.end;
  while (at < s_.end && kQuoteMarks.find(s_.text[at]) != u32string_view::npos) ++at;
  const bool verb = std::any_of(clauses_.begin(), clauses_.end(), [&](const Clause& clause) {
    return clause.begin <= at && at < clause.end &&
           std::any_of(clause.verbs.begin(), clause.verbs.end(), [&](const Verb& v) { return v.begin == at; });
  });
  // 甲县2023年投入…
  size_t behind_digits = at;
  while (behind_digits < s_.end && IsDigit(s_.text[behind_digits])) ++behind_digits;
  const bool dated = behind_digits > at && In(U"年月", s_.text[behind_digits]);
  return verb || dated || words_.FollowsRegion(Text(at, s_.end));
}

bool FrameView::AtHome(const Found& agent, const Phrase& phrase) const {
  const RegionId region = s_.reading->actors[phrase.actors.front()].region;
  if (region == kNoRegion) return false;
  return std::any_of(agent.actors.begin(), agent.actors.end(), [&](uint32_t actor) {
    const std::vector<RegionId>& named = s_.reading->actors[actor].name_regions;
    return std::find(named.begin(), named.end(), region) != named.end();
  });
}

void FrameView::AddJoined(const Phrase& first, Role role, size_t limit, const Phrase* but, Found& found) const {
  for (const Phrase* p = &first + 1; p < c_.phrases.data() + c_.phrases.size() && p->abuts && p->end <= limit; ++p) {
    if (!Fits(*p, role) || p == but) return;
    // 甲支援的乙和丙支援的丁
    const bool acts = std::any_of(c_.verbs.begin(), c_.verbs.end(), [&](const Verb& v) { return v.begin == p->end; });
    if (acts && role != Role::kAgent && role != Role::kPartner) return;
    found.actors.insert(found.actors.end(), p->actors.begin(), p->actors.end());
    found.spans.insert(found.spans.end(), p->spans.begin(), p->spans.end());
  }
}

bool FrameView::CouplesRow(const Clause& clause) {
  const std::vector<Phrase>& row = clause.phrases;
  for (size_t p = 1; p + 1 < row.size(); ++p) {
    if (row[p].abuts && row[p].actors.size() > 1 && row[p + 1].abuts) return true;
  }
  return false;
}

bool FrameView::NamesPost() const {
  const u32string_view verb = Text(verb_.begin, verb_.end);
  return std::any_of(kPosts.begin(), kPosts.end(), [&](u32string_view word) { return verb.ends_with(word); });
}

const Phrase* FrameView::PostHeld() const {
  if (!NamesPost()) return nullptr;
  for (const Phrase& p : c_.phrases) {
    if (p.end < verb_.begin && verb_.begin - p.end <= kPostReach && s_.text[p.end] == U'的') return &p;
  }
  return nullptr;
}

const Clause* FrameView::Ahead() const {
  if (at_ + 1 >= clauses_.size()) return nullptr;
  const Clause& next = clauses_[at_ + 1];
  for (const Phrase& p : next.phrases) {
    const bool anew = p.marker == Marker::kPivot || (p.marker == Marker::kNone && !p.after_verb);
    if (p.marker == Marker::kBy || (anew && Acts(p))) return nullptr;
  }
  return &next;
}

bool FrameView::Cleft(const std::optional<Found>& agent) const {
  const Phrase* p = agent ? agent->phrase : nullptr;
  return p && p->begin >= c_.begin && p->end <= verb_.begin && p->mark_begin > c_.begin &&
         s_.text[p->mark_begin - 1] == U'是' && s_.text[c_.end - 1] == U'的';
}

std::optional<Amount> FrameView::MoneyIn(const Clause& clause) const {
  for (size_t i = clause.begin; i < clause.end; ++i) {
    const auto money = ReadAmount(s_.text.substr(0, clause.end), i);
    if (!money) continue;
    const u32string_view before = Text(std::max(clause.begin, i - std::min(i, kMoneyContext)), i);
    return words_.OtherMoney(before) || (!Buys() && words_.Turnover(before)) ? std::nullopt : money;
  }
  return std::nullopt;
}

bool FrameView::Jointly(size_t from) const {
  return Text(from, verb_.end).find_first_of(U"合共联各双互") != u32string_view::npos;
}

bool FrameView::Agreed(const Clause& clause) const {
  if (words_.Accord(Text(clause.begin, clause.end))) return true;
  const Phrase* last = clause.phrases.empty() ? nullptr : &clause.phrases.back();
  return last && last->marker == Marker::kWith && last->end == clause.end && last->begin - last->mark_begin > 1;
}

}  // namespace qiao::loaders::news
