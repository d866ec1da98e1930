// One of the store's rules as the rows of an import meet it: with its names, which messages need, and the entries that
// the rows bring.
//
// Threads: Check and the functions that make errors by any number at once; of the entries see RuleEntries.
#pragma once

#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "storage/bulk/rule_entries.h"

namespace qiao::storage {

struct BatchRule {
  // `memory`: of the entries.
  BatchRule(const Rule& the_rule, const View& view, const std::string& spill_folder, uint64_t memory);

  // Of a row's properties, those of the rule's keys; null where it has none.
  std::vector<base::Value> ValuesOf(std::span<const std::pair<base::KeyId, base::Value>> properties) const;
  // kConstraint when a row with these values breaks a kKey, kExists or kType rule.
  base::Result<void> Check(std::span<const base::Value> values) const;
  // What is wrong with a row that stands at `place`; `first`: where the row before it stands, empty for one that was
  // stored already.
  base::Error NotUnique(const std::string& place, const Duplicate& duplicate, const std::string& first) const;

  const Rule rule;
  const std::string label;  // or the type of relationships
  std::vector<std::string> keys;
  std::unique_ptr<RuleEntries> entries;  // null for a rule that has none
};

// The rows of an import that break rules: how many, and the words for the first few.
//
// Threads: any.
class RuleFaults {
 public:
  void Add(uint64_t origin, const base::Error& error);
  // kConstraint that lists them, if there are any.
  base::Result<void> Done() const;

 private:
  mutable std::mutex mutex_;
  uint64_t count_ = 0;
  std::vector<std::pair<uint64_t, std::string>> first_;  // by origin
};

}  // namespace qiao::storage
