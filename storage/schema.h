// What a database keeps besides the graph: indexes over properties, and constraints on them. Both are rules about the
// nodes with one label or the relationships of one type.
//
// A rule never changes once it is made. Its entries (index_key.h says of which rules) stand in the family kIndex.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"

namespace qiao::storage {

// Never reuse a number.
enum class RuleKind : uint8_t {
  kRangeIndex = 1,   // entities that have all keys, in the order of their values
  kTextIndex = 2,    // likewise those whose value is a string; it has one key
  kEachIndex = 3,    // entities by the value of any of the keys, and by each element where that is a list
  kLookupIndex = 4,  // by label or type: without entries, for the tables tell it
  kUnique = 5,       // no two entities have equal values of all keys; its entries are those of a range index
  kKey = 6,          // the same, and every entity has all keys
  kExists = 7,       // every entity has the key
  kType = 8,         // a value of the key is of certain kinds
};

struct Rule {
  uint32_t id = 0;
  RuleKind kind = RuleKind::kRangeIndex;
  bool relationship = false;
  uint32_t label = 0;  // number of the label, or of the type of relationships; 0 for a lookup index
  std::vector<base::KeyId> keys;
  std::string name;
  // kType: bits 1 << base::Kind of what a value may be, of what a list's elements may be, and how it was written.
  uint32_t kinds = 0;
  uint32_t elements = 0;
  std::string type_name;

  bool has_entries() const { return kind != RuleKind::kLookupIndex && kind < RuleKind::kExists; }
  bool is_constraint() const { return kind >= RuleKind::kUnique; }
  bool is_unique() const { return kind == RuleKind::kUnique || kind == RuleKind::kKey; }
  bool Concerns(base::KeyId key) const;
  friend bool operator==(const Rule&, const Rule&) = default;
};

struct Schema {
  std::vector<Rule> rules;  // by id, ascending
  uint64_t version = 0;     // differs whenever the rules do, as long as the store is open

  const Rule* Find(std::string_view name) const;  // nullptr when there is none
  // Which changes of the graph matter to some rule.
  bool ConcernsLabel(base::LabelId label) const;
  bool ConcernsType(base::TypeId type) const;
  bool ConcernsKey(bool relationship, base::KeyId key) const;
  bool ConcernsEntities(bool relationship) const;
};

}  // namespace qiao::storage
