// An aggregation whose rows a parallel plan gives: several threads group parts of them, and the groups of the parts are
// merged in their order, so that groups, lists and digits are the same as those of one thread.
#pragma once

#include <atomic>
#include <memory>
#include <vector>

#include "query/exec/grouping.h"
#include "query/exec/lane.h"

namespace qiao::query {

class AggregateLanes {
 public:
  // `needed`: slots that the step reads from the rows of its input. The node and the environment outlive this.
  AggregateLanes(const PlanNode& node, SlotSet needed, Environment& env)
      : node_(node), needed_(std::move(needed)), env_(env) {}

  // Groups all rows into `whole`, which is empty. False where one thread has to do it, and nothing is left of the
  // attempt: there are too few rows, or so many groups that merging them is as much work, or not enough memory, or the
  // digits of a sum depend on its order, or there is an error, which one thread meets at its proper place.
  // Errors: only those that no other attempt can be spared: kCancelled, kIo, kCorruption.
  base::Result<bool> GroupAll(Grouping& whole, bool measure);

 private:
  struct Part {
    std::unique_ptr<Grouping> groups;
    std::unique_ptr<MemoryUse> memory;
  };
  base::Result<void> GroupPart(Lane& lane, ScanShare share, Part& part, bool measure);

  const PlanNode& node_;
  SlotSet needed_;
  Environment& env_;
  std::atomic<bool> given_up_ = false;
};

}  // namespace qiao::query
