// One aggregate function over all groups.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "query/exec/evaluate.h"
#include "query/exec/key_table.h"
#include "query/functions/aggregation.h"

namespace qiao::query {

class AggregateItem {
 public:
  // `grouped`: there may be more groups than one. The item of the step and the context outlive this one.
  AggregateItem(const Aggregate::Item& item, bool grouped, const FunctionContext& functions)
      : item_(item),
        grouped_(grouped),
        counts_rows_(item.aggregation == nullptr),
        counts_(counts_rows_ || item.aggregation->name == "count"),
        states_(counts_ ? nullptr : item.aggregation->create(functions)),
        seen_(item.arguments.size() + (grouped ? 1 : 0)) {}

  void Clear();
  // Takes in rows: arguments[a] has a value of the a-th argument for each, groups[i] is the group of row i, and groups
  // are numbered from 0 to group_count - 1. `measure`: HeapSize() is to tell how much the states have grown.
  base::Result<void> Take(const Batch& batch, std::span<const Column* const> arguments,
                          const std::vector<uint32_t>& groups, size_t group_count, bool measure);
  void Resize(size_t group_count);
  // Whether Merge() gives what taking in all rows one by one would have given; asked of the first groups.
  bool CanMerge(size_t groups) const;
  // Takes in what was made of later rows, whose groups have these numbers here; nothing of it is left.
  base::Result<void> Merge(AggregateItem& later, const std::vector<uint32_t>& groups, size_t group_count, bool measure);
  base::Result<base::Value> Finish(size_t group);
  // Forgets the state of a group that is finished.
  void Release(size_t group);

  size_t HeapSize() const;
  Slot slot() const { return item_.slot; }

 private:
  using Arguments = std::span<const Column* const>;

  base::Result<void> TakeRows(const Batch& batch, Arguments arguments, const std::vector<uint32_t>& groups,
                              bool measure);
  base::Value ValueAt(const Column& column, size_t row);
  NumberRows NumberRowsOf(const Column& column, const Batch& batch, const std::vector<uint32_t>& groups) const;
  base::Result<void> MergeDistinct(const AggregateItem& later, const std::vector<uint32_t>& groups, size_t group_count,
                                   bool measure);
  base::Result<void> MarkNew(Arguments arguments, const std::vector<uint32_t>& groups);
  base::Result<void> CountRows(const Batch& batch, const std::vector<uint32_t>& groups, const Column* column);

  const Aggregate::Item& item_;
  bool grouped_;
  bool counts_rows_;                    // count(*)
  bool counts_;                         // that or count(x)
  std::vector<uint64_t> totals_;        // of counts, by group
  std::unique_ptr<Aggregator> states_;  // of the others; nullptr of counts
  KeyTable seen_;                       // (arguments, group), for DISTINCT
  std::vector<base::Value> values_;
  std::vector<base::Value> texts_;  // by hash: texts that have been taken in, one value for many equal ones
  Column group_column_;
  std::vector<uint32_t> numbers_;
  std::vector<uint8_t> new_;  // by row: its group sees the arguments for the first time
};

using AggregateItems = std::vector<std::unique_ptr<AggregateItem>>;
// The step and the context outlive the items.
AggregateItems MakeItems(const Aggregate& step, const FunctionContext& functions);

}  // namespace qiao::query
