#include <algorithm>

#include "query/optimize/optimize.h"
#include "query/plan/make_expression.h"
#include "query/plan/slot_set.h"

namespace qiao::query {
namespace {

// All items look at the different values of one expression, and at nothing else of a row.
bool LooksAtOneValue(const Aggregate& step) {
  if (!step.keys.empty() || step.items.empty()) return false;
  return std::ranges::all_of(step.items, [&](const Aggregate::Item& item) {
    if (item.aggregation == nullptr || !item.distinct || IsVolatile(*item.arguments[0])) return false;
    const bool fixed = std::all_of(item.arguments.begin() + 1, item.arguments.end(), [](const ExpressionPtr& rest) {
      return rest->kind == ExpressionKind::kLiteral || rest->kind == ExpressionKind::kParameter;
    });
    return fixed && (&item == &step.items[0] || SameExpression(*item.arguments[0], *step.items[0].arguments[0]));
  });
}

void PutUnder(PlanNode& above, PlanStep step) {
  auto node = std::make_unique<PlanNode>();
  node->step = std::move(step);
  node->span = above.span;
  node->estimated_rows = above.inputs[0]->estimated_rows;
  node->inputs.push_back(std::move(above.inputs[0]));
  above.inputs[0] = std::move(node);
}

void Visit(Plan& plan, PlanNode& node) {
  for (PlanPtr& input : node.inputs) Visit(plan, *input);
  auto* aggregate = std::get_if<Aggregate>(&node.step);
  if (aggregate == nullptr || !LooksAtOneValue(*aggregate)) return;
  ExpressionPtr value = Clone(*aggregate->items[0].arguments[0]);
  Slot slot = value->slot;
  const Type type = value->type;
  if (value->kind != ExpressionKind::kSlot) {
    slot = static_cast<Slot>(plan.slot_names.size());
    plan.slot_names.emplace_back(" value");
    Project project;
    project.items.push_back({slot, std::move(value)});
    PutUnder(node, std::move(project));
  }
  PutUnder(node, Distinct{{slot}});
  for (Aggregate::Item& item : aggregate->items) {
    item.distinct = false;
    item.arguments[0] = MakeSlot(slot, type, item.arguments[0]->span);
  }
}

}  // namespace

void DistinctValues(Plan& plan) { Visit(plan, *plan.root); }

}  // namespace qiao::query
