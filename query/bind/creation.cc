#include "query/bind/creation.h"

#include "query/bind/expression_binder.h"
#include "query/bind/types.h"
#include "query/plan/make_expression.h"

namespace qiao::query {
namespace {

Error AlreadyBound(const syntax::Name& variable) {
  return SyntaxError(ErrorDetail::kVariableAlreadyBound, variable.span, "variable `{}` is bound already",
                     variable.text);
}

bool AddNames(const syntax::LabelExpression& labels, std::vector<std::string>& names) {
  if (labels.op == syntax::LabelOperator::kName) {
    names.push_back(labels.name);
    return true;
  }
  if (labels.op != syntax::LabelOperator::kAnd) return false;
  for (const syntax::LabelExpression& operand : labels.operands) {
    if (!AddNames(operand, names)) return false;
  }
  return true;
}

}  // namespace

Result<void> CheckCreatedPath(const syntax::PathPattern& path) {
  constexpr const char* kOnlyMatch = "this part of a pattern may only stand in MATCH";
  if (path.selector != syntax::PathSelector::kAll) {
    return SyntaxError(ErrorDetail::kUnexpectedSyntax, path.span, kOnlyMatch);
  }
  for (const syntax::PathElement& element : path.elements) {
    if (const auto* inner = std::get_if<syntax::ParenthesizedPath>(&element)) {
      return SyntaxError(ErrorDetail::kUnexpectedSyntax, inner->span, kOnlyMatch);
    }
    const auto* node = std::get_if<syntax::NodePattern>(&element);
    const auto* edge = std::get_if<syntax::RelationshipPattern>(&element);
    const auto& where = node != nullptr ? node->where : edge->where;
    if (where) return SyntaxError(ErrorDetail::kUnexpectedSyntax, where->span, kOnlyMatch);
  }
  return {};
}

Result<void> CheckCreatedEdge(const syntax::RelationshipPattern& edge, const Scope& scope) {
  if (edge.variable && scope.Has(edge.variable->text)) return AlreadyBound(*edge.variable);
  if (edge.length || edge.quantifier) {
    return SyntaxError(ErrorDetail::kCreatingVarLength, edge.span,
                       "a relationship of variable length can be matched, not created");
  }
  if (!edge.types || edge.types->op != syntax::LabelOperator::kName) {
    return SyntaxError(ErrorDetail::kNoSingleRelationshipType, edge.span,
                       "a relationship that is created needs exactly one type, as in -[:TYPE]->");
  }
  return {};
}

Result<std::optional<Slot>> FindGivenNode(const Binder& binder, const syntax::NodePattern& node, bool alone,
                                          const Scope& scope) {
  if (!node.variable) return std::optional<Slot>();
  const Slot slot = scope.Find(node.variable->text);
  if (slot == kNoSlot) return std::optional<Slot>();
  if (alone || node.labels || node.properties) return AlreadyBound(*node.variable);
  if (!binder.TypeOf(slot).Meets(kNodeType)) {
    return SyntaxError(ErrorDetail::kVariableTypeConflict, node.variable->span,
                       "`{}` can't be a node here, it is {} already", node.variable->text,
                       Describe(binder.TypeOf(slot)));
  }
  return std::optional<Slot>(slot);
}

Result<std::vector<std::string>> CreatedLabels(const syntax::NodePattern& node) {
  std::vector<std::string> names;
  if (node.labels && !AddNames(*node.labels, names)) {
    return SyntaxError(ErrorDetail::kUnexpectedSyntax, node.labels->span,
                       "a node that is created needs plain labels, as in :A:B");
  }
  return names;
}

Result<ExpressionPtr> CreatedProperties(Binder& binder, const syntax::Box<syntax::Expression>& properties,
                                        Scope& scope) {
  if (!properties) return ExpressionPtr();
  return BindExpression(binder, *properties, Place{scope});
}

Result<void> DeclareCreatedPath(Binder& binder, const syntax::PathPattern& path, const std::vector<Slot>& operands,
                                Scope& scope, std::vector<Assigned>& paths) {
  if (!path.variable) return {};
  if (scope.Has(path.variable->text)) return AlreadyBound(*path.variable);
  auto value = MakeOperation(ExpressionKind::kPath, kPathType, path.span);
  for (Slot slot : operands) value->operands.push_back(binder.Use(slot));
  const Slot slot = binder.slots.Add(path.variable->text, kPathType);
  scope.Declare(path.variable->text, slot);
  paths.push_back({slot, std::move(value)});
  return {};
}

}  // namespace qiao::query
