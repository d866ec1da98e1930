// Skip and Limit. A row that counts many times is split where the count ends inside it.
#include "query/exec/make.h"
#include "query/exec/row_count.h"
#include "query/plan/plan_slots.h"

namespace qiao::query {

using base::ErrorCode;
using base::ErrorDetail;
using base::Result;
using base::Value;

Result<uint64_t> CountRowsWanted(Evaluator& evaluator, std::string_view clause) {
  QIAO_TRY(const Value value, EvaluateOnce(evaluator));
  if (!value.is(base::Kind::kInteger)) {
    return base::MakeError(ErrorCode::kSyntax, "{} takes an integer, not {}", clause, base::Name(value.kind()))
        .With(ErrorDetail::kInvalidArgumentType);
  }
  if (value.integer() < 0) {
    return base::MakeError(ErrorCode::kSyntax, "{} takes no negative number, got {}", clause, value.integer())
        .With(ErrorDetail::kNegativeIntegerArgument);
  }
  return static_cast<uint64_t>(value.integer());
}

namespace {

class SkipOperator : public UnaryOperator {
 public:
  SkipOperator(Environment& env, const PlanNode& node, OperatorPtr input, EvaluatorPtr count)
      : UnaryOperator(env, node, std::move(input)), count_(std::move(count)) {}

  Result<void> Open() override {
    auto count = CountRowsWanted(*count_, "SKIP");
    if (!count) return Located(std::move(count).error());
    left_ = *count;
    return input_->Open();
  }

 protected:
  Result<bool> Pull(Batch& out) override {
    while (true) {
      QIAO_TRY(const bool more, input_->Next(out));
      if (!more) return false;
      if (left_ == 0) return true;
      size_t row = 0;
      for (; row < out.rows() && out.Times(row) <= left_; ++row) left_ -= out.Times(row);
      if (row == out.rows()) continue;
      if (left_ > 0) out.times()[row] -= left_;
      left_ = 0;
      rows_.clear();
      for (; row < out.rows(); ++row) rows_.push_back(static_cast<uint32_t>(row));
      out.Keep(rows_);
      return true;
    }
  }

 private:
  EvaluatorPtr count_;
  uint64_t left_ = 0;
  std::vector<uint32_t> rows_;
};

class LimitOperator : public UnaryOperator {
 public:
  LimitOperator(Environment& env, const PlanNode& node, OperatorPtr input, EvaluatorPtr count)
      : UnaryOperator(env, node, std::move(input)), count_(std::move(count)), to_the_end_(Writes(*node.inputs[0])) {}

  Result<void> Open() override {
    auto count = CountRowsWanted(*count_, "LIMIT");
    if (!count) return Located(std::move(count).error());
    left_ = *count;
    at_end_ = false;
    return input_->Open();
  }

 protected:
  Result<bool> Pull(Batch& out) override {
    if (at_end_) return false;
    if (left_ == 0) {
      at_end_ = true;
      return Finish(out);
    }
    QIAO_TRY(const bool more, input_->Next(out));
    at_end_ = !more;
    if (!more) return false;
    size_t row = 0;
    for (; row < out.rows() && out.Times(row) <= left_; ++row) left_ -= out.Times(row);
    if (row == out.rows()) return true;
    if (left_ > 0) {
      out.times()[row] = left_;
      ++row;
    }
    left_ = 0;
    out.Truncate(row);
    return true;
  }

 private:
  // What writes below does so for all of its rows, however few of them are wanted.
  Result<bool> Finish(Batch& out) {
    bool more = to_the_end_;
    while (more) {
      QIAO_TRY(more, input_->Next(out));
    }
    out.Clear();
    return false;
  }

  EvaluatorPtr count_;
  bool to_the_end_;
  uint64_t left_ = 0;
  bool at_end_ = false;
};

}  // namespace

MadeOperator MakeSkip(Environment& env, const PlanNode& node, OperatorPtr input) {
  QIAO_TRY(EvaluatorPtr count, MakeEvaluator(*std::get<Skip>(node.step).count, env));
  return OperatorPtr(std::make_unique<SkipOperator>(env, node, std::move(input), std::move(count)));
}

MadeOperator MakeLimit(Environment& env, const PlanNode& node, OperatorPtr input) {
  QIAO_TRY(EvaluatorPtr count, MakeEvaluator(*std::get<Limit>(node.step).count, env));
  return OperatorPtr(std::make_unique<LimitOperator>(env, node, std::move(input), std::move(count)));
}

}  // namespace qiao::query
