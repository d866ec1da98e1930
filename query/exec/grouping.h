// The groups of an aggregation and what its functions know of each: all that is needed to take rows in, and to take in
// what somebody else has made of the rows that come after them.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "query/exec/aggregate_item.h"
#include "query/exec/group_numbers.h"

namespace qiao::query {

class Grouping {
 public:
  // The step and the environment outlive the grouping.
  static base::Result<std::unique_ptr<Grouping>> Make(const Aggregate& step, Environment& env);

  void Clear();
  // `measure`: HeapSize() is to tell how much the states of functions have grown.
  base::Result<void> Take(const Batch& batch, bool measure);
  // The arguments of an item for the rows of the batch.
  base::Result<std::span<const Column* const>> Arguments(size_t item, const Batch& batch);

  // Whether merging gives what taking in all rows one by one would have given, to the last digit.
  bool CanMerge() const;
  // The same asked of one group only.
  bool LooksMergeable() const;
  // Takes in what was made of rows that come after all that were taken in here; nothing of it is left.
  base::Result<void> Merge(Grouping& later, bool measure);

  // Without keys there is one group, whether rows come or not.
  size_t group_count() const { return step_.keys.empty() ? 1 : numbers_.size(); }
  GroupNumbers& numbers() { return numbers_; }
  AggregateItems& items() { return items_; }
  size_t HeapSize() const;

 private:
  Grouping(const Aggregate& step, Environment& env, std::vector<EvaluatorPtr> keys);

  const Aggregate& step_;
  std::vector<std::vector<EvaluatorPtr>> arguments_;  // of the items
  GroupNumbers numbers_;
  AggregateItems items_;
  std::vector<uint32_t> groups_;
  std::vector<const Column*> columns_;
};

}  // namespace qiao::query
