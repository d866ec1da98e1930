#include "query/exec/row_bound.h"

#include <algorithm>
#include <cmath>

#include "query/exec/column_tests.h"
#include "query/plan/plan_slots.h"

namespace qiao::query {

using base::Kind;
using base::Result;

namespace {

bool Fills(const PlanStep& step, Slot slot) {
  std::vector<Slot> filled;
  CollectFilledSlots(step, filled);
  return std::ranges::find(filled, slot) != filled.end();
}

// What the slot is before the projection; nullptr if it is not made of another expression there.
const Expression* Before(const Project& project, Slot slot) {
  const auto item = std::ranges::find(project.items, slot, &Assigned::slot);
  return item == project.items.end() ? nullptr : item->expression.get();
}

// Each row that the step gives comes from one that it gets, whatever other rows there are.
bool IsRowByRow(const PlanStep& step) {
  const auto* expand = std::get_if<Expand>(&step);
  return std::holds_alternative<Filter>(step) || std::holds_alternative<Project>(step) ||
         std::holds_alternative<Distinct>(step) || std::holds_alternative<Unwind>(step) ||
         std::holds_alternative<NodeScan>(step) || (expand != nullptr && !expand->edge_bound);
}

}  // namespace

// Nulls come last, or first in descending order.
Result<void> RowBound::Select(base::TableId table, uint32_t run, const GraphReader& graph, RowBits& rows) const {
  if (!known || value.is_null() || !rows.any()) return {};
  const auto id = graph.FindKey(key);
  if (!id) return {};
  QIAO_TRY(const ColumnView view, graph.ReadColumn(table, *id, run));
  if (view.mixed || view.kind != value.kind()) return {};
  if (view.kind != Kind::kInteger && view.kind != Kind::kDate && view.kind != Kind::kString) return {};
  if (descending) {
    if (!rows.AllSet(view.present, view.size)) return {};
  } else {
    rows.KeepSet(view.present, view.size);
  }
  KeepWhere(view, descending ? ExpressionKind::kGreaterEqual : ExpressionKind::kLessEqual, value, rows);
  return {};
}

std::optional<BoundedScan> FindBoundedScan(const PlanNode& sort) {
  const auto& step = std::get<Sort>(sort.step);
  if (!step.limit || step.keys.empty()) return std::nullopt;
  const Expression* key = step.keys[0].expression.get();
  std::string property;  // once the key has been found to be one
  Slot slot = kNoSlot;
  const auto look_at = [&](const Expression& expression) {
    const Expression* place = &expression;
    if (place->kind == ExpressionKind::kProperty && property.empty()) {
      property = place->name;
      place = place->operands[0].get();
    }
    slot = place->kind == ExpressionKind::kSlot ? place->slot : kNoSlot;
    return slot != kNoSlot;
  };
  if (!look_at(*key)) return std::nullopt;
  for (const PlanNode* node = sort.inputs[0].get();; node = node->inputs[0].get()) {
    if (const auto* scan = std::get_if<NodeScan>(&node->step); scan != nullptr && scan->node == slot) {
      if (property.empty()) return std::nullopt;
      return BoundedScan{node, property};
    }
    if (const auto* project = std::get_if<Project>(&node->step)) {
      const Expression* before = Before(*project, slot);
      if (before != nullptr && !look_at(*before)) return std::nullopt;
      continue;
    }
    if (!IsRowByRow(node->step) || Fills(node->step, slot)) return std::nullopt;
  }
}

const PlanNode* FindScanOf(const PlanNode& expand) {
  const Slot from = std::get<Expand>(expand.step).from;
  for (const PlanNode* node = expand.inputs[0].get();; node = node->inputs[0].get()) {
    const auto* scan = std::get_if<NodeScan>(&node->step);
    if (scan != nullptr && scan->node == from) return node;
    if (!IsRowByRow(node->step) || Fills(node->step, from)) return nullptr;
  }
}

}  // namespace qiao::query
