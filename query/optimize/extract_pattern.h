// Reads back, from the steps of a plan, the pattern that they find.
#pragma once

#include <memory>

#include "query/plan/plan.h"

namespace qiao::query {

// The pattern whose matches are the rows of the plan; nullptr where its steps do more than finding nodes, or something
// that a JoinPattern can't say: conditions on relationships, on several nodes at once, paths of variable length.
std::shared_ptr<const JoinPattern> ExtractPattern(const PlanNode& plan);

}  // namespace qiao::query
