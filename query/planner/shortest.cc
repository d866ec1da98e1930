#include "query/planner/shortest.h"

#include <algorithm>

#include "query/functions/aggregation.h"
#include "query/plan/make_expression.h"
#include "query/planner/path_conditions.h"

namespace qiao::query {
namespace {

bool Reads(const Expression& expression, Slot slot) {
  std::vector<Slot> read;
  CollectSlots(expression, read);
  return std::ranges::find(read, slot) != read.end();
}

// Is `list` the edges of the path: the list itself or relationships(path)?
bool IsEdgesOf(const Expression& list, const bound::Selected& selected, Slot edges) {
  if (list.kind == ExpressionKind::kSlot) return list.slot == edges;
  if (list.kind != ExpressionKind::kFunction || list.function->name != "relationships") return false;
  const Expression& path = *list.operands[0];
  return path.kind == ExpressionKind::kSlot &&
         std::ranges::any_of(selected.inner.computed, [&](const Assigned& computed) {
           return computed.slot == path.slot && computed.expression->kind == ExpressionKind::kPath;
         });
}

// all(e IN relationships(p) WHERE …) and none(…) ask something of each step.
bool MakeStepFilter(Planner& planner, bound::Selected& selected, bound::Edge& edge, const ExpressionPtr& condition) {
  if (condition->kind != ExpressionKind::kAll && condition->kind != ExpressionKind::kNone) return false;
  if (!IsEdgesOf(*condition->operands[0], selected, edge.edge)) return false;
  for (Slot slot : selected.outputs) {
    if (Reads(*condition->operands[1], slot)) return false;
  }
  AddStepCondition(planner, edge, *condition, false);
  return true;
}

bool HasSubplan(const Expression& expression) {
  if (expression.subplan || expression.subquery) return true;
  return std::ranges::any_of(expression.operands,
                             [](const ExpressionPtr& operand) { return operand && HasSubplan(*operand); });
}

bool IsOneKindOfEdge(Planner& planner, bound::Selected& selected) {
  bound::Pattern& inner = selected.inner;
  if (inner.edges.size() != 1 || !inner.repeated.empty() || !inner.edges[0].length || inner.edges[0].given)
    return false;
  if (selected.count->kind != ExpressionKind::kLiteral) return false;
  std::erase_if(inner.predicates, [&](const ExpressionPtr& condition) {
    return !HasSubplan(*condition) && MakeStepFilter(planner, selected, inner.edges[0], condition);
  });
  return inner.predicates.empty();
}

void PlanSearch(Planner& planner, bound::Selected& selected, double rows, Piece& piece) {
  bound::Edge& edge = selected.inner.edges[0];
  ShortestPath step;
  step.from = selected.from;
  step.to = selected.to;
  step.edges = edge.edge;
  step.pattern = edge.pattern;
  step.minimum = edge.length->minimum;
  step.maximum = edge.length->maximum;
  step.step_edge = edge.step_edge;
  step.step_node = edge.step_node;
  if (edge.step_filter) planner.Prepare(edge.step_filter);
  step.step_filter = std::move(edge.step_filter);
  step.count = static_cast<uint64_t>(selected.count->value.integer());
  step.all = selected.groups && step.count == 1;
  step.groups = selected.groups && step.count > 1;
  Put(piece, std::move(step), selected.span, rows);
  Project project;
  for (Assigned& computed : selected.inner.computed) {
    planner.Prepare(computed.expression);
    project.items.push_back({computed.slot, std::move(computed.expression)});
  }
  if (!project.items.empty()) Put(piece, std::move(project), selected.span);
}

// Paths of one length form a group, which is kept or left out as a whole.
void KeepGroups(Planner& planner, bound::Selected& selected, Slot length, Piece& inner) {
  const Slot row = planner.AddHidden("path", Type::Of(base::Kind::kList));
  const Slot rows = planner.AddHidden("paths", Type::Of(base::Kind::kList));
  auto outputs = MakeOperation(ExpressionKind::kList, Type::Of(base::Kind::kList), selected.span);
  for (Slot slot : selected.outputs) outputs->operands.push_back(planner.Use(slot));
  Aggregate aggregate;
  aggregate.keys.push_back({length, planner.Use(length)});
  aggregate.items.push_back({rows, FindAggregation("collect"), {}, false});
  aggregate.items[0].arguments.push_back(std::move(outputs));
  Put(inner, std::move(aggregate), selected.span);
  Sort sort;
  sort.keys.push_back({planner.Use(length), false});
  Put(inner, std::move(sort), selected.span);
  Put(inner, Limit{std::move(selected.count)}, selected.span);
  Put(inner, Unwind{row, planner.Use(rows)}, selected.span);
  Project project;
  for (size_t i = 0; i < selected.outputs.size(); ++i) {
    const Slot slot = selected.outputs[i];
    project.items.push_back(
        {slot, MakeOperation(ExpressionKind::kIndex, planner.TypeOf(slot), selected.span, planner.Use(row),
                             MakeLiteral(base::Value::Integer(static_cast<int64_t>(i))))});
  }
  Put(inner, std::move(project), selected.span);
}

}  // namespace

void PlanShortest(Planner& planner, bound::Selected& selected, double rows, Piece& piece) {
  if (IsOneKindOfEdge(planner, selected)) return PlanSearch(planner, selected, rows, piece);
  Piece inner = planner.PlanPattern({MakeArgument(selected.span), 1}, selected.inner, selected.span);
  const Slot length = planner.AddHidden("length", Type::Of(base::Kind::kInteger));
  Project project;
  project.items.push_back({length, std::move(selected.length)});
  Put(inner, std::move(project), selected.span);
  if (selected.groups) {
    KeepGroups(planner, selected, length, inner);
  } else {
    Sort sort;
    sort.keys.push_back({planner.Use(length), false});
    Put(inner, std::move(sort), selected.span);
    Put(inner, Limit{std::move(selected.count)}, selected.span);
  }
  PutOver(piece, Apply{ApplyKind::kInner, {}, false}, std::move(inner.plan), selected.span, rows);
}

}  // namespace qiao::query
