#include <algorithm>

#include "query/optimize/optimize.h"

namespace qiao::query {
namespace {

// Whether all inputs, or only the first, start at the row that the plan itself starts at.
bool HasEqualInputs(const PlanStep& step) {
  return std::holds_alternative<CrossProduct>(step) || std::holds_alternative<HashJoin>(step) ||
         std::holds_alternative<Union>(step);
}

void Visit(PlanPtr& node) {
  const auto* apply = std::get_if<Apply>(&node->step);
  if (apply != nullptr && apply->kind == ApplyKind::kInner && std::holds_alternative<Argument>(node->inputs[0]->step)) {
    PlanPtr called = std::move(node->inputs[1]);
    node = std::move(called);
    return Visit(node);
  }
  const size_t inputs = HasEqualInputs(node->step) ? node->inputs.size() : std::min<size_t>(node->inputs.size(), 1);
  for (size_t i = 0; i < inputs; ++i) Visit(node->inputs[i]);
}

}  // namespace

void FirstCalls(Plan& plan) { Visit(plan.root); }

}  // namespace qiao::query
