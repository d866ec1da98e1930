#include "query/plan/slot_set.h"

#include <algorithm>

#include "query/functions/function.h"
#include "query/plan/plan_slots.h"

namespace qiao::query {

std::vector<Slot> SlotsOf(const Expression& expression) {
  std::vector<Slot> slots;
  CollectSlots(expression, slots);
  std::ranges::sort(slots);
  slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
  return slots;
}

bool IsVolatile(const Expression& expression) {
  if (expression.function != nullptr && !expression.function->repeatable) return true;
  for (const ExpressionPtr& operand : expression.operands) {
    if (operand != nullptr && IsVolatile(*operand)) return true;
  }
  return expression.subplan != nullptr && NeedsSingleRows(*expression.subplan);
}

bool HasEffects(const PlanNode& plan) {
  if (Writes(plan.step) || std::holds_alternative<ProcedureCall>(plan.step)) return true;
  return std::ranges::any_of(plan.inputs, [](const PlanPtr& input) { return HasEffects(*input); });
}

bool NeedsSingleRows(const PlanNode& plan) {
  if (Writes(plan.step) || std::holds_alternative<ProcedureCall>(plan.step)) return true;
  bool is_volatile = false;
  ForEachExpression(plan.step, [&](const Expression& expression) { is_volatile |= IsVolatile(expression); });
  if (is_volatile) return true;
  return std::ranges::any_of(plan.inputs, [](const PlanPtr& input) { return NeedsSingleRows(*input); });
}

}  // namespace qiao::query
