#include "query/planner/path_conditions.h"

#include <algorithm>

#include "query/functions/function.h"
#include "query/plan/make_expression.h"

namespace qiao::query {
namespace {

constexpr Type kBoolean = Type::Of(base::Kind::kBoolean);

void ReplaceSlot(Expression& expression, Slot old_slot, Slot new_slot) {
  if (expression.kind == ExpressionKind::kSlot && expression.slot == old_slot) expression.slot = new_slot;
  for (ExpressionPtr& operand : expression.operands) {
    if (operand) ReplaceSlot(*operand, old_slot, new_slot);
  }
}

// What the quantifier asks of an element, asked of the slot instead.
ExpressionPtr AskedOf(const Expression& quantifier, Slot slot) {
  ExpressionPtr test = Clone(*quantifier.operands[1]);
  ReplaceSlot(*test, quantifier.slot, slot);
  if (quantifier.kind == ExpressionKind::kAll) return test;
  return MakeOperation(ExpressionKind::kNot, kBoolean, quantifier.span, std::move(test));
}

// Parts of paths that are not whole are asked too, so an error must not be possible.
bool NeverFails(const Expression& test) {
  switch (test.kind) {
    case ExpressionKind::kLiteral:
    case ExpressionKind::kParameter:
    case ExpressionKind::kSlot:
    case ExpressionKind::kHasLabels:
    case ExpressionKind::kNot:
    case ExpressionKind::kAnd:
    case ExpressionKind::kOr:
    case ExpressionKind::kEqual:
    case ExpressionKind::kNotEqual:
    case ExpressionKind::kLess:
    case ExpressionKind::kLessEqual:
    case ExpressionKind::kGreater:
    case ExpressionKind::kGreaterEqual:
    case ExpressionKind::kStartsWith:
    case ExpressionKind::kEndsWith:
    case ExpressionKind::kContains:
    case ExpressionKind::kIsNull:
    case ExpressionKind::kIsNotNull:
      break;
    case ExpressionKind::kProperty: {
      const Expression& object = *test.operands[0];
      if (object.kind != ExpressionKind::kSlot) return false;
      return object.type.Is(base::Kind::kNode) || object.type.Is(base::Kind::kRelationship);
    }
    case ExpressionKind::kFunction:
      // Of constants: if it fails, it does for any part.
      return test.function->repeatable && std::ranges::all_of(test.operands, [](const ExpressionPtr& operand) {
               return operand && operand->kind == ExpressionKind::kLiteral;
             });
    default:
      return false;
  }
  return std::ranges::all_of(test.operands,
                             [](const ExpressionPtr& operand) { return operand && NeverFails(*operand); });
}

class PathConditions {
 public:
  PathConditions(Planner& planner, bound::Pattern& pattern) : planner_(planner), pattern_(pattern) {}

  // False, and nothing done, where it isn't such a condition.
  bool TakeApart(const Expression& condition) {
    if (condition.kind != ExpressionKind::kAll && condition.kind != ExpressionKind::kNone) return false;
    if (condition.operands[1] == nullptr || !NeverFails(*condition.operands[1]) || ReadsThePattern(condition))
      return false;
    const Expression& list = *condition.operands[0];
    if (list.kind == ExpressionKind::kSlot) {
      bound::Edge* edge = EdgeOf(list.slot);
      if (edge == nullptr || !edge->length) return false;
      AddStepCondition(planner_, *edge, condition, false);
      return true;
    }
    if (list.kind != ExpressionKind::kFunction || list.operands.size() != 1) return false;
    const Expression* path = PathOf(*list.operands[0]);
    if (path == nullptr) return false;
    if (list.function->name == "relationships") return AskEdges(*path, condition);
    return list.function->name == "nodes" && AskNodes(*path, condition);
  }

  std::vector<ExpressionPtr> Conditions() { return std::move(conditions_); }

 private:
  // Steps are taken when the rest of the pattern may not be there yet.
  bool ReadsThePattern(const Expression& condition) const {
    std::vector<Slot> read;
    CollectSlots(*condition.operands[1], read);
    const auto is_read = [&](Slot slot) { return std::ranges::find(read, slot) != read.end(); };
    return std::ranges::any_of(pattern_.nodes, is_read, &bound::Node::slot) ||
           std::ranges::any_of(pattern_.edges, is_read, &bound::Edge::edge) ||
           std::ranges::any_of(pattern_.computed, is_read, &Assigned::slot) || !pattern_.repeated.empty() ||
           !pattern_.selected.empty();
  }

  bound::Edge* EdgeOf(Slot slot) {
    const auto found = std::ranges::find(pattern_.edges, slot, &bound::Edge::edge);
    return found == pattern_.edges.end() || found->given ? nullptr : &*found;
  }

  // A path all of whose parts are found by this pattern.
  const Expression* PathOf(const Expression& slot) {
    if (slot.kind != ExpressionKind::kSlot) return nullptr;
    const auto found = std::ranges::find(pattern_.computed, slot.slot, &Assigned::slot);
    if (found == pattern_.computed.end() || found->expression->kind != ExpressionKind::kPath) return nullptr;
    const auto& parts = found->expression->operands;
    for (size_t i = 1; i < parts.size(); i += 2) {
      if (EdgeOf(parts[i]->slot) == nullptr) return nullptr;
    }
    return found->expression.get();
  }

  bool AskEdges(const Expression& path, const Expression& condition) {
    for (size_t i = 1; i < path.operands.size(); i += 2) {
      bound::Edge& edge = *EdgeOf(path.operands[i]->slot);
      if (edge.length) {
        AddStepCondition(planner_, edge, condition, false);
      } else {
        conditions_.push_back(AskedOf(condition, edge.edge));
      }
    }
    return true;
  }

  bool AskNodes(const Expression& path, const Expression& condition) {
    for (size_t i = 0; i < path.operands.size(); ++i) {
      if (i % 2 == 0) {
        conditions_.push_back(AskedOf(condition, path.operands[i]->slot));
      } else if (bound::Edge& edge = *EdgeOf(path.operands[i]->slot); edge.length) {
        AddStepCondition(planner_, edge, condition, true);
      }
    }
    return true;
  }

  Planner& planner_;
  bound::Pattern& pattern_;
  std::vector<ExpressionPtr> conditions_;
};

}  // namespace

void AddStepCondition(Planner& planner, bound::Edge& edge, const Expression& quantifier, bool of_node) {
  if (edge.step_edge == kNoSlot) {
    edge.step_edge = planner.AddHidden("step", Type::Of(base::Kind::kRelationship));
    edge.step_node = planner.AddHidden("step node", Type::Of(base::Kind::kNode));
  }
  ExpressionPtr test = AskedOf(quantifier, of_node ? edge.step_node : edge.step_edge);
  edge.step_filter = edge.step_filter ? MakeOperation(ExpressionKind::kAnd, kBoolean, quantifier.span,
                                                      std::move(edge.step_filter), std::move(test))
                                      : std::move(test);
}

void TakePathConditionsApart(Planner& planner, bound::Pattern& pattern) {
  PathConditions conditions(planner, pattern);
  std::erase_if(pattern.predicates, [&](const ExpressionPtr& predicate) { return conditions.TakeApart(*predicate); });
  std::ranges::move(conditions.Conditions(), std::back_inserter(pattern.predicates));
}

}  // namespace qiao::query
