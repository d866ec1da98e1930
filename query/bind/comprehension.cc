// Expressions that bind a variable of their own, and CASE.
#include <algorithm>

#include "query/bind/expression_binder.h"
#include "query/bind/types.h"
#include "query/parse/case_subject.h"
#include "query/plan/make_expression.h"

namespace qiao::query {
namespace {

constexpr Type kListType = Type::Of(base::Kind::kList);

// What the elements of a bound list may be.
Type ElementType(const Expression& list) { return list.type.Is(base::Kind::kList) ? list.type.Element() : Type::Any(); }

ExpressionKind KindOf(syntax::QuantifierKind kind) {
  switch (kind) {
    case syntax::QuantifierKind::kAll:
      return ExpressionKind::kAll;
    case syntax::QuantifierKind::kAny:
      return ExpressionKind::kAny;
    case syntax::QuantifierKind::kNone:
      return ExpressionKind::kNone;
    case syntax::QuantifierKind::kSingle:
      return ExpressionKind::kSingle;
  }
  return ExpressionKind::kAll;
}

bool TestsSubject(const syntax::Case& choice) {
  return choice.subject && std::ranges::any_of(choice.branches, [](const syntax::CaseBranch& branch) {
           return std::ranges::any_of(branch.conditions, syntax::TestsCaseSubject);
         });
}

// A condition of a CASE whose subject is `subject`.
Result<ExpressionPtr> BindCaseCondition(Binder& binder, const syntax::Expression& condition, const Expression& subject,
                                        Place place) {
  if (syntax::TestsCaseSubject(condition)) return BindPredicate(binder, condition, place);
  QIAO_TRY(ExpressionPtr value, BindExpression(binder, condition, place));
  return MakeOperation(ExpressionKind::kEqual, kBooleanType, condition.span, Clone(subject), std::move(value));
}

// CASE x WHEN > 3 THEN … WHEN 1 THEN … is CASE WHEN x > 3 THEN … WHEN x = 1 THEN …, with x computed once.
Result<ExpressionPtr> BindConditionsOnSubject(Binder& binder, const syntax::Case& choice, base::TextSpan span,
                                              Place place) {
  std::vector<NamedValue> named;
  QIAO_TRY(ExpressionPtr value, BindExpression(binder, *choice.subject, place));
  const ExpressionPtr subject = NameValue(binder, std::move(value), named);
  const LocalVariable variable(place.scope, std::string(syntax::kCaseSubject), subject->slot);
  auto made = MakeOperation(ExpressionKind::kCase, Type::Null(), span);
  for (const syntax::CaseBranch& branch : choice.branches) {
    for (const syntax::Expression& condition : branch.conditions) {
      QIAO_TRY(ExpressionPtr when, BindCaseCondition(binder, condition, *subject, place));
      QIAO_TRY(ExpressionPtr then, BindExpression(binder, branch.result, place));
      made->type = made->type.Union(then->type);
      made->operands.push_back(std::move(when));
      made->operands.push_back(std::move(then));
    }
  }
  ExpressionPtr otherwise;
  if (choice.otherwise) {
    QIAO_TRY(otherwise, BindExpression(binder, *choice.otherwise, place));
    made->type = made->type.Union(otherwise->type);
  }
  made->operands.push_back(std::move(otherwise));
  return InNamed(std::move(made), std::move(named));
}

}  // namespace

Result<ExpressionPtr> BindCase(Binder& binder, const syntax::Case& choice, base::TextSpan span, Place place) {
  if (TestsSubject(choice)) return BindConditionsOnSubject(binder, choice, span, place);
  auto made = std::make_unique<Expression>(ExpressionKind::kCase, span);
  made->type = Type::Null();
  if (choice.subject) {
    made->has_operand = true;
    QIAO_TRY(ExpressionPtr subject, BindExpression(binder, *choice.subject, place));
    made->operands.push_back(std::move(subject));
  }
  for (const syntax::CaseBranch& branch : choice.branches) {
    for (const syntax::Expression& condition : branch.conditions) {
      ExpressionPtr when;
      if (choice.subject) {
        QIAO_TRY(when, BindExpression(binder, condition, place));
      } else {
        QIAO_TRY(when, BindPredicate(binder, condition, place));
      }
      QIAO_TRY(ExpressionPtr then, BindExpression(binder, branch.result, place));
      made->type = made->type.Union(then->type);
      made->operands.push_back(std::move(when));
      made->operands.push_back(std::move(then));
    }
  }
  ExpressionPtr otherwise;
  if (choice.otherwise) {
    QIAO_TRY(otherwise, BindExpression(binder, *choice.otherwise, place));
    made->type = made->type.Union(otherwise->type);
  }
  made->operands.push_back(std::move(otherwise));
  return made;
}

Result<ExpressionPtr> BindListComprehension(Binder& binder, const syntax::ListComprehension& comprehension,
                                            base::TextSpan span, Place place) {
  QIAO_TRY(ExpressionPtr list, BindExpression(binder, *comprehension.list, place));
  QIAO_CHECK(CheckType(*list, kListType));
  const Type element = ElementType(*list);
  const Slot slot = binder.slots.Add(comprehension.variable.text, element);
  const LocalVariable variable(place.scope, comprehension.variable.text, slot);
  ExpressionPtr where, result;
  if (comprehension.where) {
    QIAO_TRY(where, BindPredicate(binder, *comprehension.where, place.WithoutAggregates()));
  }
  if (comprehension.result) {
    QIAO_TRY(result, BindExpression(binder, *comprehension.result, place.WithoutAggregates()));
  }
  const Type type = Type::ListOf(result ? result->type : element);
  auto made = MakeOperation(ExpressionKind::kListComprehension, type, span, std::move(list), std::move(where),
                            std::move(result));
  made->slot = slot;
  return made;
}

Result<ExpressionPtr> BindQuantifier(Binder& binder, const syntax::Quantifier& quantifier, base::TextSpan span,
                                     Place place) {
  QIAO_TRY(ExpressionPtr list, BindExpression(binder, *quantifier.list, place));
  QIAO_CHECK(CheckType(*list, kListType));
  const Slot slot = binder.slots.Add(quantifier.variable.text, ElementType(*list));
  const LocalVariable variable(place.scope, quantifier.variable.text, slot);
  ExpressionPtr where;
  if (quantifier.where) {
    QIAO_TRY(where, BindPredicate(binder, *quantifier.where, place.WithoutAggregates()));
  } else {
    where = binder.Use(slot, quantifier.variable.span);
    QIAO_CHECK(CheckType(*where, kBooleanType));
  }
  auto made = MakeOperation(KindOf(quantifier.kind), kBooleanType, span, std::move(list), std::move(where));
  made->slot = slot;
  return made;
}

Result<ExpressionPtr> BindReduce(Binder& binder, const syntax::Reduce& reduce, base::TextSpan span, Place place) {
  QIAO_TRY(ExpressionPtr initial, BindExpression(binder, *reduce.initial, place));
  QIAO_TRY(ExpressionPtr list, BindExpression(binder, *reduce.list, place));
  QIAO_CHECK(CheckType(*list, kListType));
  // The accumulator may change its type with each step.
  const Slot accumulator = binder.slots.Add(reduce.accumulator.text, Type::Any());
  const Slot element = binder.slots.Add(reduce.variable.text, ElementType(*list));
  const LocalVariable outer(place.scope, reduce.accumulator.text, accumulator);
  const LocalVariable inner(place.scope, reduce.variable.text, element);
  QIAO_TRY(ExpressionPtr step, BindExpression(binder, *reduce.step, place.WithoutAggregates()));
  auto made =
      MakeOperation(ExpressionKind::kReduce, Type::Any(), span, std::move(initial), std::move(list), std::move(step));
  made->slot = accumulator;
  made->inner_slot = element;
  return made;
}

}  // namespace qiao::query
