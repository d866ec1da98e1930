// Merge and Foreach: what they write for one row, the next row sees.
#include <algorithm>

#include "query/exec/creation.h"
#include "query/exec/make.h"
#include "query/exec/setting.h"

namespace qiao::query {

using base::Result;
using base::Value;

namespace {

class MergeOperator : public UnaryOperator {
 public:
  MergeOperator(Environment& env, const PlanNode& node, OperatorPtr input, std::unique_ptr<Subplan> found,
                ApplySlots slots, std::unique_ptr<Creator> creator, std::unique_ptr<Setter> on_create,
                std::unique_ptr<Setter> on_match)
      : UnaryOperator(env, node, std::move(input)),
        found_(std::move(found)),
        slots_(std::move(slots)),
        creator_(std::move(creator)),
        on_create_(std::move(on_create)),
        on_match_(std::move(on_match)),
        memory_(env.memory, "MERGE", meter_) {
    std::ranges::merge(slots_.left, slots_.right, std::back_inserter(all_slots_));
  }

  Result<void> Open() override {
    input_batch_.Clear();
    row_ = 0;
    at_end_ = false;
    return input_->Open();
  }

 protected:
  Result<bool> Pull(Batch& out) override {
    while (out.rows() < env_.batch_rows && !at_end_) {
      if (row_ == input_batch_.rows()) {
        QIAO_TRY(const bool more, input_->Next(input_batch_));
        at_end_ = !more;
        if (at_end_) break;
        row_ = 0;
      }
      auto done = MergeRow(static_cast<uint32_t>(row_++), out);
      if (!done) return Located(std::move(done).error());
    }
    return out.rows() > 0;
  }

 private:
  Result<void> MergeRow(uint32_t row, Batch& out) {
    one_.GatherFrom(input_batch_, std::span(&row, 1), input_batch_.filled());
    one_.times().clear();
    QIAO_CHECK(creator_->RefuseNulls(one_, 0));
    // All matches are read before ON MATCH changes what is matched.
    matches_.Clear();
    QIAO_CHECK(memory_.Set(0));
    QIAO_CHECK(found_->Start(RowSet(one_)));
    while (true) {
      QIAO_TRY(const bool more, found_->Next(match_batch_));
      if (!more) break;
      matches_.AppendAll(match_batch_, slots_.right);
      QIAO_CHECK(memory_.Add(match_batch_.HeapSize()));
    }
    if (matches_.rows() == 0) {
      QIAO_CHECK(creator_->Run(one_));
      QIAO_CHECK(on_create_->Run(one_));
      out.AppendAll(one_, all_slots_);
      return {};
    }
    // Each match counts on its own: ON MATCH runs for each.
    match_rows_.clear();
    for (uint32_t i = 0; i < matches_.rows(); ++i) {
      QIAO_CHECK(env_.interrupt.Tick(matches_.Times(i)));
      QIAO_TRY(const uint64_t bytes, MultiplyTimes(matches_.Times(i), (all_slots_.size() + 1) * sizeof(Value)));
      QIAO_CHECK(memory_.Add(std::min<uint64_t>(bytes, SIZE_MAX / 8)));
      match_rows_.insert(match_rows_.end(), matches_.Times(i), i);
    }
    const std::vector<uint32_t> origins(match_rows_.size(), 0);
    joined_.GatherFrom(one_, origins, slots_.left);
    for (Slot slot : slots_.right) {
      if (matches_.Has(slot)) joined_.Put(slot).Gather(matches_.Get(slot), match_rows_);
    }
    QIAO_CHECK(on_match_->Run(joined_));
    out.AppendAll(joined_, all_slots_);
    return {};
  }

  std::unique_ptr<Subplan> found_;
  ApplySlots slots_;
  std::vector<Slot> all_slots_;
  std::unique_ptr<Creator> creator_;
  std::unique_ptr<Setter> on_create_;
  std::unique_ptr<Setter> on_match_;
  MemoryUse memory_;
  Batch input_batch_;
  size_t row_ = 0;
  bool at_end_ = false;
  Batch one_;  // the row at hand
  Batch match_batch_;
  Batch matches_;
  std::vector<uint32_t> match_rows_;
  Batch joined_;
};

class ForeachOperator : public UnaryOperator {
 public:
  ForeachOperator(Environment& env, const PlanNode& node, OperatorPtr input, EvaluatorPtr list,
                  std::unique_ptr<Subplan> updates)
      : UnaryOperator(env, node, std::move(input)),
        step_(std::get<Foreach>(node.step)),
        list_(std::move(list)),
        updates_(std::move(updates)) {}

 protected:
  Result<bool> Pull(Batch& out) override {
    QIAO_TRY(const bool more, input_->Next(out));
    if (!more) return false;
    for (uint32_t row = 0; row < out.rows(); ++row) {
      // The list of a row may depend on what the rows before it wrote.
      QIAO_TRY(const Column* lists, list_->Evaluate(RowSet(out, std::span(&row, 1))));
      const Value list = lists->At(0);
      if (list.is_null()) continue;
      if (!list.is(base::Kind::kList)) {
        return Located(base::MakeError(base::ErrorCode::kType, "expected a list, got {}", base::Name(list.kind()))
                           .With(base::ErrorDetail::kInvalidArgumentType));
      }
      QIAO_CHECK(RunElements(out, row, list.list()));
    }
    return true;
  }

 private:
  Result<void> RunElements(const Batch& batch, uint32_t row, const base::List& elements) {
    for (size_t begin = 0; begin < elements.size(); begin += kElementsAtOnce) {
      const size_t end = std::min(begin + kElementsAtOnce, elements.size());
      const std::vector<uint32_t> origins(end - begin, row);
      elements_.GatherFrom(batch, origins, batch.filled());
      elements_.times().clear();
      Column& column = elements_.Put(step_.slot);
      for (size_t i = begin; i < end; ++i) column.Append(elements[i]);
      QIAO_CHECK(updates_->Start(RowSet(elements_)));
      bool more = true;
      while (more) {
        QIAO_TRY(more, updates_->Next(result_));
      }
    }
    return {};
  }

  static constexpr size_t kElementsAtOnce = 1024;

  const Foreach& step_;
  EvaluatorPtr list_;
  std::unique_ptr<Subplan> updates_;
  Batch elements_;
  Batch result_;
};

}  // namespace

MadeOperator MakeMerge(Environment& env, const PlanNode& node, OperatorPtr input, std::unique_ptr<Subplan> found,
                       ApplySlots slots) {
  const auto& step = std::get<Merge>(node.step);
  QIAO_TRY(auto creator, Creator::Make(step.create, env));
  QIAO_TRY(auto on_create, Setter::Make(step.on_create, env));
  QIAO_TRY(auto on_match, Setter::Make(step.on_match, env));
  return OperatorPtr(std::make_unique<MergeOperator>(env, node, std::move(input), std::move(found), std::move(slots),
                                                     std::move(creator), std::move(on_create), std::move(on_match)));
}

MadeOperator MakeForeach(Environment& env, const PlanNode& node, OperatorPtr input, std::unique_ptr<Subplan> updates) {
  QIAO_TRY(EvaluatorPtr list, MakeEvaluator(*std::get<Foreach>(node.step).list, env));
  return OperatorPtr(
      std::make_unique<ForeachOperator>(env, node, std::move(input), std::move(list), std::move(updates)));
}

}  // namespace qiao::query
