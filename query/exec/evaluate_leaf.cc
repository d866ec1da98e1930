// Literals, parameters and slots.
#include "query/exec/evaluate_kinds.h"

namespace qiao::query {

using base::ErrorCode;
using base::Result;
using base::Value;

namespace {

class ConstantEvaluator : public Evaluator {
 public:
  ConstantEvaluator(const Expression& expression, Value value) : Evaluator(expression), value_(std::move(value)) {}

  Result<const Column*> Evaluate(const RowSet& rows) override {
    if (result_.size() != rows.size() || !result_.constant()) result_.Fill(value_, rows.size());
    return &result_;
  }

 private:
  Value value_;
};

class SlotEvaluator : public Evaluator {
 public:
  using Evaluator::Evaluator;

  Result<const Column*> Evaluate(const RowSet& rows) override {
    const Batch& batch = rows.batch();
    if (!batch.Has(expression_.slot)) {
      return Located(base::MakeError(ErrorCode::kInternal, "slot {} is read before it is filled", expression_.slot));
    }
    const Column& column = batch.Get(expression_.slot);
    if (rows.all()) return &column;
    result_.Gather(column, rows.rows());
    return &result_;
  }
};

}  // namespace

Result<EvaluatorPtr> MakeLeafEvaluator(const Expression& expression, Environment& env) {
  if (expression.kind == ExpressionKind::kSlot) return EvaluatorPtr(std::make_unique<SlotEvaluator>(expression));
  if (expression.kind == ExpressionKind::kLiteral) {
    return EvaluatorPtr(std::make_unique<ConstantEvaluator>(expression, expression.value));
  }
  if (env.parameters != nullptr) {
    for (const auto& [name, value] : *env.parameters) {
      if (name == expression.name) return EvaluatorPtr(std::make_unique<ConstantEvaluator>(expression, value));
    }
  }
  return base::MakeError(ErrorCode::kParameterMissing, "the parameter ${} has no value", expression.name)
      .With(base::ErrorDetail::kMissingParameter)
      .AtCompileTime()
      .At(expression.span);
}

}  // namespace qiao::query
