// SHORTEST k, ANY, ALL SHORTEST, shortestPath and allShortestPaths.
#include <algorithm>

#include "query/bind/expression_binder.h"
#include "query/bind/pattern_binder.h"
#include "query/bind/types.h"
#include "query/plan/make_expression.h"

namespace qiao::query {
namespace {

bool SelectsGroups(syntax::PathSelector selector) {
  switch (selector) {
    case syntax::PathSelector::kAllShortest:
    case syntax::PathSelector::kAllShortestPaths:
    case syntax::PathSelector::kShortestGroups:
      return true;
    case syntax::PathSelector::kAll:
    case syntax::PathSelector::kAny:
    case syntax::PathSelector::kAnyShortest:
    case syntax::PathSelector::kShortest:
    case syntax::PathSelector::kShortestPath:
      return false;
  }
  return false;
}

// shortestPath() and allShortestPaths() take two nodes and what lies between them.
Result<void> CheckShape(const syntax::PathPattern& path) {
  if (path.selector != syntax::PathSelector::kShortestPath &&
      path.selector != syntax::PathSelector::kAllShortestPaths) {
    return {};
  }
  if (path.elements.size() == 3 && std::holds_alternative<syntax::RelationshipPattern>(path.elements[1])) return {};
  return SyntaxError(ErrorDetail::kInvalidRelationshipPattern, path.span,
                     "a shortest path goes from one node to another over one relationship, such as "
                     "shortestPath((a)-[:KNOWS*]->(b))");
}

// Nodes and edges of the path are its odd and even operands.
Result<ExpressionPtr> LengthOf(Binder& binder, const std::vector<Slot>& operands, base::TextSpan span) {
  ExpressionPtr length = MakeLiteral(base::Value::Integer(0), span);
  for (size_t i = 1; i < operands.size(); i += 2) {
    ExpressionPtr one = MakeLiteral(base::Value::Integer(1), span);
    if (binder.TypeOf(operands[i]).Is(base::Kind::kList)) {
      std::vector<ExpressionPtr> list;
      list.push_back(binder.Use(operands[i]));
      QIAO_TRY(one, CallByName("size", span, std::move(list)));
    }
    length = MakeOperation(ExpressionKind::kAdd, kIntegerType, span, std::move(length), std::move(one));
  }
  return length;
}

// What is asked of an end alone holds for every path from it, so it is asked before paths are looked for.
void HoistEndConditions(bound::Selected& selected, bound::Pattern& pattern) {
  std::vector<ExpressionPtr> kept;
  for (ExpressionPtr& condition : selected.inner.predicates) {
    std::vector<Slot> read;
    CollectSlots(*condition, read);
    const bool depends = std::ranges::any_of(
        read, [&](Slot slot) { return std::ranges::find(selected.outputs, slot) != selected.outputs.end(); });
    (depends ? kept : pattern.predicates).push_back(std::move(condition));
  }
  selected.inner.predicates = std::move(kept);
}

}  // namespace

Result<PatternBinder::Operands> PatternBinder::AddSelected(const syntax::PathPattern& path, bound::Pattern& pattern) {
  QIAO_CHECK(CheckShape(path));
  // Conditions are bound into the pattern by reference later, so it gets its final place first.
  auto selected = std::make_unique<bound::Selected>();
  selected->span = path.span;
  selected->groups = SelectsGroups(path.selector);
  QIAO_TRY(Operands operands, AddElements(path, selected->inner));
  selected->from = operands.front();
  selected->to = operands.back();
  if (path.count) {
    Scope nothing;
    QIAO_TRY(selected->count, BindExpression(binder_, *path.count, Place{nothing}));
    QIAO_CHECK(CheckType(*selected->count, kIntegerType));
    const base::Value& count = selected->count->value;
    if (selected->count->kind == ExpressionKind::kLiteral && (!count.is(base::Kind::kInteger) || count.integer() < 1)) {
      return SyntaxError(ErrorDetail::kInvalidArgumentType, path.count->span, "the number of paths must be positive");
    }
  } else {
    selected->count = MakeLiteral(base::Value::Integer(1), path.span);
  }

  // The ends belong to the pattern around.
  for (bound::Node& node : selected->inner.nodes) {
    if (node.slot != selected->from && node.slot != selected->to) {
      selected->outputs.push_back(node.slot);
      continue;
    }
    NoteNode(node.slot, node.given, std::move(node.labels), node.span, pattern);
    node.given = true;
    node.labels = {};
  }
  for (const bound::Edge& edge : selected->inner.edges) selected->outputs.push_back(edge.edge);
  for (const bound::Repeated& repeated : selected->inner.repeated) {
    for (auto [inner, list] : repeated.groups) selected->outputs.push_back(list);
  }
  QIAO_CHECK(DeclarePath(path, operands, selected->inner));
  for (const Assigned& computed : selected->inner.computed) selected->outputs.push_back(computed.slot);
  QIAO_TRY(selected->length, LengthOf(binder_, operands, path.span));

  bound::Selected* target = selected.get();
  put_off_.push_back([target, &pattern]() -> Result<void> {
    HoistEndConditions(*target, pattern);
    return {};
  });
  pattern.selected.push_back(std::move(selected));
  return operands;
}

}  // namespace qiao::query
