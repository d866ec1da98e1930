// Numbers rows by some parts of their keys.
//
// Where all of these are computed from one node or relationship (a person's name and birthday), they are computed once
// for each of those and not once for each row, as long as entities repeat. In the order of a scan they don't.
#pragma once

#include <vector>

#include "query/exec/evaluate.h"
#include "query/exec/key_table.h"
#include "query/exec/word_groups.h"

namespace qiao::query {

class PartNumbers {
 public:
  // `entity`: the only slot that the parts are computed from; kNoSlot where there are several, or nothing is computed.
  // The evaluators and the environment outlive the numbers.
  PartNumbers(std::vector<Evaluator*> evaluators, Slot entity, const Environment& env);

  // Numbers in the order of their first rows.
  base::Result<void> Number(const Batch& batch, std::vector<uint32_t>& numbers);

  // The same for keys that have been computed.
  base::Result<void> Insert(std::span<const Column* const> keys, size_t rows, std::vector<uint32_t>& numbers) {
    return groups_.Insert(keys, rows, numbers);
  }
  // KeyTable::kAbsent for keys that aren't there.
  void Find(std::span<const Column* const> keys, size_t rows, std::vector<uint32_t>& numbers) {
    groups_.Find(keys, rows, numbers);
  }

  size_t size() const { return groups_.size(); }
  // Values of one number don't differ in anything, as 1 and 1.0 would.
  bool typed() const { return groups_.typed(); }
  // One part of all keys, by their numbers.
  const Column& Key(size_t part) const { return groups_.Part(part); }
  size_t HeapSize() const;
  void Clear();

 private:
  base::Result<std::span<const Column* const>> Keys(const RowSet& rows);
  base::Result<void> NumberRows(const RowSet& rows, std::vector<uint32_t>& numbers);
  // Numbers of the table, those of known words without it.
  base::Result<void> NumberWords(const Column& key, size_t rows, KeyTable& table, WordGroups& words,
                                 std::vector<uint32_t>& numbers);
  base::Result<void> NumberByEntity(const Batch& batch, std::vector<uint32_t>& numbers);
  bool GoesUp(const Column& entities);
  void ForgetEntities();

  static constexpr size_t kTrialRows = 8192;  // after which entities must have repeated

  const Environment& env_;
  std::vector<Evaluator*> evaluators_;
  KeyTable groups_;
  WordGroups words_;
  Slot entity_;
  bool by_entity_ = false;
  KeyTable entities_;
  WordGroups entity_words_;
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
