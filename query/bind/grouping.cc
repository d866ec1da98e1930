#include "query/bind/grouping.h"

#include <algorithm>

#include "query/plan/make_expression.h"

namespace qiao::query {
namespace {

bool Contains(const std::vector<Slot>& slots, Slot slot) { return std::ranges::find(slots, slot) != slots.end(); }

bool IsSimple(const Expression& expression) {
  if (expression.kind == ExpressionKind::kProperty) return IsSimple(*expression.operands[0]);
  return expression.kind == ExpressionKind::kSlot;
}

struct Replacer {
  const std::vector<ExpressionPtr>& keys;
  const std::vector<Slot>& key_slots;
  bool only_simple;

  void Replace(ExpressionPtr& expression) const {
    for (size_t i = 0; i < keys.size(); ++i) {
      if (only_simple && !IsSimple(*keys[i])) continue;
      if (!SameExpression(*expression, *keys[i])) continue;
      expression = MakeSlot(key_slots[i], expression->type, expression->span);
      return;
    }
    for (ExpressionPtr& operand : expression->operands) {
      if (operand) Replace(operand);
    }
  }
};

}  // namespace

Result<void> ReplaceKeys(ExpressionPtr& expression, const std::vector<ExpressionPtr>& keys,
                         const std::vector<Slot>& key_slots, const Binder& binder,
                         const std::vector<Aggregate::Item>& aggregations, Leftover leftover,
                         const std::vector<Slot>& visible) {
  std::vector<Slot> read;
  CollectSlots(*expression, read);
  const auto is_aggregate = [&](Slot slot) {
    return std::ranges::any_of(aggregations, [&](const Aggregate::Item& item) { return item.slot == slot; });
  };
  const bool beside_aggregate = std::ranges::any_of(read, is_aggregate);
  Replacer{keys, key_slots, beside_aggregate}.Replace(expression);

  read.clear();
  CollectSlots(*expression, read);
  for (Slot slot : read) {
    if (Contains(key_slots, slot) || Contains(visible, slot) || is_aggregate(slot)) continue;
    // A variable that is part of a more complex key.
    const bool in_key = std::ranges::any_of(keys, [&](const ExpressionPtr& key) {
      std::vector<Slot> inside;
      CollectSlots(*key, inside);
      return Contains(inside, slot);
    });
    if (leftover == Leftover::kAmbiguous || (beside_aggregate && in_key)) {
      return SyntaxError(ErrorDetail::kAmbiguousAggregationExpression, expression->span,
                         "`{}` stands beside an aggregate but is no grouping key; project it as a column of its own",
                         binder.slots.names[slot]);
    }
    return SyntaxError(ErrorDetail::kUndefinedVariable, expression->span,
                       "variable `{}` is not available here; only what WITH or RETURN projects is",
                       binder.slots.names[slot]);
  }
  return {};
}

}  // namespace qiao::query
