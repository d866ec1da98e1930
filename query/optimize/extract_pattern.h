// Reads back, from the steps of a plan, the pattern that they find.
#pragma once

#include <memory>

#include "query/plan/plan.h"

namespace qiao::query {

// The pattern whose matches are the rows of the plan; nullptr where its steps do more than finding nodes, or something
// that a JoinPattern can't say.
std::shared_ptr<const JoinPattern> ExtractPattern(const PlanNode& plan);
// The same around a node of the row that the plan is run for, the pattern's first; nullptr also where it reads anything
// else of that row.
std::shared_ptr<const JoinPattern> ExtractPatternAround(const PlanNode& plan, Slot node);

}  // namespace qiao::query
