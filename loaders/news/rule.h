// A rule says how a sentence states a fact. docs/news.md teaches the language; this is what a rule file becomes.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "loaders/news/extraction.h"

namespace qiao::loaders::news {

enum class SlotSource : uint8_t {
  kItem,    // {a: Hospital}: a name in the text
  kBefore,  // {a: Region before}: the nearest one before, in the same sentence; it takes no room
  kAmount,  // {m: amount}: money
  kQuoted,  // {e: quoted Event}: a quotation that names a new entity
  kWords,   // {v: word 考察|调研}: the words themselves, for `make`
};

struct Slot {
  std::string name;
  uint32_t labels = 0;   // bit i: EntityLabel i
  bool list = false;     // several names joined by 、 and 和
  bool couples = false;  // {ab: Hospital couples}: 甲与乙、丙与丁, two couples or more
  bool pair = false;     // {ab: Pair}: one word for two regions, 两地 or 京长
  SlotSource source = SlotSource::kItem;
  std::vector<std::u32string> words;  // of kWords
};

enum class ElementKind : uint8_t { kWords, kGap, kSlot, kStart };

struct Element {
  ElementKind kind = ElementKind::kWords;
  std::vector<std::u32string> words;  // alternatives, longer ones first
  bool optional = false;
  bool forbidden = false;    // !的: none of the words stands here; takes no room
  size_t reach = 0;          // of a gap, in characters
  bool over_commas = false;  // a gap may leave the clause
  bool shy = false;          // a gap in which nobody is named who could act
  Slot slot;
};

using Pattern = std::vector<Element>;

// An end of a claim is a slot's name, or home (the article's own region), place (where things without a place are),
// helping, helped (the two that 两地 means here).
struct ClaimTemplate {
  LinkType type = LinkType::kCooperatesWith;
  std::string from;
  std::string to;
  std::string role;
  std::string amount;     // a slot's name
  bool each = false;      // 各出资1亿元: the amount is every one's own
  bool pairwise = false;  // 分别: the first of one list with the first of the other; one goes with all
};

// `make e Event a 赴 r v`: an entity whose name is put together from slots and words.
struct MakeTemplate {
  std::string slot;
  EntityLabel label = EntityLabel::kEvent;
  std::vector<std::string> parts;
};

// Who does what to whom in a clause. A role's binding bears its name: claims speak of `agent`, `object` …
enum class Role : uint8_t { kAgent, kPartner, kObject, kRecipient, kAt };
inline constexpr std::array<std::string_view, 5> kRoleNames = {"agent", "partner", "object", "recipient", "at"};

// `Works` among the labels of a role: a company that is called by its works, 加工厂 or 养殖场, and an agency that is a
// post somewhere, 驿站 or 工作站.
inline constexpr uint32_t kWorksBit = 1u << 31;

// A rule without a pattern: verbs, and which names may fill the roles around them, wherever these stand.
struct Frame {
  std::vector<std::u32string> verbs;
  std::array<uint32_t, kRoleNames.size()> labels{};  // of each role; 0 for a role that the frame has not
  std::vector<std::u32string> near;                  // one of these words must stand in the clause, if there are any
  std::vector<Role> needs;                           // roles that must be filled, whatever the claim
  bool marked = false;    // a recipient is marked by 为 or 给: 建设甲医院 is not done for 甲医院
  bool topic = false;     // a recipient may be whom the clause before is about
  bool together = false;  // agent and partner are the only two of their kind in the sentence
  bool people = false;    // 甲县县长 acts for 甲县
  bool alike = false;     // all roles hold names of one kind
};

struct RuleExample {
  std::string text;
  std::vector<std::string> gives;  // "A TYPE B key=value"; empty for an example that must give nothing
  size_t line = 0;
};

struct Rule {
  std::string id;
  std::string file;
  size_t line = 0;
  std::vector<Pattern> patterns;
  std::optional<Frame> frame;          // instead of patterns
  std::vector<std::u32string> unless;  // words that forbid it in the stretch matched
  std::vector<ClaimTemplate> claims;
  std::vector<MakeTemplate> makes;
  std::vector<std::pair<std::string, std::string>> amounts;  // `worth p m`: the entity in slot p costs the amount in m
  ClaimStatus status = ClaimStatus::kStated;
  bool inferred = false;
  bool dated = true;  // takes the sentence's date as `since`
  std::string field;
  double confidence = 0.8;
  std::vector<RuleExample> examples;
};

// Errors: kSyntax with file, line and column, and what was expected.
base::Result<std::vector<Rule>> ParseRules(std::string_view file, std::string_view text);

}  // namespace qiao::loaders::news
