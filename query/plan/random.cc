#include "query/plan/random.h"

#include <algorithm>

#include "query/functions/function.h"
#include "query/plan/plan_slots.h"

namespace qiao::query {
namespace {

bool IsRandomPlan(const PlanNode& plan) {
  bool random = false;
  ForEachExpression(plan.step, [&](const Expression& expression) { random |= IsRandom(expression); });
  return random || std::ranges::any_of(plan.inputs, [](const PlanPtr& input) { return IsRandomPlan(*input); });
}

}  // namespace

bool IsRandom(const Expression& expression) {
  if (expression.kind == ExpressionKind::kFunction &&
      (expression.function->name == "rand" || expression.function->name == "randomUUID")) {
    return true;
  }
  if (expression.subplan && IsRandomPlan(*expression.subplan)) return true;
  return std::ranges::any_of(expression.operands,
                             [](const ExpressionPtr& operand) { return operand && IsRandom(*operand); });
}

}  // namespace qiao::query
