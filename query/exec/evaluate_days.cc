// duration.inDays(a, b).days: over two columns of dates it is their difference, and no duration is made.
#include "query/exec/evaluate_kinds.h"
#include "query/functions/function.h"

namespace qiao::query {

using base::Result;

namespace {

class DaysBetweenEvaluator : public Evaluator {
 public:
  DaysBetweenEvaluator(const Expression& expression, EvaluatorPtr from, EvaluatorPtr to, EvaluatorPtr value_by_value)
      : Evaluator(expression), from_(std::move(from)), to_(std::move(to)), value_by_value_(std::move(value_by_value)) {}

  Result<const Column*> Evaluate(const RowSet& rows) override {
    QIAO_TRY(const Column* from, from_->Evaluate(rows));
    QIAO_TRY(const Column* to, to_->Evaluate(rows));
    if (from->form() != Form::kDates || to->form() != Form::kDates) return value_by_value_->Evaluate(rows);
    result_.Clear();
    uint64_t* days = result_.AppendWords(Form::kIntegers, rows.size());
    for (size_t row = 0; row < rows.size(); ++row) days[row] = to->Word(row) - from->Word(row);
    result_.TakeNulls(*from, *to);
    return &result_;
  }

 private:
  EvaluatorPtr from_;
  EvaluatorPtr to_;
  EvaluatorPtr value_by_value_;
};

}  // namespace

bool IsDaysBetween(const Expression& expression) {
  if (expression.kind != ExpressionKind::kProperty || expression.name != "days") return false;
  const Expression& duration = *expression.operands[0];
  return duration.kind == ExpressionKind::kFunction && duration.function->name == "duration.inDays";
}

Result<EvaluatorPtr> MakeDaysBetweenEvaluator(const Expression& expression, Environment& env) {
  const Expression& duration = *expression.operands[0];
  QIAO_TRY(EvaluatorPtr from, MakeEvaluator(*duration.operands[0], env));
  QIAO_TRY(EvaluatorPtr to, MakeEvaluator(*duration.operands[1], env));
  QIAO_TRY(EvaluatorPtr value_by_value, MakePropertyEvaluator(expression, env));
  return EvaluatorPtr(
      std::make_unique<DaysBetweenEvaluator>(expression, std::move(from), std::move(to), std::move(value_by_value)));
}

}  // namespace qiao::query
