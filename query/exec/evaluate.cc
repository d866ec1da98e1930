#include "query/exec/evaluate.h"

#include "query/exec/evaluate_kinds.h"
#include "query/functions/function.h"

namespace qiao::query {

using base::Result;

Result<EvaluatorPtr> MakeEvaluator(const Expression& expression, Environment& env) {
  switch (expression.kind) {
    case ExpressionKind::kLiteral:
    case ExpressionKind::kParameter:
    case ExpressionKind::kSlot:
      return MakeLeafEvaluator(expression, env);
    case ExpressionKind::kProperty:
      if (IsDaysBetween(expression)) return MakeDaysBetweenEvaluator(expression, env);
      return MakePropertyEvaluator(expression, env);
    case ExpressionKind::kHasLabels:
      return MakeHasLabelsEvaluator(expression, env);
    case ExpressionKind::kAnd:
    case ExpressionKind::kOr:
    case ExpressionKind::kXor:
    case ExpressionKind::kNot:
    case ExpressionKind::kIsNull:
    case ExpressionKind::kIsNotNull:
      return MakeLogicEvaluator(expression, env);
    case ExpressionKind::kCase:
      return MakeCaseEvaluator(expression, env);
    case ExpressionKind::kEqual:
    case ExpressionKind::kNotEqual:
    case ExpressionKind::kLess:
    case ExpressionKind::kLessEqual:
    case ExpressionKind::kGreater:
    case ExpressionKind::kGreaterEqual:
      return MakeComparisonEvaluator(expression, env);
    case ExpressionKind::kAdd:
    case ExpressionKind::kSubtract:
    case ExpressionKind::kMultiply:
    case ExpressionKind::kDivide:
    case ExpressionKind::kModulo:
      return MakeArithmeticEvaluator(expression, env);
    case ExpressionKind::kStartsWith:
    case ExpressionKind::kEndsWith:
    case ExpressionKind::kContains:
      return MakeTextTestEvaluator(expression, env);
    case ExpressionKind::kRegex:
      return MakeRegexEvaluator(expression, env);
    case ExpressionKind::kFunction:
      if (expression.function->name == "coalesce") return MakeCoalesceEvaluator(expression, env);
      return IsOfSplit(expression) ? MakeSplitEvaluator(expression, env) : MakeRowEvaluator(expression, env);
    case ExpressionKind::kIndex:
      return IsOfSplit(expression) ? MakeSplitEvaluator(expression, env) : MakeRowEvaluator(expression, env);
    case ExpressionKind::kSlice:
    case ExpressionKind::kPower:
    case ExpressionKind::kConcat:
    case ExpressionKind::kNegate:
    case ExpressionKind::kPlus:
    case ExpressionKind::kIn:
    case ExpressionKind::kIsTyped:
    case ExpressionKind::kList:
    case ExpressionKind::kMap:
    case ExpressionKind::kMapProjection:
    case ExpressionKind::kPath:
      return MakeRowEvaluator(expression, env);
    case ExpressionKind::kListComprehension:
    case ExpressionKind::kAll:
    case ExpressionKind::kAny:
    case ExpressionKind::kNone:
    case ExpressionKind::kSingle:
      return MakeElementEvaluator(expression, env);
    case ExpressionKind::kReduce:
      return MakeReduceEvaluator(expression, env);
    case ExpressionKind::kExists:
    case ExpressionKind::kCount:
    case ExpressionKind::kCollect:
      return MakeSubqueryEvaluator(expression, env);
  }
  return base::MakeError(base::ErrorCode::kInternal, "an expression of an unknown kind");
}

Result<std::vector<EvaluatorPtr>> MakeEvaluators(const std::vector<ExpressionPtr>& expressions, Environment& env) {
  std::vector<EvaluatorPtr> evaluators;
  for (const ExpressionPtr& expression : expressions) {
    if (expression == nullptr) {
      evaluators.push_back(nullptr);
      continue;
    }
    QIAO_TRY(EvaluatorPtr evaluator, MakeEvaluator(*expression, env));
    evaluators.push_back(std::move(evaluator));
  }
  return evaluators;
}

Result<base::Value> EvaluateOnce(Evaluator& evaluator) {
  Batch one;
  one.SetRows(1);
  QIAO_TRY(const Column* column, evaluator.Evaluate(RowSet(one)));
  return column->At(0);
}

}  // namespace qiao::query
