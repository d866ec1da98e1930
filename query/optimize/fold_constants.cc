#include <algorithm>

#include "query/functions/function.h"
#include "query/optimize/optimize.h"
#include "query/plan/fixed_call.h"
#include "query/plan/make_expression.h"
#include "query/plan/plan_slots.h"

namespace qiao::query {
namespace {

constexpr size_t kMaxFolded = 1000;  // bytes of a text, elements of a list

bool IsBoolean(const Expression& expression, bool value) {
  return expression.kind == ExpressionKind::kLiteral && expression.value.is(base::Kind::kBoolean) &&
         expression.value.boolean() == value;
}

// Integers only, and only where nothing overflows: the error has to come when the query runs.
std::optional<int64_t> Compute(ExpressionKind kind, int64_t a, int64_t b) {
  int64_t result = 0;
  switch (kind) {
    case ExpressionKind::kAdd:
      return __builtin_add_overflow(a, b, &result) ? std::nullopt : std::optional(result);
    case ExpressionKind::kSubtract:
      return __builtin_sub_overflow(a, b, &result) ? std::nullopt : std::optional(result);
    case ExpressionKind::kMultiply:
      return __builtin_mul_overflow(a, b, &result) ? std::nullopt : std::optional(result);
    default:
      return std::nullopt;
  }
}

void Fold(ExpressionPtr& expression) {
  for (ExpressionPtr& operand : expression->operands) {
    if (operand) Fold(operand);
  }
  const auto& operands = expression->operands;
  const auto is_literal = [](const ExpressionPtr& operand) {
    return operand && operand->kind == ExpressionKind::kLiteral;
  };
  switch (expression->kind) {
    case ExpressionKind::kAdd:
    case ExpressionKind::kSubtract:
    case ExpressionKind::kMultiply: {
      if (!std::ranges::all_of(operands, is_literal)) return;
      if (!operands[0]->value.is(base::Kind::kInteger) || !operands[1]->value.is(base::Kind::kInteger)) return;
      const auto result = Compute(expression->kind, operands[0]->value.integer(), operands[1]->value.integer());
      if (result) expression = MakeLiteral(base::Value::Integer(*result), expression->span);
      return;
    }
    case ExpressionKind::kAnd: {
      // true in a conjunction says nothing; a conjunct of one stays what it is.
      std::erase_if(expression->operands, [](const ExpressionPtr& operand) { return IsBoolean(*operand, true); });
      if (expression->operands.empty()) expression = MakeLiteral(base::Value::Boolean(true), expression->span);
      return;
    }
    case ExpressionKind::kList: {
      if (operands.empty() || !std::ranges::all_of(operands, is_literal)) return;
      base::List values;
      for (const ExpressionPtr& operand : operands) values.push_back(operand->value);
      const Type type = expression->type;
      expression = MakeLiteral(base::Value::Of(std::move(values)), expression->span);
      expression->type = type;
      return;
    }
    case ExpressionKind::kFunction: {
      if (!IsFixedCall(*expression)) return;
      FunctionContext context;
      context.max_list_size = context.max_text_size = kMaxFolded;
      std::vector<base::Value> arguments;
      for (const ExpressionPtr& operand : operands) arguments.push_back(operand->value);
      auto result = Call(*expression->function, context, arguments);
      // An error has to come when the query runs, if the call is reached.
      if (!result || result->is(base::Kind::kList) || result->is(base::Kind::kMap)) return;
      expression = MakeLiteral(*std::move(result), expression->span);
      return;
    }
    default:
      return;
  }
}

void Visit(PlanPtr& node) {
  for (PlanPtr& input : node->inputs) Visit(input);
  ForEachExpression(node->step, [](ExpressionPtr& expression) { Fold(expression); });
  const auto* filter = std::get_if<Filter>(&node->step);
  if (filter == nullptr || !IsBoolean(*filter->predicate, true)) return;
  PlanPtr input = std::move(node->inputs[0]);
  node = std::move(input);
}

}  // namespace

void FoldConstants(Plan& plan) { Visit(plan.root); }

}  // namespace qiao::query
