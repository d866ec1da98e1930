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

// The parts of a conjunction; false when it is more than that.
bool AddParts(const syntax::LabelExpression& labels, std::vector<const syntax::LabelExpression*>& parts) {
  if (labels.op == syntax::LabelOperator::kName || (labels.op == syntax::LabelOperator::kDynamic && !labels.any)) {
    parts.push_back(&labels);
    return true;
  }
  if (labels.op != syntax::LabelOperator::kAnd) return false;
  for (const syntax::LabelExpression& operand : labels.operands) {
    if (!AddParts(operand, parts)) return false;
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
  const bool one = edge.types && (edge.types->op == syntax::LabelOperator::kName ||
                                  (edge.types->op == syntax::LabelOperator::kDynamic && !edge.types->any));
  if (!one) {
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

Result<ExpressionPtr> BindName(Binder& binder, const syntax::Expression& name, Scope& scope) {
  QIAO_TRY(ExpressionPtr bound, BindExpression(binder, name, Place{scope}));
  QIAO_CHECK(CheckType(*bound, Type::OneOf({base::Kind::kString, base::Kind::kList})));
  return bound;
}

Result<void> BindCreatedLabels(Binder& binder, const syntax::NodePattern& node, Scope& scope, NodeCreation& made) {
  if (!node.labels) return {};
  std::vector<const syntax::LabelExpression*> parts;
  if (!AddParts(*node.labels, parts)) {
    return SyntaxError(ErrorDetail::kUnexpectedSyntax, node.labels->span,
                       "a node that is created needs plain labels, as in :A:B");
  }
  for (const syntax::LabelExpression* part : parts) {
    if (part->op == syntax::LabelOperator::kName) {
      made.labels.push_back(part->name);
      continue;
    }
    QIAO_TRY(ExpressionPtr name, BindName(binder, *part->value, scope));
    if (made.more_labels == nullptr) {
      made.more_labels = MakeOperation(ExpressionKind::kList, Type::Of(base::Kind::kList), node.labels->span);
    }
    made.more_labels->operands.push_back(std::move(name));
  }
  return {};
}

Result<void> BindCreatedType(Binder& binder, const syntax::RelationshipPattern& edge, Scope& scope,
                             EdgeCreation& made) {
  if (edge.types->op == syntax::LabelOperator::kName) {
    made.type = edge.types->name;
    return {};
  }
  QIAO_TRY(made.named_type, BindName(binder, *edge.types->value, scope));
  return {};
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
