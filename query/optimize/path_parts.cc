#include <algorithm>
#include <unordered_map>

#include "query/functions/function.h"
#include "query/optimize/optimize.h"
#include "query/plan/make_expression.h"
#include "query/plan/plan_slots.h"

namespace qiao::query {
namespace {

constexpr Type kInteger = Type::Of(base::Kind::kInteger);

// What is computed of each row, as long as that from which it is computed stands in the row too: paths, and lists that
// are others backwards.
using Known = std::unordered_map<Slot, ExpressionPtr>;

bool IsCallOf(const Expression& expression, std::string_view function) {
  return expression.kind == ExpressionKind::kFunction && expression.function->name == function &&
         expression.operands.size() == 1;
}

const Expression* Find(const Known& known, const Expression& slot) {
  const auto found = slot.kind == ExpressionKind::kSlot ? known.find(slot.slot) : known.end();
  return found == known.end() ? nullptr : found->second.get();
}

// A list is as long backwards.
ExpressionPtr SizeOf(const Known& known, const Expression& list) {
  const Expression* other = Find(known, list);
  const Expression& counted = other != nullptr && IsCallOf(*other, "reverse") ? *other->operands[0] : list;
  std::vector<ExpressionPtr> arguments;
  arguments.push_back(Clone(counted));
  return MakeCall(FindFunction("size"), kInteger, list.span, std::move(arguments));
}

ExpressionPtr LengthOf(const Known& known, const Expression& path) {
  int64_t single = 0;
  ExpressionPtr length;
  for (size_t i = 1; i < path.operands.size(); i += 2) {
    const Expression& edge = *path.operands[i];
    if (!edge.type.Is(base::Kind::kList)) {
      ++single;
      continue;
    }
    ExpressionPtr size = SizeOf(known, edge);
    length = length ? MakeOperation(ExpressionKind::kAdd, kInteger, path.span, std::move(length), std::move(size))
                    : std::move(size);
  }
  if (length && single == 0) return length;
  ExpressionPtr count = MakeLiteral(base::Value::Integer(single), path.span);
  if (!length) return count;
  return MakeOperation(ExpressionKind::kAdd, kInteger, path.span, std::move(length), std::move(count));
}

void Rewrite(const Known& known, ExpressionPtr& expression) {
  for (ExpressionPtr& operand : expression->operands) {
    if (operand) Rewrite(known, operand);
  }
  const bool of_length = IsCallOf(*expression, "length"), of_edges = IsCallOf(*expression, "relationships");
  if (!of_length && !of_edges) return;
  const Expression* path = Find(known, *expression->operands[0]);
  if (path == nullptr || path->kind != ExpressionKind::kPath) return;
  if (of_length) {
    expression = LengthOf(known, *path);
  } else if (path->operands.size() == 3 && path->operands[1]->type.Is(base::Kind::kList)) {
    expression = Clone(*path->operands[1]);
  }
}

// Each of its rows is one of its first input's with all that stands there.
bool KeepsRows(const PlanStep& step) {
  return std::holds_alternative<Filter>(step) || std::holds_alternative<Project>(step) ||
         std::holds_alternative<Sort>(step) || std::holds_alternative<Skip>(step) ||
         std::holds_alternative<Limit>(step) || std::holds_alternative<Unwind>(step) ||
         std::holds_alternative<Expand>(step) || std::holds_alternative<ExpandVariable>(step);
}

Known Visit(PlanNode& node) {
  Known known;
  for (size_t i = 0; i < node.inputs.size(); ++i) {
    Known found = Visit(*node.inputs[i]);
    if (i == 0 && node.inputs.size() == 1) known = std::move(found);
  }
  if (!known.empty()) ForEachExpression(node.step, [&](ExpressionPtr& expression) { Rewrite(known, expression); });
  if (!KeepsRows(node.step)) return {};
  if (const auto* project = std::get_if<Project>(&node.step)) {
    for (const Assigned& item : project->items) {
      const Expression& made = *item.expression;
      const bool backwards = IsCallOf(made, "reverse") && made.operands[0]->kind == ExpressionKind::kSlot &&
                             made.operands[0]->type.Is(base::Kind::kList);
      if (backwards || made.kind == ExpressionKind::kPath) known.insert_or_assign(item.slot, Clone(made));
    }
  }
  return known;
}

}  // namespace

void PathParts(Plan& plan) { Visit(*plan.root); }

}  // namespace qiao::query
