// Makers of evaluators by kind of expression, for MakeEvaluator only.
#pragma once

#include "query/exec/evaluate.h"

namespace qiao::query {

base::Result<EvaluatorPtr> MakeLeafEvaluator(const Expression& expression, Environment& env);
base::Result<EvaluatorPtr> MakeLogicEvaluator(const Expression& expression, Environment& env);
base::Result<EvaluatorPtr> MakeCaseEvaluator(const Expression& expression, Environment& env);
base::Result<EvaluatorPtr> MakeCoalesceEvaluator(const Expression& expression, Environment& env);
base::Result<EvaluatorPtr> MakePropertyEvaluator(const Expression& expression, Environment& env);
// Whether MakeDaysBetweenEvaluator() may be asked to compute it.
bool IsDaysBetween(const Expression& expression);
base::Result<EvaluatorPtr> MakeDaysBetweenEvaluator(const Expression& expression, Environment& env);
base::Result<EvaluatorPtr> MakeHasLabelsEvaluator(const Expression& expression, Environment& env);
base::Result<EvaluatorPtr> MakeComparisonEvaluator(const Expression& expression, Environment& env);
base::Result<EvaluatorPtr> MakeArithmeticEvaluator(const Expression& expression, Environment& env);
base::Result<EvaluatorPtr> MakeTextTestEvaluator(const Expression& expression, Environment& env);
base::Result<EvaluatorPtr> MakeRegexEvaluator(const Expression& expression, Environment& env);
// Whether MakeSplitEvaluator() may be asked to compute it.
bool IsOfSplit(const Expression& expression);
base::Result<EvaluatorPtr> MakeSplitEvaluator(const Expression& expression, Environment& env);
base::Result<EvaluatorPtr> MakeRowEvaluator(const Expression& expression, Environment& env);
base::Result<EvaluatorPtr> MakeElementEvaluator(const Expression& expression, Environment& env);
base::Result<EvaluatorPtr> MakeReduceEvaluator(const Expression& expression, Environment& env);
base::Result<EvaluatorPtr> MakeSubqueryEvaluator(const Expression& expression, Environment& env);

}  // namespace qiao::query
