#include <algorithm>
#include <unordered_set>

#include "query/functions/function.h"
#include "query/optimize/optimize.h"
#include "query/plan/plan_slots.h"

namespace qiao::query {
namespace {

void CollectReads(const PlanNode& node, std::vector<Slot>& slots);

// A subplan's value is one of its slots.
void CollectSubplanResults(const Expression& expression, std::vector<Slot>& slots) {
  if (expression.subplan) {
    CollectReads(*expression.subplan, slots);
    if (expression.kind == ExpressionKind::kCollect) slots.push_back(expression.slot);
  }
  for (const ExpressionPtr& operand : expression.operands) {
    if (operand) CollectSubplanResults(*operand, slots);
  }
}

void CollectReads(const PlanNode& node, std::vector<Slot>& slots) {
  CollectReadSlots(node.step, slots);
  ForEachExpression(node.step, [&](const Expression& expression) { CollectSubplanResults(expression, slots); });
  if (const auto* repeat = std::get_if<ExpandPattern>(&node.step)) {
    slots.push_back(repeat->inner_to);
    for (auto [inner, list] : repeat->groups) slots.push_back(inner);
    slots.insert(slots.end(), repeat->inner_edges.begin(), repeat->inner_edges.end());
  }
  for (const PlanPtr& input : node.inputs) CollectReads(*input, slots);
}

// An expression that may raise an error is computed even if nobody wants its value.
bool NeverFails(const Expression& expression) {
  const bool harmless = expression.kind == ExpressionKind::kLiteral || expression.kind == ExpressionKind::kSlot ||
                        expression.kind == ExpressionKind::kPath || expression.kind == ExpressionKind::kList ||
                        (expression.kind == ExpressionKind::kFunction && expression.function->name == "reverse");
  return harmless && std::ranges::all_of(expression.operands,
                                         [](const ExpressionPtr& operand) { return operand && NeverFails(*operand); });
}

// Slots are unique in a plan, so one that is read nowhere can go wherever it is filled.
bool Prune(PlanPtr& node, const std::unordered_set<Slot>& read) {
  bool pruned = false;
  for (PlanPtr& input : node->inputs) pruned |= Prune(input, read);
  auto* project = std::get_if<Project>(&node->step);
  if (project == nullptr) return pruned;
  pruned |= std::erase_if(project->items, [&](const Assigned& item) {
              return !read.contains(item.slot) && NeverFails(*item.expression);
            }) != 0;
  if (!project->items.empty()) return pruned;
  node = std::move(node->inputs[0]);
  return true;
}

}  // namespace

void PruneProjections(Plan& plan) {
  while (true) {
    std::vector<Slot> slots(plan.column_slots);
    CollectReads(*plan.root, slots);
    if (!Prune(plan.root, std::unordered_set<Slot>(slots.begin(), slots.end()))) return;
  }
}

}  // namespace qiao::query
