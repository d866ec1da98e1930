#include "query/bind/expression_binder.h"
#include "query/bind/types.h"
#include "query/plan/make_expression.h"

namespace qiao::query {

bool IsCheap(const Expression& expression) {
  return expression.kind == ExpressionKind::kSlot || expression.kind == ExpressionKind::kLiteral ||
         expression.kind == ExpressionKind::kParameter ||
         (expression.kind == ExpressionKind::kProperty && IsCheap(*expression.operands[0]));
}

ExpressionPtr NameValue(Binder& binder, ExpressionPtr value, std::vector<NamedValue>& named) {
  const Type type = value->type;
  const base::TextSpan span = value->span;
  const Slot slot = binder.slots.AddHidden("value", type);
  named.push_back({slot, std::move(value)});
  return MakeSlot(slot, type, span);
}

// [slot IN [value] | body][0], the innermost for the last value.
ExpressionPtr InNamed(ExpressionPtr body, std::vector<NamedValue> named) {
  for (auto one = named.rbegin(); one != named.rend(); ++one) {
    const Type type = body->type;
    const base::TextSpan span = body->span;
    const Type listed = Type::ListOf(one->value->type);
    ExpressionPtr list = MakeOperation(ExpressionKind::kList, listed, span, std::move(one->value));
    ExpressionPtr bound = MakeOperation(ExpressionKind::kListComprehension, Type::ListOf(type), span, std::move(list),
                                        ExpressionPtr(), std::move(body));
    bound->slot = one->slot;
    body =
        MakeOperation(ExpressionKind::kIndex, type, span, std::move(bound), MakeLiteral(base::Value::Integer(0), span));
  }
  return body;
}

}  // namespace qiao::query
