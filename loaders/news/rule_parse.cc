#include <algorithm>
#include <map>
#include <set>

#include "base/charset.h"
#include "base/text.h"
#include "loaders/news/names.h"
#include "loaders/news/rule.h"
#include "loaders/news/rule_grammar.h"

namespace qiao::loaders::news {
namespace {

namespace pegtl = tao::pegtl;

constexpr size_t kNarrowReach = 16;
constexpr size_t kWideReach = 40;
constexpr size_t kLongestReach = 120;
constexpr double kFrameConfidence = 0.62;  // a frame sees less than a pattern

constexpr uint32_t Bit(EntityLabel label) { return 1u << static_cast<uint32_t>(label); }
constexpr uint32_t kRegions =
    Bit(EntityLabel::kProvince) | Bit(EntityLabel::kCity) | Bit(EntityLabel::kDistrict) | Bit(EntityLabel::kTown);
constexpr uint32_t kBodies = Bit(EntityLabel::kHospital) | Bit(EntityLabel::kSchool) | Bit(EntityLabel::kCompany) |
                             Bit(EntityLabel::kInstitute) | Bit(EntityLabel::kAgency) | Bit(EntityLabel::kTroupe);

std::optional<uint32_t> LabelBits(std::string_view name) {
  if (name == "Region") return kRegions;
  if (name == "Body") return kBodies;
  if (const auto label = LabelNamed(name)) return Bit(*label);
  return std::nullopt;
}

struct State {
  std::string_view file;
  std::vector<Rule> rules;
  Element element;
  std::map<std::string, std::vector<std::u32string>, std::less<>> sets;  // @name stands for these words
  std::string set;                                                       // the one that is read
  std::vector<std::u32string> words;                                     // of a frame's line
  Role role = Role::kAgent;
};

// A mistake that the grammar can't see; reported like a syntax error at the current place.
template <class Input>
[[noreturn]] void Fail(const char* message, const Input& in) {
  throw pegtl::parse_error(message, in);
}

template <class Rule>
struct action : pegtl::nothing<Rule> {};

Role RoleNamed(std::string_view name) {
  return static_cast<Role>(std::find(kRoleNames.begin(), kRoleNames.end(), name) - kRoleNames.begin());
}

template <class Input>
Frame& FrameOf(const Input& in, State& s) {
  if (!s.rules.back().frame) Fail("a line of a rule: only a frame has verbs and roles", in);
  return *s.rules.back().frame;
}

template <class Input>
void Put(const Input& in, State& s, std::vector<std::u32string> Frame::*to) {
  std::vector<std::u32string>& words = FrameOf(in, s).*to;
  words.insert(words.end(), s.words.begin(), s.words.end());
  s.words.clear();
}

#define QIAO_RULE_ACTION(name)                                     \
  template <>                                                      \
  struct action<grammar::name> {                                   \
    template <class Input>                                         \
    static void apply([[maybe_unused]] const Input& in, State& s); \
  };                                                               \
  template <class Input>                                           \
  void action<grammar::name>::apply([[maybe_unused]] const Input& in, State& s)

template <class Input>
void Begin(const Input& in, State& s) {
  Rule rule;
  rule.id = in.string();
  rule.file = s.file;
  rule.line = in.position().line;
  s.rules.push_back(std::move(rule));
}

QIAO_RULE_ACTION(rule_id) { Begin(in, s); }
QIAO_RULE_ACTION(frame_id) {
  Begin(in, s);
  s.rules.back().frame.emplace();
  s.rules.back().confidence = kFrameConfidence;
}
QIAO_RULE_ACTION(clause_start) { s.element.kind = ElementKind::kStart; }
QIAO_RULE_ACTION(gap_reach) {
  s.element.reach = in.size() > 3 ? kLongestReach + 1 : std::stoul(in.string());
  if (s.element.reach > kLongestReach) Fail("a gap of at most 120 characters", in);
}
QIAO_RULE_ACTION(wide_gap) {
  s.element.kind = ElementKind::kGap;
  s.element.over_commas = true;
  if (s.element.reach == 0) s.element.reach = kWideReach;
}
QIAO_RULE_ACTION(narrow_gap) {
  s.element.kind = ElementKind::kGap;
  if (s.element.reach == 0) s.element.reach = kNarrowReach;
}
QIAO_RULE_ACTION(shy_gap) {
  s.element.kind = ElementKind::kGap;
  s.element.shy = true;
  if (s.element.reach == 0) s.element.reach = kNarrowReach;
}
QIAO_RULE_ACTION(match_word) { s.rules.back().patterns.emplace_back(); }
QIAO_RULE_ACTION(word) { s.element.words.push_back(base::ToUtf32(in.string())); }
QIAO_RULE_ACTION(word_set) {
  const auto set = s.sets.find(in.string());
  if (set == s.sets.end()) Fail("the name of a set above", in);
  std::vector<std::u32string>& words = s.rules.back().frame ? s.words : s.element.words;
  words.insert(words.end(), set->second.begin(), set->second.end());
}
QIAO_RULE_ACTION(frame_word) { s.words.push_back(base::ToUtf32(in.string())); }
QIAO_RULE_ACTION(verb_words) { Put(in, s, &Frame::verbs); }
QIAO_RULE_ACTION(near_words) { Put(in, s, &Frame::near); }
QIAO_RULE_ACTION(alike_line) { FrameOf(in, s).alike = true; }
QIAO_RULE_ACTION(people_line) { FrameOf(in, s).people = true; }
QIAO_RULE_ACTION(topic_line) { FrameOf(in, s).topic = true; }
QIAO_RULE_ACTION(together_line) { FrameOf(in, s).together = true; }
QIAO_RULE_ACTION(marked_line) { FrameOf(in, s).marked = true; }
QIAO_RULE_ACTION(role_name) { s.role = RoleNamed(in.string()); }
QIAO_RULE_ACTION(needed_role) { FrameOf(in, s).needs.push_back(RoleNamed(in.string())); }
QIAO_RULE_ACTION(role_label) {
  const auto bits = in.string() == "Works" ? std::optional(kWorksBit) : LabelBits(in.string());
  if (!bits) Fail("a label, Region, Body or Works", in);
  FrameOf(in, s).labels[static_cast<size_t>(s.role)] |= *bits;
}
QIAO_RULE_ACTION(set_name) { s.set = in.string(); }
QIAO_RULE_ACTION(set_word) { s.sets[s.set].push_back(base::ToUtf32(in.string())); }
QIAO_RULE_ACTION(forbidden_mark) { s.element.forbidden = true; }
QIAO_RULE_ACTION(optional_mark) { s.element.optional = true; }
QIAO_RULE_ACTION(words) {
  s.element.kind = ElementKind::kWords;
  std::stable_sort(s.element.words.begin(), s.element.words.end(),
                   [](const auto& a, const auto& b) { return a.size() > b.size(); });
}
QIAO_RULE_ACTION(slot_name) { s.element.slot.name = in.string(); }
QIAO_RULE_ACTION(slot_amount) { s.element.slot.source = SlotSource::kAmount; }
QIAO_RULE_ACTION(slot_quoted) { s.element.slot.source = SlotSource::kQuoted; }
QIAO_RULE_ACTION(slot_before) { s.element.slot.source = SlotSource::kBefore; }
QIAO_RULE_ACTION(slot_couples) { s.element.slot.couples = true; }
QIAO_RULE_ACTION(slot_list) { s.element.slot.list = true; }
QIAO_RULE_ACTION(slot_label) {
  if (in.string() == "Pair") {
    s.element.slot.pair = true;
    s.element.slot.labels |= kRegions;
    return;
  }
  if (in.string() == "Both") {
    s.element.slot.pair = true;
    return;
  }
  const auto bits = LabelBits(in.string());
  if (!bits) Fail("a label, Region, Body, Pair or Both", in);
  s.element.slot.labels |= *bits;
}
QIAO_RULE_ACTION(slot_word) {
  s.element.slot.source = SlotSource::kWords;
  s.element.slot.words.push_back(base::ToUtf32(in.string()));
}
QIAO_RULE_ACTION(slot_end) { s.element.kind = ElementKind::kSlot; }
QIAO_RULE_ACTION(element) {
  s.rules.back().patterns.back().push_back(std::move(s.element));
  s.element = {};
}
QIAO_RULE_ACTION(unless_word) { s.rules.back().unless.push_back(base::ToUtf32(in.string())); }
QIAO_RULE_ACTION(claim_type) {
  const auto type = LinkTypeNamed(in.string());
  if (!type) Fail("a link type such as PAIRED_WITH", in);
  s.rules.back().claims.emplace_back();
  s.rules.back().claims.back().type = *type;
}
QIAO_RULE_ACTION(claim_from) { s.rules.back().claims.back().from = in.string(); }
QIAO_RULE_ACTION(claim_to) { s.rules.back().claims.back().to = in.string(); }
QIAO_RULE_ACTION(claim_role) { s.rules.back().claims.back().role = in.string(); }
QIAO_RULE_ACTION(claim_pairwise) { s.rules.back().claims.back().pairwise = true; }
QIAO_RULE_ACTION(claim_each) { s.rules.back().claims.back().each = true; }
QIAO_RULE_ACTION(claim_amount) { s.rules.back().claims.back().amount = in.string(); }
QIAO_RULE_ACTION(make_slot) { s.rules.back().makes.push_back({in.string(), EntityLabel::kEvent, {}}); }
QIAO_RULE_ACTION(make_label) {
  const auto label = LabelNamed(in.string());
  if (!label) Fail("a label", in);
  s.rules.back().makes.back().label = *label;
}
QIAO_RULE_ACTION(make_part) { s.rules.back().makes.back().parts.push_back(in.string()); }
QIAO_RULE_ACTION(worth_entity) { s.rules.back().amounts.emplace_back(in.string(), ""); }
QIAO_RULE_ACTION(worth_amount) { s.rules.back().amounts.back().second = in.string(); }
QIAO_RULE_ACTION(status_name) {
  const auto status = StatusNamed(in.string());
  if (!status) Fail("intended, agreed, signed, started, completed or ended", in);
  s.rules.back().status = *status;
}
QIAO_RULE_ACTION(field_name) { s.rules.back().field = in.string(); }
QIAO_RULE_ACTION(confidence_value) {
  s.rules.back().confidence = std::stod(in.string());
  if (s.rules.back().confidence > 1) Fail("a confidence between 0 and 1", in);
}
QIAO_RULE_ACTION(inferred_line) { s.rules.back().inferred = true; }
QIAO_RULE_ACTION(undated_line) { s.rules.back().dated = false; }
QIAO_RULE_ACTION(example_text) { s.rules.back().examples.push_back({in.string(), {}, in.position().line}); }
QIAO_RULE_ACTION(gives_text) {
  if (s.rules.back().examples.empty()) Fail("an example before what it gives", in);
  s.rules.back().examples.back().gives.push_back(in.string());
}

#undef QIAO_RULE_ACTION

// What a reader of the message can do about it; rules without a line here are never required.
template <class Rule>
constexpr const char* kExpected = "a line of a rule";
template <>
constexpr const char* kExpected<grammar::space> = "a space";
template <>
constexpr const char* kExpected<grammar::line_end> = "the end of the line";
template <>
constexpr const char* kExpected<grammar::rule_id> = "a name for the rule, of letters, digits and -";
template <>
constexpr const char* kExpected<grammar::frame_id> = "a name for the frame, of letters, digits and -";
template <>
constexpr const char* kExpected<grammar::needed_role> = "agent, partner, object, recipient or at";
template <>
constexpr const char* kExpected<grammar::list_must<grammar::needed_role, grammar::space>> =
    "agent, partner, object, recipient or at";
template <>
constexpr const char* kExpected<grammar::role_label> = "a label, Region, Body or Works";
template <>
constexpr const char*
    kExpected<grammar::sor<grammar::if_must<grammar::one<'@'>, grammar::word_set>, grammar::frame_word>> =
        "a word after |";
template <>
constexpr const char* kExpected<grammar::verb_words> = "words with | between them";
template <>
constexpr const char* kExpected<grammar::near_words> = "words with | between them";
template <>
constexpr const char* kExpected<grammar::list_must<grammar::role_label, grammar::one<'|'>>> =
    "a label, Region, Body or Works";
template <>
constexpr const char* kExpected<grammar::rule_line> =
    "match, unless, claim, make, worth, status, field, confidence, inferred, undated, example or gives, and in a frame "
    "verbs, "
    "near, needs, alike, marked, people, topic, together or a role";
template <>
constexpr const char* kExpected<grammar::pattern> = "a pattern of words, {slots} and gaps (..)";
template <>
constexpr const char* kExpected<grammar::sor<grammar::if_must<grammar::one<'@'>, grammar::word_set>, grammar::word>> =
    "a word after |";
template <>
constexpr const char* kExpected<grammar::word_set> = "the name of a set above";
template <>
constexpr const char* kExpected<grammar::set_name> = "a name for the set";
template <>
constexpr const char* kExpected<grammar::set_word> = "a word after |";
template <>
constexpr const char* kExpected<grammar::slot_name> = "a slot's name";
template <>
constexpr const char* kExpected<grammar::slot_body> = "a label, amount or quoted and a label";
template <>
constexpr const char* kExpected<grammar::slot_label> = "a label after |";
template <>
constexpr const char* kExpected<grammar::slot_end> = "'}' to close the slot";
template <>
constexpr const char* kExpected<grammar::claim_type> = "a link type such as PAIRED_WITH";
template <>
constexpr const char* kExpected<grammar::claim_from> = "the slot that the link begins at";
template <>
constexpr const char* kExpected<grammar::claim_to> = "the slot that the link ends at";
template <>
constexpr const char* kExpected<grammar::confidence_value> = "a number between 0 and 1";
template <>
constexpr const char* kExpected<pegtl::eof> = "a rule";

template <class Rule>
struct control : pegtl::normal<Rule> {
  template <class Input, class... States>
  [[noreturn]] static void raise(const Input& in, States&&...) {
    throw pegtl::parse_error(kExpected<Rule>, in);
  }
};

base::Error At(const Rule& rule, std::string_view problem) {
  return base::MakeError(base::ErrorCode::kSyntax, "{}:{}: rule {}: {}", rule.file, rule.line, rule.id, problem);
}

// What only the whole rule shows: ends that no slot fills, patterns without a word to look for.
base::Result<void> Check(const Rule& rule) {
  if (rule.frame && rule.frame->verbs.empty()) return At(rule, "there is no verbs line");
  if (rule.frame && rule.frame->labels[static_cast<size_t>(Role::kAgent)] == 0 && !rule.claims.empty())
    return At(rule, "there is no agent line");
  if (rule.frame && !rule.patterns.empty()) return At(rule, "a frame has no match line");
  if (!rule.frame && rule.patterns.empty()) return At(rule, "there is no match line");
  if (rule.claims.empty() && rule.amounts.empty()) return At(rule, "there is no claim line");
  std::set<std::string, std::less<>> names = {"home", "place", "helping", "helped"};
  if (rule.frame) {
    names.insert("money");
    for (size_t role = 0; role < kRoleNames.size(); ++role) {
      if (rule.frame->labels[role] != 0) names.emplace(kRoleNames[role]);
    }
  }
  for (const Pattern& pattern : rule.patterns) {
    bool word = false;
    for (const Element& element : pattern) {
      word |= element.kind == ElementKind::kWords && !element.optional && !element.forbidden;
      if (element.kind == ElementKind::kSlot) names.insert(element.slot.name);
    }
    if (!word) return At(rule, "a pattern needs a word to look for");
    if (pattern.back().kind == ElementKind::kGap) return At(rule, "a pattern can't end with a gap");
  }
  for (const MakeTemplate& make : rule.makes) names.insert(make.slot);
  for (const ClaimTemplate& claim : rule.claims) {
    for (const std::string& end : {claim.from, claim.to, claim.amount}) {
      if (!end.empty() && !names.contains(end)) return At(rule, "no slot is called " + end);
    }
  }
  for (const auto& [entity, amount] : rule.amounts) {
    if (!names.contains(entity) || !names.contains(amount))
      return At(rule, "no slot is called " + entity + " or " + amount);
  }
  return {};
}

}  // namespace

base::Result<std::vector<Rule>> ParseRules(std::string_view file, std::string_view text) {
  State state;
  state.file = file;
  pegtl::memory_input in(text.data(), text.size(), std::string(file));
  try {
    pegtl::parse<grammar::file, action, control>(in, state);
  } catch (const pegtl::parse_error& error) {
    const auto& place = error.positions().front();
    // PEGTL counts bytes, people count characters.
    const std::string_view before = text.substr(place.byte - (place.column - 1), place.column - 1);
    return base::MakeError(base::ErrorCode::kSyntax, "{}:{}:{}: expected {}", file, place.line,
                           base::CodePointCount(before) + 1, error.message());
  }
  for (const Rule& rule : state.rules) QIAO_CHECK(Check(rule));
  return std::move(state.rules);
}

}  // namespace qiao::loaders::news
