// Plans as text, for EXPLAIN and PROFILE.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "query/plan/plan.h"

namespace qiao::query {

// "Expand", "NodeScan" …
std::string_view StepName(const PlanStep& step);
// What the step does, in the words of the query: "(a)-[r:KNOWS]->(b)".
std::string StepText(const PlanStep& step, const std::vector<std::string>& slot_names);

// Several threads work on the step where there is enough to do.
bool IsShared(const PlanNode& node);

std::string ToText(const LabelExpression& labels);
std::string SlotText(Slot slot, const std::vector<std::string>& slot_names);

}  // namespace qiao::query
