// A hash join in a plan that is run again and again for rows of another: where its right side is the same whoever asks,
// it is read once, and each of those rows only looks its key up.
#pragma once

#include "query/exec/operator.h"

namespace qiao::query {

// The join is one for the rows that its plan is run for: its left side reads them, its right side doesn't and always
// has the same rows.
bool IsKeyedJoin(const PlanNode& plan);

// `right` starts at `alone`, which this fills; both belong to the operator. Rows keep the order of the left side's,
// which is why no part of the right side is put aside: kLimit where it has no room in memory.
struct KeyedSide {
  std::unique_ptr<ArgumentSource> alone;
  OperatorPtr right;
};
OperatorPtr MakeKeyedJoin(Environment& env, const PlanNode& node, OperatorPtr left, KeyedSide side,
                          std::vector<Slot> live);

}  // namespace qiao::query
