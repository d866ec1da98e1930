// Grouping beyond memory: the groups that are there stay as they are, rows to come are put aside by their keys, and
// group after group is made of them. So each group sees its rows in their order, as it would in memory.
#pragma once

#include <optional>

#include "query/exec/aggregate_item.h"
#include "query/exec/group_numbers.h"
#include "query/exec/spill/keyed_rows.h"

namespace qiao::query {

class GroupSpill {
 public:
  // `groups` and `items`: what was made of the rows before; all arguments outlive this.
  GroupSpill(Environment& env, const Aggregate& step, MemoryUse& memory, GroupNumbers& groups,
             const AggregateItems& items);

  // Puts a batch of rows aside: their keys, the arguments of each item, then Add().
  void Begin(const Batch& batch, std::span<const Column* const> keys);
  void AddArguments(size_t item, std::span<const Column* const> arguments);
  base::Result<void> Add();

  // To be called after the last row.
  base::Result<void> Finish();
  // All groups, in the order of their first rows, as the step gives them.
  base::Result<bool> Next(Batch& out);

 private:
  using Numbers = std::vector<uint32_t>;

  base::Result<void> Feed(const Batch& rows);
  base::Result<void> Feed(const Batch& rows, const Numbers& numbers, size_t group_count, const AggregateItems& items);
  base::Result<void> FinishGroups();
  // Gives out groups: gather(part, column) fills in one of their keys, number(group) is its place in the order of
  // groups.
  template <class GatherKey, class NumberOf>
  base::Result<void> Emit(const Numbers& groups, const AggregateItems& items, const GatherKey& gather,
                          const NumberOf& number);
  static std::vector<const Column*> ColumnsOf(const Batch& rows, const std::vector<Slot>& slots);

  Environment& env_;
  const Aggregate& step_;
  GroupNumbers& known_;
  const AggregateItems& known_items_;
  std::vector<Slot> key_slots_;
  std::vector<std::vector<Slot>> argument_slots_;  // by item
  MemoryUse rows_memory_;
  MemoryUse groups_memory_;
  MemoryUse results_memory_;
  Batch row_;  // that is put aside
  std::optional<KeyedRows> rows_;

  std::vector<uint8_t> finished_;  // by known group
  Numbers touched_;                // known groups that rows have come for
  KeyTable new_;                   // the groups that are being made
  AggregateItems new_items_;
  std::vector<uint64_t> first_rows_;  // of new groups
  Numbers numbers_;

  Slot order_slot_;
  SortOrder order_;
  std::vector<Slot> result_slots_;
  RowSorter results_;
};

}  // namespace qiao::query
