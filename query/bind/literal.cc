// Literals and what is built like them: lists, maps, map projections.
#include "query/bind/expression_binder.h"
#include "query/bind/types.h"
#include "query/plan/make_expression.h"

namespace qiao::query {
namespace {

base::Value ValueOf(const syntax::Literal& literal) {
  struct Maker {
    base::Value operator()(std::monostate) const { return base::Value::Null(); }
    base::Value operator()(bool value) const { return base::Value::Boolean(value); }
    base::Value operator()(int64_t value) const { return base::Value::Integer(value); }
    base::Value operator()(double value) const { return base::Value::Float(value); }
    base::Value operator()(const std::string& value) const { return base::Value::String(value); }
  };
  return std::visit(Maker{}, literal.value);
}

void SetLast(base::Map& map, const std::string& key, base::Value value) {
  for (auto& [known, old] : map) {
    if (known == key) {
      old = std::move(value);
      return;
    }
  }
  map.emplace_back(key, std::move(value));
}

// The value of an expression that consists of literals; a list of a million numbers never becomes a million nodes.
std::optional<base::Value> Constant(const syntax::Expression& expression) {
  if (const auto* literal = std::get_if<syntax::Literal>(&expression.content)) return ValueOf(*literal);
  if (const auto* list = std::get_if<syntax::ListLiteral>(&expression.content)) {
    base::List values;
    values.reserve(list->elements.size());
    for (const syntax::Expression& element : list->elements) {
      auto value = Constant(element);
      if (!value) return std::nullopt;
      values.push_back(std::move(*value));
    }
    return base::Value::Of(std::move(values));
  }
  if (const auto* map = std::get_if<syntax::MapLiteral>(&expression.content)) {
    base::Map values;
    for (const syntax::MapEntry& entry : map->entries) {
      auto value = Constant(entry.value);
      if (!value) return std::nullopt;
      SetLast(values, entry.key.text, std::move(*value));
    }
    return base::Value::Of(std::move(values));
  }
  return std::nullopt;
}

Type TypeOf(const base::Value& value) {
  if (value.is_null()) return Type::Null();
  if (!value.is(base::Kind::kList)) return Type::Of(value.kind());
  Type type{Type::Bit(base::Kind::kList), 0};
  for (const base::Value& element : value.list()) type.elements |= TypeOf(element).kinds;
  return type;
}

}  // namespace

Result<ExpressionPtr> BindLiteral(const syntax::Literal& literal, base::TextSpan span) {
  return MakeLiteral(ValueOf(literal), span);
}

Result<ExpressionPtr> BindList(Binder& binder, const syntax::ListLiteral& list, base::TextSpan span, Place place) {
  base::List values;
  values.reserve(list.elements.size());
  for (const syntax::Expression& element : list.elements) {
    auto value = Constant(element);
    if (!value) break;
    values.push_back(std::move(*value));
  }
  if (values.size() == list.elements.size()) {
    ExpressionPtr literal = MakeLiteral(base::Value::Of(std::move(values)), span);
    literal->type = TypeOf(literal->value);
    return literal;
  }
  auto made = std::make_unique<Expression>(ExpressionKind::kList, span);
  made->type = Type{Type::Bit(base::Kind::kList), 0};
  QIAO_TRY(made->operands, BindExpressions(binder, list.elements, place));
  for (const ExpressionPtr& element : made->operands) made->type.elements |= element->type.kinds;
  return made;
}

Result<ExpressionPtr> BindMap(Binder& binder, const syntax::MapLiteral& map, base::TextSpan span, Place place) {
  auto made = std::make_unique<Expression>(ExpressionKind::kMap, span);
  made->type = kMapType;
  for (const syntax::MapEntry& entry : map.entries) {
    QIAO_TRY(ExpressionPtr value, BindExpression(binder, entry.value, place));
    size_t at = 0;
    while (at < made->names.size() && made->names[at] != entry.key.text) ++at;
    if (at < made->names.size()) {
      made->operands[at] = std::move(value);
    } else {
      made->names.push_back(entry.key.text);
      made->operands.push_back(std::move(value));
    }
  }
  return made;
}

Result<ExpressionPtr> BindMapProjection(Binder& binder, const syntax::MapProjection& map, base::TextSpan span,
                                        Place place) {
  const Slot subject = place.scope.Find(map.subject.text);
  if (subject == kNoSlot) return UndefinedVariable(map.subject.text, place.scope, map.subject.span);
  auto made = MakeOperation(ExpressionKind::kMapProjection, kMapType, span, binder.Use(subject, map.subject.span));
  QIAO_CHECK(
      CheckType(*made->operands[0], Type::OneOf({base::Kind::kMap, base::Kind::kNode, base::Kind::kRelationship})));
  for (const syntax::MapProjectionItem& item : map.items) {
    ExpressionPtr value;
    switch (item.kind) {
      case syntax::MapProjectionKind::kAllProperties:
        made->all_properties = true;
        continue;
      case syntax::MapProjectionKind::kProperty:
        value = MakeProperty(binder.Use(subject, map.subject.span), item.name.text, item.name.span);
        break;
      case syntax::MapProjectionKind::kEntry: {
        QIAO_TRY(value, BindExpression(binder, *item.value, place));
        break;
      }
      case syntax::MapProjectionKind::kVariable: {
        const Slot slot = place.scope.Find(item.name.text);
        if (slot == kNoSlot) return UndefinedVariable(item.name.text, place.scope, item.name.span);
        value = binder.Use(slot, item.name.span);
        break;
      }
    }
    made->names.push_back(item.name.text);
    made->operands.push_back(std::move(value));
  }
  return made;
}

Result<std::vector<std::pair<std::string, ExpressionPtr>>> BindPropertyMap(Binder& binder,
                                                                           const syntax::Expression& properties,
                                                                           Place place) {
  const auto* map = std::get_if<syntax::MapLiteral>(&properties.content);
  if (map == nullptr) {
    return SyntaxError(ErrorDetail::kInvalidParameterUse, properties.span,
                       "a parameter can't stand for the properties of a pattern here; write {{key: $parameter.key}}");
  }
  std::vector<std::pair<std::string, ExpressionPtr>> bound;
  for (const syntax::MapEntry& entry : map->entries) {
    QIAO_TRY(ExpressionPtr value, BindExpression(binder, entry.value, place));
    bound.emplace_back(entry.key.text, std::move(value));
  }
  return bound;
}

}  // namespace qiao::query
