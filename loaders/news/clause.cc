#include "loaders/news/clause.h"

#include <algorithm>
#include <array>
#include <utility>

#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr u32string_view kClauseMarks = U",。;:!?¦\n";
constexpr u32string_view kQuoteMarks = U"“”《》‘’";
constexpr std::array<u32string_view, 3> kListJoints = {U"以及", U"、", U"及"};
constexpr u32string_view kPartnerJoints = U"和与同跟";
constexpr std::array<u32string_view, 7> kBetween = {U"当地", U"本地", U"该地", U"我县", U"我市", U"其", U"所属"};
constexpr std::array<u32string_view, 12> kOpenings = {U"则",   U"还",   U"也",     U"又",   U"目前", U"如今",
                                                      U"随后", U"同时", U"紧接着", U"近日", U"日前", U"下一步"};
constexpr std::array<u32string_view, 8> kPointers = {U"该",   U"此",   U"这座", U"这个",
                                                     U"这家", U"这条", U"这处", U"这间"};
constexpr std::array<u32string_view, 4> kEach = {U"分别", U"依次", U"各自", U"逐一"};
constexpr std::array<u32string_view, 12> kPredicates = {U"来自",   U"位于", U"坐落在", U"坐落于", U"地处", U"出自",
                                                        U"隶属于", U"源于", U"落户",   U"落户在", U"毗邻", U"远在"};
constexpr size_t kLongestOpening = 12;
constexpr size_t kStaffReach = 14;
constexpr size_t kAttributeReach = 10;  // 了3.2亿元 in 甲投资了3.2亿元的项目

class Cutter {
 public:
  Cutter(const SentenceView& sentence, const RoleWords& words, const Trie& verbs, Named& named)
      : s_(sentence), words_(words), verbs_(verbs), named_(named) {}

  std::vector<Clause> Run() {
    size_t begin = s_.begin;
    for (size_t i = s_.begin; i < s_.end; ++i) {
      if (!Ends(i)) continue;
      Add(begin, i);
      begin = i + 1;
    }
    Add(begin, s_.end);
    return std::move(clauses_);
  }

 private:
  const Item& ItemAt(size_t i) const { return s_.reading->items[s_.items[i]]; }

  bool Ends(size_t i) {
    if (!In(kClauseMarks, s_.text[i])) return false;
    const bool number = i > s_.begin && i + 1 < s_.end && s_.text[i - 1] >= U'0' && s_.text[i - 1] <= U'9' &&
                        s_.text[i + 1] >= U'0' && s_.text[i + 1] <= U'9';
    while (passed_ < s_.items.size() && ItemAt(passed_).end <= i) ++passed_;
    return !number && (passed_ == s_.items.size() || ItemAt(passed_).begin > i);
  }

  void Add(size_t begin, size_t end) {
    if (end <= begin) return;
    clause_ = {begin, end, {}, {}};
    FindEach();
    FindVerbs();
    const size_t first = next_;
    while (next_ < s_.items.size() && ItemAt(next_).begin < end) ++next_;
    HeadNoun(first);
    for (size_t i = first; i < next_; ++i) Take(ItemAt(i));
    MarkedNouns();
    Pronouns();
    for (size_t p = 0; p < clause_.phrases.size(); ++p) {
      LookBehind(p);
      DropElided(clause_.phrases[p]);
    }
    for (const Phrase& phrase : clause_.phrases) named_.Remember(*s_.reading, phrase);
    RememberTwo();
    clauses_.push_back(std::move(clause_));
  }

  // 甲与乙谈妥, 甲在乙设立…: the two that 双方 takes up.
  void RememberTwo() {
    const auto subject = std::find_if(clause_.phrases.begin(), clause_.phrases.end(), [](const Phrase& p) {
      return p.marker == Marker::kNone && !p.modifies && !p.after_verb && p.actors.size() == 1 && !p.noun;
    });
    if (subject == clause_.phrases.end()) return;
    const auto label = [&](const Phrase& p) { return s_.reading->actors[p.actors[0]].label; };
    // 甲选派教师,乙则…,双方…
    const uint32_t before = std::exchange(acted_, subject->actors[0]);
    if (before != UINT32_MAX && before != acted_ && s_.reading->actors[before].label == label(*subject))
      TakeTwo(before, acted_);
    for (auto p = subject + 1; p != clause_.phrases.end(); ++p) {
      if (p->modifies || p->actors.size() != 1 || p->actors == subject->actors) continue;
      const bool there = p->marker == Marker::kAt && label(*p) == label(*subject) && !IsRegion(p->actors[0]);
      if (p->marker == Marker::kWith || there) return TakeTwo(subject->actors[0], p->actors[0]);
    }
  }

  void TakeTwo(uint32_t first, uint32_t second) {
    named_.RememberTwo(first, second);
    two_here_ = true;
  }

  void FindEach() {
    const u32string_view clause = s_.text.substr(clause_.begin, clause_.end - clause_.begin);
    for (const u32string_view word : kEach) {
      const size_t at = clause.find(word);
      if (at != u32string_view::npos) clause_.each = clause_.begin + at;
    }
  }

  void FindVerbs() {
    size_t item = next_;
    const u32string_view text = s_.text.substr(0, clause_.end);
    for (size_t i = clause_.begin; i < clause_.end;) {
      while (item < s_.items.size() && ItemAt(item).end <= i) ++item;
      if (item < s_.items.size() && ItemAt(item).begin <= i) {
        i = ItemAt(item).end;
        continue;
      }
      Verb verb{i, i, {}};
      verbs_.Match(text, i, [&](size_t length, uint32_t frame) {
        if (i + length > verb.end) verb = {i, i + length, {}};
        verb.frames.push_back(frame);
      });
      words_.whole().Match(text, i, [&](size_t length, uint32_t) {
        if (i + length > verb.end) verb = {i, i + length, {}};
      });
      if (!verb.frames.empty()) clause_.verbs.push_back(verb);
      i = std::max(verb.end, i + 1);
    }
  }

  // 公司在…, 目前园区…
  void HeadNoun(size_t item) {
    size_t at = clause_.begin;
    const size_t end = item < next_ ? ItemAt(item).begin : clause_.end;
    while (at < end && In(kQuoteMarks, s_.text[at])) ++at;
    for (const u32string_view opening : kOpenings) {
      if (s_.text.substr(at, opening.size()) == opening) at += opening.size();
    }
    const u32string_view head = s_.text.substr(at, end - std::min(at, end));
    const auto pointer =
        std::find_if(kPointers.begin(), kPointers.end(), [&](u32string_view word) { return head.starts_with(word); });
    const size_t points = pointer == kPointers.end() ? 0 : pointer->size();
    const RoleWords::Noun noun = words_.NounAt(head.substr(points));
    const Named::Tail tail =
        noun.length == 0 ? named_.TailAt(*s_.reading, head.substr(points), points > 0) : Named::Tail{};
    if (noun.length + tail.length == 0) return;
    Phrase phrase;
    phrase.begin = phrase.mark_begin = at;
    phrase.end = at + points + noun.length + tail.length;
    phrase.actors = tail.length > 0 ? std::vector{tail.actor} : named_.Meant(noun.label);
    phrase.noun = true;
    clause_.phrases.push_back(std::move(phrase));
  }

  // 运营它的是…, 它由…: what the clause before is about.
  void Pronouns() {
    size_t next = 0;
    for (size_t at = clause_.begin; at < clause_.end; ++at) {
      while (next < clause_.phrases.size() && clause_.phrases[next].end <= at) ++next;
      if (next < clause_.phrases.size() && clause_.phrases[next].begin <= at) continue;
      if (s_.text[at] != U'它' || (at + 1 < clause_.end && s_.text[at + 1] == U'们') || named_.topic() == UINT32_MAX)
        continue;
      Phrase phrase;
      phrase.begin = phrase.mark_begin = at;
      phrase.end = at + 1;
      phrase.actors = {named_.topic()};
      phrase.spans = {{phrase.begin, phrase.end}};
      phrase.noun = true;
      const size_t from = next == 0 ? clause_.begin : clause_.phrases[next - 1].end;
      const RoleWords::Marked marked = words_.MarkedBy(s_.text.substr(from, at - from));
      phrase.marker = marked.marker;
      phrase.mark_begin = at - marked.length;
      phrase.heads = next == 0 && Opens(s_.text.substr(clause_.begin, at - clause_.begin));
      phrase.after_verb = marked.length == 0 && VerbEndsAt(at);
      clause_.phrases.insert(clause_.phrases.begin() + static_cast<std::ptrdiff_t>(next), std::move(phrase));
    }
  }

  bool VerbEndsAt(size_t at) const {
    return std::any_of(clause_.verbs.begin(), clause_.verbs.end(), [&](const Verb& v) { return v.end == at; });
  }

  // 帮助医院…, 与学校…: a common noun behind a word that marks a part.
  void MarkedNouns() {
    size_t item = 0;
    for (size_t at = clause_.begin + 1; at < clause_.end; ++at) {
      while (item < clause_.phrases.size() && clause_.phrases[item].end <= at) ++item;
      if (item < clause_.phrases.size() && clause_.phrases[item].begin <= at) continue;
      const RoleWords::Noun noun = words_.NounAt(s_.text.substr(at, clause_.end - at));
      if (noun.length == 0 || !noun.label) continue;
      const size_t from = item == 0 ? clause_.begin : clause_.phrases[item - 1].end;
      const RoleWords::Marked marked = words_.MarkedBy(s_.text.substr(from, at - from));
      if (marked.marker != Marker::kTo && marked.marker != Marker::kWith && marked.marker != Marker::kAt) continue;
      Phrase phrase;
      phrase.begin = at;
      phrase.end = at + noun.length;
      phrase.mark_begin = at - marked.length;
      phrase.marker = marked.marker;
      phrase.actors = named_.Meant(noun.label);
      phrase.noun = true;
      if (phrase.actors.empty()) continue;
      phrase.spans = {{phrase.begin, phrase.end}};
      clause_.phrases.insert(clause_.phrases.begin() + static_cast<std::ptrdiff_t>(item), std::move(phrase));
    }
  }

  // The name goes on with a list, or begins a phrase.
  void Take(const Item& item) {
    if (!clause_.phrases.empty() && Joins(clause_.phrases.back(), item)) {
      Phrase& list = clause_.phrases.back();
      list.end = item.end;
      list.actors.insert(list.actors.end(), item.actors.begin(), item.actors.end());
      list.spans.emplace_back(item.begin, item.end);
      return;
    }
    Phrase phrase;
    phrase.begin = item.begin;
    phrase.end = item.end;
    phrase.actors = item.actors;
    phrase.spans = {{item.begin, item.end}};
    // 甲医院在乙医院设立中心,双方…: those two, rather than their cities.
    const u32string_view word = s_.text.substr(item.begin, item.end - item.begin);
    if (word == U"双方" && two_here_ && !IsRegion(named_.Meant(std::nullopt)[0])) {
      phrase.actors = named_.Meant(std::nullopt);
      phrase.noun = true;
    }
    Mark(phrase);
    clause_.phrases.push_back(std::move(phrase));
  }

  u32string_view Between(size_t begin, size_t end) const {
    u32string_view text = s_.text.substr(begin, end - begin);
    while (!text.empty() && In(kQuoteMarks, text.front())) text.remove_prefix(1);
    while (!text.empty() && In(kQuoteMarks, text.back())) text.remove_suffix(1);
    return text;
  }

  bool Joins(const Phrase& list, const Item& item) const {
    const u32string_view joint = Between(list.end, item.begin);
    // 甲和乙、丙和丁 are two couples.
    const bool couple = list.abuts && s_.text[list.mark_begin] == U'和';
    if (joint == U"和" && list.actors.size() > 1 && !list.noun && !couple) return true;
    if (std::find(kListJoints.begin(), kListJoints.end(), joint) == kListJoints.end()) return false;
    // 甲市支援乙县、丙市支援丁县
    const u32string_view behind = s_.text.substr(item.end, clause_.end - item.end);
    return !(list.after_verb && std::any_of(clause_.verbs.begin(), clause_.verbs.end(), [&](const Verb& verb) {
               return verb.begin >= item.end && verb.begin <= item.end + 1 && !behind.starts_with(U"、");
             }));
  }

  void Mark(Phrase& phrase) {
    const size_t from = clause_.phrases.empty() ? clause_.begin : clause_.phrases.back().end;
    size_t end = phrase.begin;
    while (end > from && In(kQuoteMarks, s_.text[end - 1])) --end;
    phrase.mark_begin = end;
    u32string_view before = s_.text.substr(from, end - from);
    if (before.ends_with(U"(")) phrase.modifies = true;
    Phrase* last = clause_.phrases.empty() ? nullptr : &clause_.phrases.back();
    const bool apposed = last && words_.Apposed(before);           // 甲园企业乙公司
    if (last && (before.empty() || before == U"的" || apposed)) {  // 甲市乙公司, 甲市的乙公司
      last->modifies = true;
      if (before == U"的" && Predicates(*last)) {  // 来自甲市的乙公司 acts
        phrase.mark_begin = last->mark_begin;
        phrase.heads = Opens(s_.text.substr(clause_.begin, last->mark_begin - clause_.begin));
        return;
      }
      phrase.marker = last->marker;
      phrase.mark_begin = last->mark_begin;
      phrase.after_verb = last->after_verb;
      phrase.abuts = last->abuts;
      phrase.heads = last->heads;
      return;
    }
    for (const u32string_view word : kBetween) {
      if (before.ends_with(word)) before.remove_suffix(word.size());
    }
    RoleWords::Marked marked = words_.MarkedBy(before);
    if (marked.length == 0 && before.ends_with(U"了")) {  // 放在了乙县
      marked = words_.MarkedBy(before.substr(0, before.size() - 1));
      if (marked.marker != Marker::kAt && marked.marker != Marker::kTo) marked = {};
      if (marked.length != 0) ++marked.length;
    }
    if (marked.length == 0 && before.ends_with(U"的")) {  // 与结对的乙县
      for (size_t i = 0; i + 1 < before.size() && i < 3 && marked.length == 0; ++i) {
        marked = words_.MarkedBy(before.substr(0, i + 1));
        if (marked.marker == Marker::kPivot || marked.marker == Marker::kOff) marked = {};
      }
    }
    if (marked.length != 0) {
      phrase.marker = marked.marker;
      phrase.mark_begin = end - marked.length;
    }
    phrase.told = marked.length == 0 && before.size() > 1 && before.ends_with(U"的");
    phrase.heads = !last && Opens(s_.text.substr(from, phrase.begin - from));
    phrase.abuts = last && marked.marker == Marker::kWith && before.size() == 1 && In(kPartnerJoints, before[0]);
    phrase.after_verb = std::any_of(clause_.verbs.begin(), clause_.verbs.end(), [&](const Verb& verb) {
      return (marked.length == 0 || verb.begin < phrase.mark_begin) && verb.end <= end && verb.end + 1 >= end &&
             (verb.end == end || In(U"了过着出", s_.text[verb.end]));
    });
  }

  // Does the word before it say of what follows where that comes from or lies?
  bool Predicates(const Phrase& phrase) const {
    const u32string_view word = s_.text.substr(phrase.mark_begin, phrase.begin - phrase.mark_begin);
    return std::find(kPredicates.begin(), kPredicates.end(), word) != kPredicates.end();
  }

  // 2023年5月甲市…, 随后甲市…
  bool Opens(u32string_view before) const {
    if (before.empty() || before == U"是" || before == U"都是" || words_.Continues(before)) return true;
    if (before.size() > kLongestOpening) return false;
    return In(U"年月日天底初来间期后前时季下上午晚里半“《", before.back()) ||
           std::any_of(kOpenings.begin(), kOpenings.end(), [&](u32string_view word) { return before.ends_with(word); });
  }

  // 按照甲签订的协议, 参观甲投资3亿元的工厂: the word before 甲 marks the agreement and the factory.
  bool ActsWithin(const Phrase& phrase) const {
    const auto verb =
        std::find_if(clause_.verbs.begin(), clause_.verbs.end(), [&](const Verb& v) { return v.begin >= phrase.end; });
    if (verb == clause_.verbs.end()) return false;
    const size_t of = s_.text.substr(0, clause_.end).find(U'的', verb->end);
    return of != u32string_view::npos && of - verb->end <= kAttributeReach &&
           std::none_of(clause_.phrases.begin(), clause_.phrases.end(),
                        [&](const Phrase& p) { return p.begin >= verb->end && p.begin < of; });
  }

  // 甲的专家 act for 甲; 甲的厂房 are something else.
  void LookBehind(size_t p) {
    Phrase& phrase = clause_.phrases[p];
    size_t at = phrase.end;
    while (at < clause_.end && In(kQuoteMarks, s_.text[at])) ++at;
    if (at < clause_.end && s_.text[at] == U'(') {
      while (at < clause_.end && s_.text[at] != U')') ++at;
      at = std::min(at + 1, clause_.end);
    }
    if (phrase.marker == Marker::kOff && ActsWithin(phrase)) phrase.marker = Marker::kNone;
    const size_t limit = p + 1 < clause_.phrases.size() ? clause_.phrases[p + 1].begin : clause_.end;
    const u32string_view behind = s_.text.substr(at, std::max(limit, at) - at);
    phrase.titled = !phrase.modifies && words_.Title(behind);
    phrase.modifies = phrase.modifies || phrase.titled;
    if (phrase.marker == Marker::kTo && s_.text[phrase.mark_begin] == U'为' && behind.starts_with(U"所"))
      phrase.marker = Marker::kBy;  // 为甲所建
    // 甲园区内的项目
    const bool within = behind.starts_with(U"内") || behind.starts_with(U"里");
    phrase.modifies = phrase.modifies || (within && phrase.marker == Marker::kNone && IsThing(phrase));
    if (!behind.starts_with(U"的")) return;
    // 运营甲园区的是乙
    if (phrase.after_verb && (behind.starts_with(U"的是") || behind.starts_with(U"的为"))) return;
    if (IsThing(phrase) && DeedAt(at + 1)) return;
    phrase.staff = words_.Staff(behind.substr(0, kStaffReach));
    phrase.modifies = phrase.modifies || !phrase.staff;
  }

  // 甲园区的运营, 甲项目的承建单位, “甲”的牌子: what is done is done to it.
  bool DeedAt(size_t at) const {
    return words_.Deed(s_.text.substr(at, clause_.end - std::min(at, clause_.end))) ||
           std::any_of(clause_.verbs.begin(), clause_.verbs.end(), [&](const Verb& v) { return v.begin == at; });
  }

  bool IsThing(const Phrase& phrase) const {
    return !phrase.actors.empty() && std::all_of(phrase.actors.begin(), phrase.actors.end(), [&](uint32_t actor) {
      const EntityLabel label = s_.reading->actors[actor].label;
      return label == EntityLabel::kProject || label == EntityLabel::kPark || label == EntityLabel::kInstitute;
    });
  }

  bool IsRegion(uint32_t actor) const {
    const EntityLabel label = s_.reading->actors[actor].label;
    return label == EntityLabel::kProvince || label == EntityLabel::kCity || label == EntityLabel::kDistrict ||
           label == EntityLabel::kTown;
  }

  // 甲县、乙县教育局: the county is no party itself.
  void DropElided(Phrase& phrase) const {
    if (phrase.actors.size() < 2 || phrase.actors.size() != phrase.spans.size() || IsRegion(phrase.actors.back()))
      return;
    for (size_t i = phrase.actors.size() - 1; i-- > 0;) {
      if (!IsRegion(phrase.actors[i])) continue;
      phrase.actors.erase(phrase.actors.begin() + static_cast<std::ptrdiff_t>(i));
      phrase.spans.erase(phrase.spans.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }

  const SentenceView& s_;
  const RoleWords& words_;
  const Trie& verbs_;
  Named& named_;
  std::vector<Clause> clauses_;
  Clause clause_;
  bool two_here_ = false;        // has the sentence named two that 双方 may be?
  uint32_t acted_ = UINT32_MAX;  // the subject of the clause before
  size_t next_ = 0;              // item behind those of the clauses so far
  size_t passed_ = 0;            // item that a clause's end may lie in
};

}  // namespace

std::vector<Clause> CutClauses(const SentenceView& sentence, const RoleWords& words, const Trie& verbs, Named& named) {
  return Cutter(sentence, words, verbs, named).Run();
}

}  // namespace qiao::loaders::news
