// Indexes and constraints as the query layer knows them: by names. The graph keeps them; see graph.h.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "query/type.h"

namespace qiao::query {

enum class RuleKind : uint8_t {
  kRangeIndex,   // entities that have all keys, in the order of their values
  kTextIndex,    // likewise those whose only key is a string
  kEachIndex,    // entities by the value of any of the keys, and by each element where that is a list
  kLookupIndex,  // by label or type
  kUnique,       // no two entities have equal values of all keys; it brings a range index
  kKey,          // the same, and all keys must be there
  kExists,       // the key must be there
  kType,         // the key's value must be of a type
};

struct SchemaRule {
  uint32_t id = 0;  // the graph's number for it
  std::string name;
  RuleKind kind = RuleKind::kRangeIndex;
  bool relationship = false;
  std::string label;  // or the type of relationships; empty for kLookupIndex
  std::vector<std::string> keys;
  Type type = Type::Null();  // kType
  std::string type_name;     // kType, as it was written

  bool is_constraint() const { return kind >= RuleKind::kUnique; }
  bool is_unique() const { return kind == RuleKind::kUnique || kind == RuleKind::kKey; }
};

// The statement that makes the rule.
std::string CreateStatement(const SchemaRule& rule);
// `index_1a2b3c4d`: what a rule is called that is given no name.
std::string NameFor(const SchemaRule& rule);
// Both answer the same question or forbid the same.
bool AreEquivalent(const SchemaRule& a, const SchemaRule& b);

// CREATE and DROP of indexes and constraints.
struct SchemaCommand {
  enum class Action : uint8_t { kCreate, kDropIndex, kDropConstraint };
  Action action = Action::kCreate;
  SchemaRule rule;       // of a DROP: its name only
  bool lenient = false;  // IF NOT EXISTS, IF EXISTS
};

// What is looked for in an index: entities with these values of its first keys, and then, for the next key, values
// between bounds, or texts with a beginning. Null pointers ask for nothing.
struct IndexRange {
  std::span<const base::Value> equal;
  const base::Value* lower = nullptr;
  const base::Value* upper = nullptr;
  bool lower_inclusive = true;
  bool upper_inclusive = true;
  const base::Value* prefix = nullptr;
};

// Threads: one at a time. The graph outlives it.
class IndexReader {
 public:
  virtual ~IndexReader() = default;
  // Appends the entities that answer, perhaps others too (who asks compares once more), perhaps one several times.
  virtual base::Result<void> Find(const IndexRange& range, std::vector<uint64_t>& entities) = 0;
};

}  // namespace qiao::query
