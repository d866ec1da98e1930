// value IS :: TYPE
#include "query/bind/expression_binder.h"
#include "query/bind/types.h"
#include "query/plan/make_expression.h"

namespace qiao::query {
namespace {

// The kinds that a name alone stands for.
uint32_t KindsNamed(syntax::TypeName name) {
  using base::Kind;
  using syntax::TypeName;
  switch (name) {
    case TypeName::kAny:
      return Type::kAllKinds;
    case TypeName::kNothing:
    case TypeName::kNull:
      return 0;
    case TypeName::kBoolean:
      return Type::Bit(Kind::kBoolean);
    case TypeName::kString:
      return Type::Bit(Kind::kString);
    case TypeName::kInteger:
      return Type::Bit(Kind::kInteger);
    case TypeName::kFloat:
      return Type::Bit(Kind::kFloat);
    case TypeName::kDate:
      return Type::Bit(Kind::kDate);
    case TypeName::kLocalTime:
      return Type::Bit(Kind::kLocalTime);
    case TypeName::kZonedTime:
      return Type::Bit(Kind::kTime);
    case TypeName::kLocalDateTime:
      return Type::Bit(Kind::kLocalDateTime);
    case TypeName::kZonedDateTime:
      return Type::Bit(Kind::kDateTime);
    case TypeName::kDuration:
      return Type::Bit(Kind::kDuration);
    case TypeName::kPoint:
      return Type::Bit(Kind::kPoint);
    case TypeName::kNode:
      return Type::Bit(Kind::kNode);
    case TypeName::kRelationship:
      return Type::Bit(Kind::kRelationship);
    case TypeName::kPath:
      return Type::Bit(Kind::kPath);
    case TypeName::kMap:
      return Type::Bit(Kind::kMap);
    case TypeName::kList:
      return Type::Bit(Kind::kList);
    case TypeName::kPropertyValue:
      return Type::OneOf({Kind::kBoolean, Kind::kString, Kind::kInteger, Kind::kFloat, Kind::kDate, Kind::kLocalTime,
                          Kind::kTime, Kind::kLocalDateTime, Kind::kDateTime, Kind::kDuration, Kind::kPoint})
          .kinds;
  }
  return 0;
}

TypeTest TestFor(const syntax::ValueType& type) {
  TypeTest test;
  test.nullable = !type.not_null && type.name != syntax::TypeName::kNothing;
  if (type.members.empty()) {
    test.kinds = KindsNamed(type.name);
    // What a property may hold: lists of simple values too, without nulls.
    if (type.name == syntax::TypeName::kPropertyValue) test.lists.push_back({test.kinds, false, {}});
    return test;
  }
  if (type.name == syntax::TypeName::kList) {
    test.lists.push_back(TestFor(type.members[0]));
    return test;
  }
  bool nullable = false;
  for (const syntax::ValueType& member : type.members) {
    TypeTest choice = TestFor(member);
    nullable |= choice.nullable;
    test.kinds |= choice.kinds;
    for (TypeTest& list : choice.lists) test.lists.push_back(std::move(list));
  }
  test.nullable &= nullable;
  return test;
}

}  // namespace

Type TypeNamed(const syntax::ValueType& type) {
  using syntax::TypeName;
  if (type.name == TypeName::kList)
    return Type::ListOf(type.members.empty() ? Type::Any() : TypeNamed(type.members[0]));
  Type named = Type::Null();
  named.kinds = KindsNamed(type.name);
  if (type.name == TypeName::kPropertyValue) {
    named.elements = named.kinds;
    named.kinds |= Type::Bit(base::Kind::kList);
  }
  if (type.name != TypeName::kAny) return named;
  if (type.members.empty()) return Type::Any();
  Type choices = Type::Null();
  for (const syntax::ValueType& member : type.members) choices = choices.Union(TypeNamed(member));
  return choices;
}

Result<ExpressionPtr> BindTypeCheck(Binder& binder, const syntax::TypeCheck& check, base::TextSpan span, Place place) {
  QIAO_TRY(ExpressionPtr operand, BindExpression(binder, *check.operand, place));
  auto made = MakeOperation(ExpressionKind::kIsTyped, kBooleanType, span, std::move(operand));
  made->tested = std::make_shared<const TypeTest>(TestFor(check.type));
  if (!check.negated) return made;
  return MakeOperation(ExpressionKind::kNot, kBooleanType, span, std::move(made));
}

}  // namespace qiao::query
