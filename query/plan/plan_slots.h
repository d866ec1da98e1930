// What the steps of a plan read and fill: the one place that knows every step's fields, for passes that do not care
// which step they look at.
#pragma once

#include <functional>
#include <vector>

#include "query/plan/plan.h"

namespace qiao::query {

// Every expression of the step itself (not of its inputs); never a nullptr. The callee may replace it.
void ForEachExpression(PlanStep& step, const std::function<void(ExpressionPtr&)>& visit);
void ForEachExpression(const PlanStep& step, const std::function<void(const Expression&)>& visit);

// Slots that the step reads, through its expressions or directly.
void CollectReadSlots(const PlanStep& step, std::vector<Slot>& slots);
// Slots that the step fills. One that it fills with itself (a grouping key) is not counted.
void CollectFilledSlots(const PlanStep& step, std::vector<Slot>& slots);

// Slots that any step of the plan fills.
void CollectAllFilledSlots(const PlanNode& plan, std::vector<Slot>& slots);
// Slots that the plan reads from the row that it is run for. `result`: a slot that its rows are asked for; it is read
// from there too unless the plan fills it.
void CollectFreeSlots(const PlanNode& plan, std::vector<Slot>& slots, Slot result = kNoSlot);

// Creates, changes or deletes, itself or in its inputs.
bool Writes(const PlanStep& step);
bool Writes(const PlanNode& plan);

// A deep copy; subplans of expressions are shared.
PlanPtr Clone(const PlanNode& plan);

}  // namespace qiao::query
