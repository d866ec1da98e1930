// What the roles of a frame are looked for in: a clause, a verb of the frame, and the clauses around.
#pragma once

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "loaders/news/clause.h"
#include "loaders/news/quantities.h"
#include "loaders/news/role_words.h"
#include "loaders/news/rule.h"

namespace qiao::loaders::news {

constexpr uint32_t Bit(EntityLabel label) { return 1u << static_cast<uint32_t>(label); }
inline constexpr uint32_t kRegionLabels =
    Bit(EntityLabel::kProvince) | Bit(EntityLabel::kCity) | Bit(EntityLabel::kDistrict) | Bit(EntityLabel::kTown);

// 作为支援甲县的城市,乙市…: a clause that says what somebody named behind it is.
inline constexpr std::u32string_view kClauseOfRole = U"作为";

// A role's names and how they were found.
struct Found {
  std::vector<uint32_t> actors;
  std::vector<std::pair<size_t, size_t>> spans;
  const Phrase* phrase = nullptr;  // none for what only the paragraph tells
  std::string_view how;
};

// Its label, and whether it is called by its works.
uint32_t KindsOf(const Actor& actor);
// Can it act in a clause, and so in those behind?
bool CanAct(const Reading& reading, const Phrase& phrase);
// Who acts in a clause whatever its verb, if anybody does.
const Phrase* SubjectOf(const Reading& reading, const Clause& clause);

class FrameView {
 public:
  FrameView(const SentenceView& sentence, const std::vector<Clause>& clauses, size_t clause, const Verb& verb,
            const Frame& frame, const RoleWords& words)
      : s_(sentence), clauses_(clauses), c_(clauses[clause]), at_(clause), verb_(verb), frame_(frame), words_(words) {}

 protected:
  uint32_t Labels(Role role) const { return frame_.labels[static_cast<size_t>(role)]; }
  bool Has(Role role) const { return Labels(role) != 0; }
  std::u32string_view Text(size_t begin, size_t end) const {
    return s_.text.substr(begin, std::max(begin, end) - begin);
  }
  uint32_t LabelOf(uint32_t actor) const { return Bit(s_.reading->actors[actor].label); }
  bool IsRegion(uint32_t actor) const { return (LabelOf(actor) & kRegionLabels) != 0; }

  static Found Of(const Phrase& phrase, std::string_view how) { return {phrase.actors, phrase.spans, &phrase, how}; }
  bool Fits(const Phrase& phrase, Role role) const;
  bool Acts(const Phrase& phrase) const { return CanAct(*s_.reading, phrase); }
  // A region acts itself only where what follows says so: 甲市投资…, but not 甲市企业投资….
  bool ActsItself(const Phrase& phrase) const;
  // 甲市某公司 works in 甲市 anyway.
  bool AtHome(const Found& agent, const Phrase& phrase) const;
  // 丙和丁: what is joined to `first` goes with it, up to `limit`, `but` for one.
  void AddJoined(const Phrase& first, Role role, size_t limit, const Phrase* but, Found& found) const;
  // 甲与乙、丙与丁结对: rules for couples read it.
  static bool CouplesRow(const Clause& clause);
  // Is the verb a noun for who does it: 承建单位, 出资方? And the thing that it stands behind: 甲项目的承建单位.
  bool NamesPost() const;
  const Phrase* PostHeld() const;
  // 到甲县投资3200万元,兴建乙: the clause behind, where nobody acts anew.
  const Clause* Ahead() const;
  // 是甲出资修缮的
  bool Cleft(const std::optional<Found>& agent) const;
  // Does the verb buy goods?
  bool Buys() const {
    return Labels(Role::kObject) == Bit(EntityLabel::kProduct) ||
           std::find(frame_.near.begin(), frame_.near.end(), U"订单") != frame_.near.end();
  }
  // The first sum of a clause, unless it is a wage, a loan or the like; a turnover counts only for who buys.
  std::optional<Amount> MoneyIn(const Clause& clause) const;
  // Do the words from `from` to the verb tell of several together?
  bool Jointly(size_t from) const;

  // 甲与乙商定,…; 甲联合乙,…: two that stand together in the clauses behind, too.
  bool Agreed(const Clause& clause) const;

  const SentenceView& s_;
  const std::vector<Clause>& clauses_;
  const Clause& c_;
  const size_t at_;  // of the clause
  const Verb& verb_;
  const Frame& frame_;
  const RoleWords& words_;
};

}  // namespace qiao::loaders::news
