#include <algorithm>
#include <unordered_set>

#include "query/optimize/optimize.h"
#include "query/plan/plan_slots.h"

namespace qiao::query {
namespace {

// node.name of a slot that holds nothing but nodes or relationships: it can't fail.
bool IsProperty(const Expression& expression) {
  if (expression.kind != ExpressionKind::kProperty) return false;
  const Expression& object = *expression.operands[0];
  return object.kind == ExpressionKind::kSlot &&
         (object.type.Is(base::Kind::kNode) || object.type.Is(base::Kind::kRelationship));
}

void Visit(PlanPtr& node) {
  for (PlanPtr& input : node->inputs) Visit(input);
  if (!std::holds_alternative<Limit>(node->step)) return;
  PlanPtr* sort_place = &node->inputs[0];
  if (std::holds_alternative<Skip>((*sort_place)->step)) sort_place = &(*sort_place)->inputs[0];
  auto* sort = std::get_if<Sort>(&(*sort_place)->step);
  if (sort == nullptr || sort->limit == nullptr) return;
  PlanPtr& project_place = (*sort_place)->inputs[0];
  auto* project = std::get_if<Project>(&project_place->step);
  if (project == nullptr) return;

  std::vector<Slot> read;
  CollectReadSlots((*sort_place)->step, read);
  ForEachExpression((*sort_place)->step, [&](const Expression& key) { CollectSlots(key, read); });
  // A projection that an item overwrites must be computed before.
  for (const Assigned& item : project->items) {
    if (!IsProperty(*item.expression)) continue;
    if (std::ranges::any_of(project->items,
                            [&](const Assigned& other) { return other.slot == item.expression->operands[0]->slot; })) {
      return;
    }
  }
  Project late;
  std::erase_if(project->items, [&](Assigned& item) {
    if (!IsProperty(*item.expression) || std::ranges::find(read, item.slot) != read.end()) return false;
    late.items.push_back(std::move(item));
    return true;
  });
  if (late.items.empty()) return;
  if (project->items.empty()) {
    PlanPtr below = std::move(project_place->inputs[0]);
    project_place = std::move(below);
  }
  auto above = std::make_unique<PlanNode>();
  above->span = node->span;
  above->estimated_rows = node->estimated_rows;
  above->step = std::move(late);
  above->inputs.push_back(std::move(node));
  node = std::move(above);
}

}  // namespace

void LateProperties(Plan& plan) {
  // What is written above the sort must not be read before.
  if (!Writes(*plan.root)) Visit(plan.root);
}

}  // namespace qiao::query
