// Numbers rows by the keys of an aggregation.
//
// Where all keys are computed from one node or relationship (a person's name and birthday), they are computed once for
// each of those and not once for each row, as long as entities repeat. In the order of a scan they don't.
#pragma once

#include <vector>

#include "query/exec/evaluate.h"
#include "query/exec/key_table.h"
#include "query/exec/word_groups.h"

namespace qiao::query {

class GroupNumbers {
 public:
  // The expressions and the environment outlive the numbers.
  GroupNumbers(const std::vector<Assigned>& keys, std::vector<EvaluatorPtr> evaluators, const Environment& env);

  // The groups of the batch's rows, numbered in the order of their first rows.
  base::Result<void> Number(const Batch& batch, std::vector<uint32_t>& numbers);

  // Takes in the groups of rows that come after all those that were numbered here, and says their numbers here.
  base::Result<void> Merge(const GroupNumbers& later, std::vector<uint32_t>& numbers);

  // The keys of rows, one column each.
  base::Result<std::span<const Column* const>> Keys(const RowSet& rows);
  // The groups of keys; KeyTable::kAbsent for those that aren't there.
  void Find(std::span<const Column* const> keys, size_t rows, std::vector<uint32_t>& numbers) {
    groups_.Find(keys, rows, numbers);
  }

  size_t size() const { return groups_.size(); }
  // One key of all groups, by their numbers.
  const Column& Key(size_t part) const { return groups_.Part(part); }
  size_t HeapSize() const;
  void Clear();

 private:
  base::Result<void> NumberRows(const RowSet& rows, std::vector<uint32_t>& numbers);
  base::Result<void> NumberWords(const Column& key, size_t rows, std::vector<uint32_t>& numbers);
  base::Result<void> NumberByEntity(const Batch& batch, std::vector<uint32_t>& numbers);
  bool GoesUp(const Column& entities);
  void ForgetEntities();

  static constexpr size_t kTrialRows = 8192;  // after which entities must have repeated

  const Environment& env_;
  std::vector<EvaluatorPtr> evaluators_;
  KeyTable groups_;
  WordGroups words_;
  Slot entity_ = kNoSlot;  // the only slot that the keys read
  bool by_entity_ = false;
  KeyTable entities_;
  std::vector<uint32_t> group_of_;  // by number of the entity
  size_t rows_seen_ = 0;
  uint64_t last_entity_ = 0;  // of batches whose entities went up
  uint64_t epoch_ = 0;        // of the graph in which the entities' keys were computed
  std::vector<const Column*> columns_;
  Column key_;                            // of rows whose words aren't known
  std::vector<uint32_t> unknown_;         // these rows
  std::vector<uint32_t> unknown_groups_;  // and their groups
  std::vector<uint32_t> new_rows_;
  std::vector<uint32_t> new_groups_;
};

}  // namespace qiao::query
