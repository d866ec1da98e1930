// Apply: for each row of the left side, the right side run for it.
#include "query/exec/known_ends.h"
#include "query/exec/make.h"
#include "query/exec/subplan.h"

namespace qiao::query {

using base::Result;
using base::Value;

namespace {

class ApplyOperator : public UnaryOperator {
 public:
  ApplyOperator(Environment& env, const PlanNode& node, OperatorPtr left, std::unique_ptr<Subplan> right,
                std::unique_ptr<KnownEnds> ends, ApplySlots slots)
      : UnaryOperator(env, node, std::move(left)),
        kind_(std::get<Apply>(node.step).kind),
        right_(std::move(right)),
        ends_(std::move(ends)),
        slots_(std::move(slots)) {}

  Result<void> Open() override {
    running_ = false;
    return input_->Open();
  }

 protected:
  Result<bool> Pull(Batch& out) override {
    while (true) {
      if (!running_) {
        QIAO_TRY(const bool more, input_->Next(left_batch_));
        if (!more) return false;
        QIAO_CHECK(StartRight());
        running_ = true;
        answered_ = 0;
      }
      QIAO_CHECK(Continue(out));
      if (out.rows() > 0) return true;
    }
  }

 private:
  Result<void> StartRight() {
    found_.assign(left_batch_.rows(), 0);
    if (ends_ == nullptr) return right_->Start(RowSet(left_batch_));
    QIAO_CHECK(ends_->Tell(left_batch_, found_, tried_));
    return right_->Start(RowSet(left_batch_, tried_));
  }

  Result<void> Continue(Batch& out) {
    switch (kind_) {
      case ApplyKind::kInner:
      case ApplyKind::kOptional:
        return Join(out);
      case ApplyKind::kSemi:
      case ApplyKind::kAnti:
        return Test(out);
      case ApplyKind::kUnit:
        break;
    }
    return RunAll(out);
  }

  Result<void> RunAll(Batch& out) {
    bool more = true;
    while (more) {
      QIAO_TRY(more, right_->Next(right_batch_));
    }
    running_ = false;
    out.Swap(left_batch_);
    return {};
  }

  Result<void> Test(Batch& out) {
    while (true) {
      QIAO_TRY(const bool more, right_->Next(right_batch_));
      if (!more) break;
      for (size_t i = 0; i < right_batch_.rows(); ++i) {
        const size_t position = right_->PositionOf(right_batch_, i);
        found_[ends_ == nullptr ? position : tried_[position]] = 1;
      }
      right_->LeaveRow();
    }
    running_ = false;
    const uint8_t wanted = kind_ == ApplyKind::kSemi ? 1 : 0;
    lefts_.clear();
    for (uint32_t i = 0; i < found_.size(); ++i) {
      if (found_[i] == wanted) lefts_.push_back(i);
    }
    out.GatherFrom(left_batch_, lefts_, slots_.left);
    return {};
  }

  // The next rows of the right side, each with its row of the left one; kOptional puts in the left rows between them
  // that have none.
  Result<void> Join(Batch& out) {
    QIAO_TRY(const bool more, right_->Next(right_batch_));
    running_ = more;
    const size_t right_rows = more ? right_batch_.rows() : 0;
    lefts_.clear();
    rights_.clear();
    for (size_t i = 0; i < right_rows; ++i) {
      const size_t position = right_->PositionOf(right_batch_, i);
      AddUnanswered(position, right_rows);
      lefts_.push_back(static_cast<uint32_t>(position));
      rights_.push_back(static_cast<uint32_t>(i));
      answered_ = position + 1;
    }
    if (!more) AddUnanswered(left_batch_.rows(), right_rows);
    if (lefts_.empty()) return {};
    out.GatherFrom(left_batch_, lefts_, slots_.left);
    if (!more) {
      for (Slot slot : slots_.right) out.Put(slot).Fill(Value::Null(), lefts_.size());
      return {};
    }
    GatherRight(right_rows, out);
    if (!right_batch_.counted()) return {};
    if (!out.counted()) out.times().assign(lefts_.size(), 1);
    for (size_t i = 0; i < rights_.size(); ++i) {
      if (rights_[i] == right_rows) continue;
      QIAO_TRY(out.times()[i], MultiplyTimes(out.times()[i], right_batch_.Times(rights_[i])));
    }
    return {};
  }

  // Left rows before `position` for which nothing came stand with the row of nulls behind the right batch's rows.
  void AddUnanswered(size_t position, size_t null_row) {
    if (kind_ != ApplyKind::kOptional) return;
    for (; answered_ < position; ++answered_) {
      lefts_.push_back(static_cast<uint32_t>(answered_));
      rights_.push_back(static_cast<uint32_t>(null_row));
    }
  }

  void GatherRight(size_t right_rows, Batch& out) {
    const bool as_it_is = rights_.size() == right_rows;
    for (Slot slot : slots_.right) {
      Column& column = out.Put(slot);
      if (!right_batch_.Has(slot)) {
        column.Fill(Value::Null(), lefts_.size());
      } else if (as_it_is) {
        std::swap(column, right_batch_.Get(slot));
      } else {
        Column& source = right_batch_.Get(slot);
        source.AppendNull();
        column.Gather(source, rights_);
      }
    }
  }

  ApplyKind kind_;
  std::unique_ptr<Subplan> right_;
  std::unique_ptr<KnownEnds> ends_;  // of a test; nullptr: each row is tried
  ApplySlots slots_;
  bool running_ = false;
  Batch left_batch_;
  Batch right_batch_;
  size_t answered_ = 0;  // left rows before it are settled
  std::vector<uint32_t> lefts_;
  std::vector<uint32_t> rights_;
  std::vector<uint8_t> found_;   // by left row of a test
  std::vector<uint32_t> tried_;  // left rows that are
};

}  // namespace

OperatorPtr MakeApply(Environment& env, const PlanNode& node, OperatorPtr left, std::unique_ptr<Subplan> right,
                      std::unique_ptr<KnownEnds> ends, ApplySlots slots) {
  return std::make_unique<ApplyOperator>(env, node, std::move(left), std::move(right), std::move(ends),
                                         std::move(slots));
}

}  // namespace qiao::query
