#include "query/planner/known_value.h"

#include "query/functions/operators.h"
#include "query/plan/comparison.h"
#include "query/plan/fixed_call.h"

namespace qiao::query {

using base::Value;

namespace {

constexpr uint64_t kMostElements = 256;  // of lists and bytes of texts that are made

std::optional<Value> Known(base::Result<Value> value) {
  return value ? std::optional(*std::move(value)) : std::nullopt;
}

std::optional<Value> Combine(ExpressionKind kind, const Value& a, const Value& b) {
  if (IsComparison(kind)) return Compare(kind, a, b);
  switch (kind) {
    case ExpressionKind::kIn:
      return Known(In(a, b));
    case ExpressionKind::kAnd:
      return Known(And(a, b));
    case ExpressionKind::kOr:
      return Known(Or(a, b));
    case ExpressionKind::kXor:
      return Known(Xor(a, b));
    case ExpressionKind::kSubtract:
      return Known(Subtract(a, b));
    case ExpressionKind::kMultiply:
      return Known(Multiply(a, b));
    case ExpressionKind::kDivide:
      return Known(Divide(a, b));
    case ExpressionKind::kModulo:
      return Known(Modulo(a, b));
    default:
      return std::nullopt;
  }
}

}  // namespace

std::optional<Value> KnownValue(const GraphReader& graph, const Expression& expression, const KnownPart& known) {
  if (expression.kind == ExpressionKind::kLiteral) return expression.value;
  if (const Value* value = known ? known(expression) : nullptr) return *value;
  std::vector<Value> operands;
  for (const ExpressionPtr& operand : expression.operands) {
    if (operand == nullptr) return std::nullopt;
    auto value = KnownValue(graph, *operand, known);
    if (!value) return std::nullopt;
    operands.push_back(*std::move(value));
  }
  FunctionContext context;
  context.graph = &graph;
  context.max_list_size = context.max_text_size = kMostElements;
  switch (expression.kind) {
    case ExpressionKind::kNot:
      return Known(Not(operands[0]));
    case ExpressionKind::kIsNull:
      return Value::Boolean(operands[0].is_null());
    case ExpressionKind::kIsNotNull:
      return Value::Boolean(!operands[0].is_null());
    case ExpressionKind::kNegate:
      return Known(Negate(operands[0]));
    case ExpressionKind::kAdd:
      return Known(Add(context, operands[0], operands[1]));
    case ExpressionKind::kList:
      return Value::Of(base::List(std::move(operands)));
    case ExpressionKind::kProperty:
      return Known(Property(context, operands[0], expression.name));
    case ExpressionKind::kFunction:
      if (!expression.function->deterministic && !IsFixedCall(expression)) return std::nullopt;
      if (expression.type.May(base::Kind::kList)) return std::nullopt;
      return Known(Call(*expression.function, context, operands));
    default:
      break;
  }
  if (operands.size() < 2) return std::nullopt;
  auto result = Combine(expression.kind, operands[0], operands[1]);
  for (size_t i = 2; i < operands.size() && result; ++i) result = Combine(expression.kind, *result, operands[i]);
  return result;
}

}  // namespace qiao::query
