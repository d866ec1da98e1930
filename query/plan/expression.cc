#include "query/plan/expression.h"

#include <algorithm>

#include "query/plan/plan_slots.h"

namespace qiao::query {
namespace {

bool Same(const ExpressionPtr& a, const ExpressionPtr& b) { return a && b ? SameExpression(*a, *b) : !a && !b; }

bool SameLabels(const LabelExpression& a, const LabelExpression& b) {
  return a.op == b.op && a.name == b.name && std::ranges::equal(a.operands, b.operands, SameLabels);
}

}  // namespace

ExpressionPtr Clone(const Expression& expression) {
  auto copy = std::make_unique<Expression>(expression.kind, expression.span);
  copy->type = expression.type;
  copy->operands.reserve(expression.operands.size());
  for (const ExpressionPtr& operand : expression.operands)
    copy->operands.push_back(operand ? Clone(*operand) : nullptr);
  copy->value = expression.value;
  copy->name = expression.name;
  copy->names = expression.names;
  copy->slot = expression.slot;
  copy->inner_slot = expression.inner_slot;
  copy->labels = expression.labels;
  copy->function = expression.function;
  copy->tested = expression.tested;
  copy->has_operand = expression.has_operand;
  copy->all_properties = expression.all_properties;
  copy->subplan = expression.subplan;
  copy->subquery = expression.subquery;
  copy->outer_slots = expression.outer_slots;
  return copy;
}

void CollectSlots(const Expression& expression, std::vector<Slot>& slots) {
  switch (expression.kind) {
    case ExpressionKind::kSlot:
      slots.push_back(expression.slot);
      return;
    case ExpressionKind::kExists:
    case ExpressionKind::kCount:
    case ExpressionKind::kCollect:
      if (expression.subplan) {
        CollectFreeSlots(*expression.subplan, slots, expression.slot);
      } else {
        slots.insert(slots.end(), expression.outer_slots.begin(), expression.outer_slots.end());
      }
      return;
    case ExpressionKind::kListComprehension:
    case ExpressionKind::kAll:
    case ExpressionKind::kAny:
    case ExpressionKind::kNone:
    case ExpressionKind::kSingle:
    case ExpressionKind::kReduce: {
      std::vector<Slot> inside;
      for (const ExpressionPtr& operand : expression.operands) {
        if (operand) CollectSlots(*operand, inside);
      }
      for (Slot slot : inside) {
        if (slot != expression.slot && slot != expression.inner_slot) slots.push_back(slot);
      }
      return;
    }
    default:
      for (const ExpressionPtr& operand : expression.operands) {
        if (operand) CollectSlots(*operand, slots);
      }
  }
}

bool SameExpression(const Expression& a, const Expression& b) {
  if (a.kind != b.kind || a.name != b.name || a.names != b.names || a.slot != b.slot || a.inner_slot != b.inner_slot) {
    return false;
  }
  if (a.subplan || b.subplan || a.subquery || b.subquery) return false;
  if (a.function != b.function || a.has_operand != b.has_operand || a.all_properties != b.all_properties) return false;
  if (a.kind == ExpressionKind::kIsTyped && !(*a.tested == *b.tested)) return false;
  // 1 and 1.0 are equivalent values, but not the same literal.
  if (a.value.kind() != b.value.kind() || !base::Equivalent(a.value, b.value)) return false;
  return SameLabels(a.labels, b.labels) && std::ranges::equal(a.operands, b.operands, Same);
}

}  // namespace qiao::query
