#include "loaders/news/frame_agent.h"

#include <algorithm>
#include <array>

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr u32string_view kHandOver = U"交委移承租托归";  // 交给, 委托 …
// Behind a verb: 承建的是甲, 施工单位为甲.
constexpr std::array<u32string_view, 10> kCleft = {U"的是", U"的为",   U"单位是", U"单位为", U"方是",
                                                   U"方为", U"企业是", U"企业为", U"商是",   U"商为"};
constexpr u32string_view kPrepositions = U"把将向为给从与同对";
constexpr size_t kCarriedReach = 6;  // characters before a verb, or 把 and the like, without a subject
constexpr size_t kBehindReach = 4;   // 运营则交给甲

class AgentFinder : public FrameView {
 public:
  explicit AgentFinder(const FrameView& view) : FrameView(view) {}

  std::optional<Found> Run() const {
    if (const Phrase* named = Behind()) return Of(*named, "named behind the verb");
    const Phrase* acting = nullptr;
    std::string_view how;
    bool headed = false;
    for (const Phrase& p : c_.phrases) {
      if (p.end > verb_.begin) break;
      const bool person = frame_.people && p.titled;
      if (p.modifies && !person) continue;
      const bool by = p.marker == Marker::kBy;
      const bool plain = p.marker == Marker::kNone && (!p.after_verb || ActsInObject(p));
      if (!plain && !by && p.marker != Marker::kPivot) continue;
      // Goods act in no clause, but they are what it is about: 元谋番茄供应…
      headed = headed || (p.heads && !p.actors.empty() && LabelOf(p.actors[0]) == Bit(EntityLabel::kProduct));
      if (!by && !Acts(p) && !Fits(p, Role::kAgent)) continue;
      headed = true;
      acting = nullptr;
      if (!Fits(p, Role::kAgent) || !(person || ActsItself(p))) continue;
      acting = &p;
      how = by ? "behind 由" : !plain ? "brought to act" : IsPost(p) ? "is who does it" : "subject";
    }
    if (acting) {
      Found found = Of(*acting, how);
      if (c_.each) AddJoined(*acting, Role::kAgent, *c_.each, nullptr, found);
      if (!Has(Role::kPartner) && !c_.each && !AddCompany(*acting, found)) return std::nullopt;
      return found;
    }
    if (headed) return std::nullopt;
    if (const Phrase* head = HeadOfClause()) return Of(*head, "head of the relative clause");
    return Carried();
  }

 private:
  // 甲是投资方, 甲为乙项目的承建单位
  bool IsPost(const Phrase& p) const {
    if (!NamesPost()) return false;
    const u32string_view between = Text(p.end, verb_.begin);
    return between.starts_with(U"是") || between.starts_with(U"为") || between.starts_with(U"系") ||
           between.starts_with(U"作为") || between.starts_with(U"担任") || between.starts_with(U"则是");
  }

  // 收到了甲寄来的图书: who does what the object tells about.
  bool ActsInObject(const Phrase& p) const {
    return verb_.begin >= p.end && verb_.begin - p.end <= 1 && Text(verb_.end, c_.end).starts_with(U"的");
  }

  // 投资建设乙的甲公司: who does it is what the words before 的 tell about.
  const Phrase* HeadOfClause() const {
    const auto head = std::find_if(c_.phrases.begin(), c_.phrases.end(), [&](const Phrase& p) {
      return p.begin > verb_.end && Fits(p, Role::kAgent) && !IsRegion(p.actors[0]);
    });
    if (head == c_.phrases.end() || head->modifies || head->noun) return nullptr;
    const u32string_view between = Text(verb_.end, head->begin);
    const size_t last = between.find_last_not_of(U"“《");
    return last != u32string_view::npos && between[last] == U'的' ? &*head : nullptr;
  }

  // 甲与乙共同出资, 甲联合乙捐赠: both do. 甲县与乙公司签约投资: who does, is not said.
  bool AddCompany(const Phrase& acting, Found& found) const {
    for (const Phrase& p : c_.phrases) {
      if (p.begin < acting.end || p.end > verb_.begin || p.marker != Marker::kWith || p.modifies) continue;
      if (!Fits(p, Role::kAgent)) return false;
      if (p.begin - p.mark_begin < 2 && !Jointly(p.end) && !(p.abuts && s_.text[p.mark_begin] == U'和')) return false;
      found.actors.insert(found.actors.end(), p.actors.begin(), p.actors.end());
      found.spans.insert(found.spans.end(), p.spans.begin(), p.spans.end());
    }
    return true;
  }

  // 承建单位:甲, 施工单位甲
  const Phrase* Labelled() const {
    if (!NamesPost()) return nullptr;
    if (verb_.end == c_.end && c_.end < s_.end && s_.text[c_.end] == U':' && at_ + 1 < clauses_.size() &&
        !clauses_[at_ + 1].phrases.empty()) {
      const Phrase& p = clauses_[at_ + 1].phrases.front();
      return p.mark_begin == c_.end + 1 && !p.modifies && Fits(p, Role::kAgent) ? &p : nullptr;
    }
    for (const Phrase& p : c_.phrases) {
      if (p.begin < verb_.end) continue;
      const u32string_view between = Text(verb_.end, p.mark_begin);
      const bool is = between.empty() || between == U"是" || between == U"为" || between == U"系" || between == U"则是";
      return is && (!p.modifies || p.titled) && Fits(p, Role::kAgent) ? &p : nullptr;
    }
    return nullptr;
  }

  bool IsCleftObject(const Phrase& p) const {
    return p.after_verb && &p != &c_.phrases.back() &&
           (Text(p.end, c_.end).starts_with(U"的是") || Text(p.end, c_.end).starts_with(U"的为") ||
            Text(p.end, c_.end).starts_with(U"”的是"));
  }

  // 运营乙园区的是甲: nothing but the object stands between.
  bool HoldsObject(u32string_view between, const Phrase& p) const {
    const Phrase* object = &p > c_.phrases.data() ? &p - 1 : nullptr;
    return object && object->begin >= verb_.end && object->begin - verb_.end <= 1 &&
           (between.ends_with(U"的是") || between.ends_with(U"的为")) && p.begin - object->end <= 4;
  }

  // 承建的是甲; 运营则交给甲
  const Phrase* Behind() const {
    if (const Phrase* labelled = Labelled()) return labelled;
    for (const Phrase& p : c_.phrases) {
      if (p.begin < verb_.end || p.modifies || IsCleftObject(p)) continue;
      const u32string_view between = Text(verb_.end, p.begin);
      const bool cleft = (between.size() <= kBehindReach || HoldsObject(between, p)) &&
                         std::any_of(kCleft.begin(), kCleft.end(),
                                     [&](u32string_view word) { return between.find(word) != u32string_view::npos; }) &&
                         p.marker == Marker::kNone;
      const bool over = p.marker == Marker::kBy || (p.marker == Marker::kTo && s_.text[p.mark_begin] == U'交');
      const bool handed = over && kHandOver.find(s_.text[p.mark_begin]) != u32string_view::npos &&
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
    const u32string_view until =
        Text(c_.begin, c_.phrases.empty() ? verb_.begin : std::min(verb_.begin, c_.phrases[0].mark_begin));
    before -= std::min(before, words_.Opening(until));
    before = std::min(before, Text(c_.begin, verb_.begin).find_first_of(kPrepositions));
    const bool marked = !c_.phrases.empty() && c_.phrases.front().mark_begin == c_.begin &&
                        (c_.phrases.front().marker == Marker::kTo || c_.phrases.front().marker == Marker::kWith);
    if (before > kCarriedReach && !marked) return std::nullopt;
    if (Labels(Role::kAgent) == Bit(EntityLabel::kProduct)) return GoodsBefore();
    if (Text(c_.begin, c_.end).starts_with(kClauseOfRole)) return NextSubject();
    for (size_t c = at_; c-- > 0;) {
      const Phrase* subject = SubjectOf(*s_.reading, clauses_[c]);
      if (!subject) continue;
      if (clauses_[c].end <= s_.begin && !GoesOn()) return std::nullopt;
      if (!Fits(*subject, Role::kAgent) || (subject->staff && !Has(Role::kRecipient) && !Has(Role::kAt)) ||
          !ActsItself(*subject))
        return std::nullopt;
      return OneOfTwo(clauses_[c], *subject);
    }
    return std::nullopt;
  }

  // 随后投资…, 2021年又在乙县设立…: a new sentence goes on with whom the last one spoke of. 支持乙县… is one of a list
  // of measures.
  bool GoesOn() const {
    size_t begin = c_.begin;
    for (const Phrase& p : c_.phrases) {
      if (p.end <= verb_.begin && p.marker == Marker::kNone) return false;
      if (p.marker == Marker::kWith && p.mark_begin == begin) return true;  // 与甲合办…
      if (p.mark_begin < verb_.begin) return words_.Continues(Text(begin, p.mark_begin));
    }
    return words_.Continues(Text(begin, verb_.begin));
  }

  // 推出的“甲”米酒,如今摆进了…
  std::optional<Found> GoodsBefore() const {
    if (at_ == 0 || clauses_[at_ - 1].end <= s_.begin) return std::nullopt;
    const std::vector<Phrase>& phrases = clauses_[at_ - 1].phrases;
    for (size_t p = phrases.size(); p-- > 0;) {
      if (Fits(phrases[p], Role::kAgent) && !phrases[p].modifies) return Of(phrases[p], "goods of the clause before");
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
    if (!partner || (Has(Role::kPartner) && (Jointly(c_.begin) || Agreed(clause))))
      return Of(subject, "subject of a clause before");
    Found found{{}, {}, &subject, "subjects of a clause before"};
    for (const Phrase* company : companies) {
      if (!Fits(*company, Role::kAgent)) return std::nullopt;
      found.actors.insert(found.actors.end(), company->actors.begin(), company->actors.end());
    }
    const bool known = companies.size() == 1 || (companies.size() == 2 && Jointly(c_.begin));
    return known ? std::optional(std::move(found)) : std::nullopt;
  }
};

}  // namespace

std::optional<Found> FindAgent(const FrameView& view) { return AgentFinder(view).Run(); }

}  // namespace qiao::loaders::news
