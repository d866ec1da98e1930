// EXISTS { … }, COUNT { … }, COLLECT { … } and pattern comprehensions.
#include "query/exec/evaluate_kinds.h"
#include "query/exec/subplan.h"

namespace qiao::query {

using base::ErrorCode;
using base::List;
using base::Result;
using base::Value;

namespace {

class ExistsEvaluator : public Evaluator {
 public:
  ExistsEvaluator(const Expression& expression, std::unique_ptr<Subplan> subplan)
      : Evaluator(expression), subplan_(std::move(subplan)) {}

  Result<const Column*> Evaluate(const RowSet& rows) override {
    result_.Clear(Form::kBooleans);
    uint64_t* exists = result_.AppendWords(Form::kBooleans, rows.size());
    std::fill_n(exists, rows.size(), 0);
    QIAO_CHECK(subplan_->Start(rows));
    while (true) {
      QIAO_TRY(const bool more, subplan_->Next(batch_));
      if (!more) return &result_;
      for (size_t i = 0; i < batch_.rows(); ++i) exists[subplan_->PositionOf(batch_, i)] = 1;
      subplan_->LeaveRow();
    }
  }

 private:
  std::unique_ptr<Subplan> subplan_;
  Batch batch_;
};

class CountEvaluator : public Evaluator {
 public:
  CountEvaluator(const Expression& expression, std::unique_ptr<Subplan> subplan)
      : Evaluator(expression), subplan_(std::move(subplan)) {}

  Result<const Column*> Evaluate(const RowSet& rows) override {
    counts_.assign(rows.size(), 0);
    QIAO_CHECK(subplan_->Start(rows));
    while (true) {
      QIAO_TRY(const bool more, subplan_->Next(batch_));
      if (!more) break;
      for (size_t i = 0; i < batch_.rows(); ++i) {
        uint64_t& count = counts_[subplan_->PositionOf(batch_, i)];
        QIAO_TRY(count, AddTimes(count, batch_.Times(i)));
      }
    }
    result_.Clear(Form::kIntegers);
    for (uint64_t count : counts_) {
      if (count > INT64_MAX) return Located(base::MakeError(ErrorCode::kArithmetic, "the count is beyond 64 bits"));
      result_.AppendWord(Form::kIntegers, count);
    }
    return &result_;
  }

 private:
  std::unique_ptr<Subplan> subplan_;
  Batch batch_;
  std::vector<uint64_t> counts_;
};

class CollectEvaluator : public Evaluator {
 public:
  CollectEvaluator(const Expression& expression, std::unique_ptr<Subplan> subplan, Environment& env)
      : Evaluator(expression), subplan_(std::move(subplan)), env_(env), memory_(env.memory, "COLLECT", nullptr) {}

  Result<const Column*> Evaluate(const RowSet& rows) override {
    lists_.assign(rows.size(), {});
    QIAO_CHECK(memory_.Set(0));
    QIAO_CHECK(subplan_->Start(rows));
    while (true) {
      QIAO_TRY(const bool more, subplan_->Next(batch_));
      if (!more) break;
      QIAO_CHECK(Take());
    }
    result_.Clear(Form::kValues);
    for (List& list : lists_) result_.Append(Value::Of(std::move(list)));
    return &result_;
  }

 private:
  Result<void> Take() {
    const Column& values = batch_.Get(expression_.slot);
    for (size_t i = 0; i < batch_.rows(); ++i) {
      List& list = lists_[subplan_->PositionOf(batch_, i)];
      const Value value = values.At(i);
      for (uint64_t times = batch_.Times(i); times > 0; --times) {
        QIAO_CHECK(memory_.Add(sizeof(Value) + base::HeapSize(value)));
        QIAO_CHECK(env_.interrupt.Tick());
        list.push_back(value);
      }
    }
    return {};
  }

  std::unique_ptr<Subplan> subplan_;
  Environment& env_;
  MemoryUse memory_;
  Batch batch_;
  std::vector<List> lists_;
};

}  // namespace

Result<EvaluatorPtr> MakeSubqueryEvaluator(const Expression& expression, Environment& env) {
  SlotSet needed;
  if (expression.kind == ExpressionKind::kCollect) needed.Add(expression.slot);
  const auto purpose =
      expression.kind == ExpressionKind::kExists ? Subplan::Purpose::kExistence : Subplan::Purpose::kRows;
  QIAO_TRY(auto subplan, Subplan::Make(*expression.subplan, needed, purpose, env));
  if (expression.kind == ExpressionKind::kExists) {
    return EvaluatorPtr(std::make_unique<ExistsEvaluator>(expression, std::move(subplan)));
  }
  if (expression.kind == ExpressionKind::kCount) {
    return EvaluatorPtr(std::make_unique<CountEvaluator>(expression, std::move(subplan)));
  }
  return EvaluatorPtr(std::make_unique<CollectEvaluator>(expression, std::move(subplan), env));
}

}  // namespace qiao::query
