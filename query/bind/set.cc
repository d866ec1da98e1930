// SET, REMOVE and DELETE.
#include "query/bind/creation.h"
#include "query/bind/expression_binder.h"
#include "query/bind/types.h"
#include "query/plan/make_expression.h"

namespace qiao::query {
namespace {

constexpr Type kEntity = Type::OneOf({base::Kind::kNode, base::Kind::kRelationship});

Result<ExpressionPtr> BindVariable(Binder& binder, const syntax::Name& variable, Type allowed, Scope& scope) {
  const Slot slot = scope.Find(variable.text);
  if (slot == kNoSlot) return UndefinedVariable(variable.text, scope, variable.span);
  ExpressionPtr bound = binder.Use(slot, variable.span);
  QIAO_CHECK(CheckType(*bound, allowed));
  return bound;
}

Result<SetItem> BindLabelsItem(Binder& binder, const syntax::LabelsOfVariable& item, SetItem::Kind kind, Scope& scope) {
  SetItem bound{kind, nullptr, {}, nullptr, nullptr, {}, nullptr};
  QIAO_TRY(bound.target, BindVariable(binder, item.variable, kNodeType, scope));
  for (const syntax::Name& label : item.labels) bound.labels.push_back(label.text);
  if (item.dynamic.empty()) return bound;
  bound.more_labels = MakeOperation(ExpressionKind::kList, Type::Of(base::Kind::kList), item.variable.span);
  for (const syntax::Expression& label : item.dynamic) {
    QIAO_TRY(ExpressionPtr name, BindName(binder, label, scope));
    bound.more_labels->operands.push_back(std::move(name));
  }
  return bound;
}

// n[key]
Result<SetItem> BindComputed(Binder& binder, const syntax::Subscript& subscript, SetItem::Kind kind, Scope& scope) {
  SetItem bound{kind, nullptr, {}, nullptr, nullptr, {}, nullptr};
  QIAO_TRY(bound.target, BindExpression(binder, *subscript.object, Place{scope}));
  QIAO_CHECK(CheckType(*bound.target, kEntity));
  QIAO_TRY(bound.key, BindExpression(binder, *subscript.index, Place{scope}));
  QIAO_CHECK(CheckType(*bound.key, kStringType));
  return bound;
}

// n.key or n[key] with the entity before it.
Result<SetItem> BindTarget(Binder& binder, const syntax::Expression& target, Scope& scope) {
  if (const auto* property = std::get_if<syntax::Property>(&target.content)) {
    SetItem bound{SetItem::Kind::kProperty, nullptr, property->key.text, nullptr, nullptr, {}, nullptr};
    QIAO_TRY(bound.target, BindExpression(binder, *property->object, Place{scope}));
    QIAO_CHECK(CheckType(*bound.target, kEntity));
    return bound;
  }
  if (const auto* subscript = std::get_if<syntax::Subscript>(&target.content)) {
    return BindComputed(binder, *subscript, SetItem::Kind::kDynamicProperty, scope);
  }
  return SyntaxError(ErrorDetail::kUnexpectedSyntax, target.span, "only a property can be set, as in n.key = value");
}

struct ItemBinder {
  Binder& binder;
  Scope& scope;

  Result<SetItem> operator()(const syntax::SetProperty& item) const {
    QIAO_TRY(SetItem bound, BindTarget(binder, item.target, scope));
    QIAO_TRY(bound.value, BindExpression(binder, item.value, Place{scope}));
    return bound;
  }
  Result<SetItem> operator()(const syntax::SetAllProperties& item) const {
    SetItem bound{
        item.add ? SetItem::Kind::kMerge : SetItem::Kind::kReplace, nullptr, {}, nullptr, nullptr, {}, nullptr};
    QIAO_TRY(bound.target, BindVariable(binder, item.variable, kEntity, scope));
    QIAO_TRY(bound.value, BindExpression(binder, item.value, Place{scope}));
    QIAO_CHECK(CheckType(*bound.value, Type::OneOf({base::Kind::kMap, base::Kind::kNode, base::Kind::kRelationship})));
    return bound;
  }
  Result<SetItem> operator()(const syntax::LabelsOfVariable& item) const {
    return BindLabelsItem(binder, item, SetItem::Kind::kAddLabels, scope);
  }
};

}  // namespace

Result<std::vector<SetItem>> BindSetItems(Binder& binder, const std::vector<syntax::SetItem>& items, Scope& scope) {
  std::vector<SetItem> bound;
  for (const syntax::SetItem& item : items) {
    QIAO_TRY(SetItem one, std::visit(ItemBinder{binder, scope}, item.content));
    bound.push_back(std::move(one));
  }
  return bound;
}

Result<bound::Clause> BindSet(Binder& binder, const syntax::Set& clause, Scope& scope) {
  Set set;
  QIAO_TRY(set.items, BindSetItems(binder, clause.items, scope));
  return bound::Clause{std::move(set), {}};
}

Result<bound::Clause> BindRemove(Binder& binder, const syntax::Remove& clause, Scope& scope) {
  Set set;
  for (const syntax::RemoveItem& item : clause.items) {
    if (const auto* labels = std::get_if<syntax::LabelsOfVariable>(&item.content)) {
      QIAO_TRY(SetItem bound, BindLabelsItem(binder, *labels, SetItem::Kind::kRemoveLabels, scope));
      set.items.push_back(std::move(bound));
      continue;
    }
    if (const auto* computed = std::get_if<syntax::Subscript>(&item.content)) {
      QIAO_TRY(SetItem bound, BindComputed(binder, *computed, SetItem::Kind::kRemoveProperty, scope));
      set.items.push_back(std::move(bound));
      continue;
    }
    const auto& property = std::get<syntax::Property>(item.content);
    SetItem bound{SetItem::Kind::kRemoveProperty, nullptr, property.key.text, nullptr, nullptr, {}, nullptr};
    QIAO_TRY(bound.target, BindExpression(binder, *property.object, Place{scope}));
    QIAO_CHECK(CheckType(*bound.target, kEntity));
    set.items.push_back(std::move(bound));
  }
  return bound::Clause{std::move(set), {}};
}

Result<bound::Clause> BindDelete(Binder& binder, const syntax::Delete& clause, Scope& scope) {
  Delete bound;
  bound.detach = clause.detach;
  for (const syntax::Expression& target : clause.targets) {
    if (std::holds_alternative<syntax::LabelCheck>(target.content)) {
      return SyntaxError(ErrorDetail::kInvalidDelete, target.span,
                         "DELETE deletes nodes and relationships; use REMOVE to take a label away");
    }
    QIAO_TRY(ExpressionPtr entity, BindExpression(binder, target, Place{scope}));
    QIAO_CHECK(CheckType(*entity, Type::OneOf({base::Kind::kNode, base::Kind::kRelationship, base::Kind::kPath})));
    bound.entities.push_back(std::move(entity));
  }
  return bound::Clause{std::move(bound), {}};
}

}  // namespace qiao::query
