// Label expressions: the plain ones stay as they are written, those with $(…) become conditions.
#include <algorithm>

#include "query/bind/expression_binder.h"
#include "query/bind/types.h"
#include "query/functions/dynamic_labels.h"
#include "query/plan/make_expression.h"

namespace qiao::query {

LabelExpression BindLabels(const syntax::LabelExpression& labels) {
  LabelExpression bound;
  bound.name = labels.name;
  switch (labels.op) {
    case syntax::LabelOperator::kName:
      bound.op = LabelExpression::Op::kName;
      break;
    case syntax::LabelOperator::kAny:
      bound.op = LabelExpression::Op::kAny;
      break;
    case syntax::LabelOperator::kNot:
      bound.op = LabelExpression::Op::kNot;
      break;
    case syntax::LabelOperator::kAnd:
      bound.op = LabelExpression::Op::kAnd;
      break;
    case syntax::LabelOperator::kOr:
      bound.op = LabelExpression::Op::kOr;
      break;
    case syntax::LabelOperator::kDynamic:
      break;  // has no names to bind; see BindLabelCondition
  }
  for (const syntax::LabelExpression& operand : labels.operands) bound.operands.push_back(BindLabels(operand));
  return bound;
}

bool IsDynamic(const syntax::LabelExpression& labels) {
  return labels.op == syntax::LabelOperator::kDynamic || std::ranges::any_of(labels.operands, IsDynamic);
}

Result<ExpressionPtr> BindLabelCondition(Binder& binder, const syntax::LabelExpression& labels,
                                         const Expression& subject, Place place) {
  if (!IsDynamic(labels)) {
    auto made = MakeOperation(ExpressionKind::kHasLabels, kBooleanType, labels.span, Clone(subject));
    made->labels = BindLabels(labels);
    return made;
  }
  if (labels.op == syntax::LabelOperator::kDynamic) {
    std::vector<ExpressionPtr> arguments;
    arguments.push_back(Clone(subject));
    QIAO_TRY(ExpressionPtr names, BindExpression(binder, *labels.value, place.As(false).WithoutAggregates()));
    QIAO_CHECK(CheckType(*names, Type::OneOf({base::Kind::kString, base::Kind::kList})));
    arguments.push_back(std::move(names));
    return MakeCall(&HasDynamicLabels(labels.any), kBooleanType, labels.span, std::move(arguments));
  }
  const ExpressionKind kind = labels.op == syntax::LabelOperator::kNot   ? ExpressionKind::kNot
                              : labels.op == syntax::LabelOperator::kAnd ? ExpressionKind::kAnd
                                                                         : ExpressionKind::kOr;
  auto made = MakeOperation(kind, kBooleanType, labels.span);
  for (const syntax::LabelExpression& operand : labels.operands) {
    QIAO_TRY(ExpressionPtr bound, BindLabelCondition(binder, operand, subject, place));
    made->operands.push_back(std::move(bound));
  }
  return made;
}

}  // namespace qiao::query
