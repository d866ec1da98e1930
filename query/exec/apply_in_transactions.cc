// CALL { … } IN TRANSACTIONS: the right side for each row, committed after every so many rows.
#include "query/exec/deletion.h"
#include "query/exec/evaluate.h"
#include "query/exec/make.h"

namespace qiao::query {

using base::ErrorCode;
using base::Result;
using base::Value;

namespace {

using OnError = ApplyInTransactions::OnError;

class ApplyInTransactionsOperator : public UnaryOperator {
 public:
  ApplyInTransactionsOperator(Environment& env, const PlanNode& node, OperatorPtr left, std::unique_ptr<Subplan> right,
                              ApplySlots slots, EvaluatorPtr rows)
      : UnaryOperator(env, node, std::move(left)),
        step_(std::get<ApplyInTransactions>(node.step)),
        right_(std::move(right)),
        slots_(std::move(slots)),
        rows_(std::move(rows)),
        memory_(env.memory, "CALL … IN TRANSACTIONS", meter_) {}

  Result<void> Open() override {
    if (env_.commit == nullptr || (step_.on_error != OnError::kFail && env_.rollback == nullptr)) {
      return Located(
          base::MakeError(ErrorCode::kSemantic, "CALL … IN TRANSACTIONS is not possible inside an open transaction"));
    }
    rows_wanted_ = kDefaultRows;
    if (rows_ != nullptr) {
      QIAO_TRY(const Value rows, EvaluateOnce(*rows_));
      if (!rows.is(base::Kind::kInteger) || rows.integer() < 1) {
        return Located(base::MakeError(ErrorCode::kArgument, "OF … ROWS takes an integer of 1 or more"));
      }
      rows_wanted_ = static_cast<uint64_t>(rows.integer());
    }
    input_batch_.Clear();
    row_ = 0;
    at_end_ = false;
    broken_ = false;
    committed_ = env_.counters;
    return input_->Open();
  }

 protected:
  // One transaction a call.
  Result<bool> Pull(Batch& out) override {
    while (out.rows() == 0 && !at_end_) {
      QIAO_CHECK(ReadPiece());
      if (piece_.rows() == 0) break;
      std::string failure;
      if (!broken_) {
        auto done = RunPiece(out);
        if (done) done = Commit();
        if (!done) {
          if (step_.on_error == OnError::kFail || !Recoverable(done.error())) return Located(std::move(done).error());
          QIAO_CHECK(Rollback());
          failure = done.error().Text();
          broken_ = step_.on_error == OnError::kBreak;
          Nullify(out);
        }
        AddStatus(true, failure, out);
        continue;
      }
      Nullify(out);
      AddStatus(false, failure, out);
    }
    return out.rows() > 0;
  }

 private:
  // The next input rows that share a transaction.
  Result<void> ReadPiece() {
    piece_.Clear();
    QIAO_CHECK(memory_.Set(0));
    while (piece_.rows() < rows_wanted_) {
      if (row_ == input_batch_.rows()) {
        QIAO_TRY(const bool more, input_->Next(input_batch_));
        if (!more) {
          at_end_ = true;
          return {};
        }
        row_ = 0;
      }
      std::vector<uint32_t> rows;
      while (row_ < input_batch_.rows() && piece_.rows() + rows.size() < rows_wanted_) {
        rows.push_back(static_cast<uint32_t>(row_++));
      }
      piece_.AppendRows(input_batch_, rows, input_batch_.filled());
      auto fits = memory_.Add(rows.size() * (input_batch_.HeapSize() / input_batch_.rows()));
      if (!fits) return Located(std::move(fits).error());
    }
    return {};
  }

  Result<void> RunPiece(Batch& out) {
    QIAO_CHECK(right_->Start(RowSet(piece_)));
    while (true) {
      QIAO_TRY(const bool more, right_->Next(right_batch_));
      if (!more) break;
      if (step_.unit) continue;
      std::vector<uint32_t> lefts;
      for (size_t i = 0; i < right_batch_.rows(); ++i) {
        lefts.push_back(static_cast<uint32_t>(right_->PositionOf(right_batch_, i)));
      }
      joined_.GatherFrom(piece_, lefts, slots_.left);
      for (Slot slot : slots_.right) {
        if (right_batch_.Has(slot)) std::swap(joined_.Put(slot), right_batch_.Get(slot));
      }
      joined_.times() = right_batch_.times();
      out.AppendAll(joined_, joined_.filled());
      QIAO_CHECK(memory_.Add(joined_.HeapSize()));
    }
    if (step_.unit) out.AppendAll(piece_, slots_.left);
    return {};
  }

  // What the statement's end would check is checked before each commit.
  Result<void> Commit() {
    QIAO_CHECK(CheckConnections(env_));
    env_.deleted_nodes.clear();
    QIAO_CHECK(env_.commit());
    committed_ = env_.counters;
    ++env_.epoch;
    ++env_.transactions;
    return {};
  }

  Result<void> Rollback() {
    QIAO_CHECK(env_.rollback());
    env_.deleted_nodes.clear();
    env_.counters = committed_;
    ++env_.epoch;
    ++env_.transactions;
    return {};
  }

  // Cancelling and running out of time or memory end the whole query.
  static bool Recoverable(const base::Error& error) {
    return error.code != ErrorCode::kCancelled && error.code != ErrorCode::kLimit && error.code != ErrorCode::kInternal;
  }

  // The piece's rows, with nulls for what the subquery would have given.
  void Nullify(Batch& out) {
    out.Clear();
    out.AppendAll(piece_, slots_.left);
    for (Slot slot : slots_.right) out.Put(slot).Fill(Value::Null(), out.rows());
  }

  void AddStatus(bool started, const std::string& failure, Batch& out) {
    if (step_.status == kNoSlot) return;
    base::Map status;
    status.emplace_back("started", Value::Boolean(started));
    status.emplace_back("committed", Value::Boolean(started && failure.empty()));
    status.emplace_back("errorMessage", failure.empty() ? Value::Null() : Value::String(failure));
    out.Put(step_.status).Fill(Value::Of(std::move(status)), out.rows());
  }

  static constexpr uint64_t kDefaultRows = 1000;

  const ApplyInTransactions& step_;
  std::unique_ptr<Subplan> right_;
  ApplySlots slots_;
  EvaluatorPtr rows_;
  MemoryUse memory_;
  uint64_t rows_wanted_ = kDefaultRows;
  Batch input_batch_;
  size_t row_ = 0;
  bool at_end_ = false;
  bool broken_ = false;  // after ON ERROR BREAK
  Counters committed_;   // what had changed at the last commit
  Batch piece_;
  Batch right_batch_;
  Batch joined_;
};

}  // namespace

MadeOperator MakeApplyInTransactions(Environment& env, const PlanNode& node, OperatorPtr left,
                                     std::unique_ptr<Subplan> right, ApplySlots slots) {
  EvaluatorPtr rows;
  if (const auto& expression = std::get<ApplyInTransactions>(node.step).rows) {
    QIAO_TRY(rows, MakeEvaluator(*expression, env));
  }
  return OperatorPtr(std::make_unique<ApplyInTransactionsOperator>(env, node, std::move(left), std::move(right),
                                                                   std::move(slots), std::move(rows)));
}

}  // namespace qiao::query
