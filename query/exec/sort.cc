// Sort and Eager: steps that read all of their input before they give the first row.
#include <algorithm>

#include "query/exec/group_firsts.h"
#include "query/exec/make.h"
#include "query/exec/row_bound.h"
#include "query/exec/row_count.h"
#include "query/exec/row_sorter.h"
#include "query/exec/spill/row_spool.h"

namespace qiao::query {

using base::Result;
using base::Value;

namespace {

class SortOperator : public UnaryOperator {
 public:
  SortOperator(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<EvaluatorPtr> keys,
               EvaluatorPtr limit, EvaluatorPtr skip, std::vector<Slot> live, std::shared_ptr<RowBound> told,
               std::unique_ptr<GroupFirsts> firsts, bool any_order)
      : UnaryOperator(env, node, std::move(input)),
        told_(std::move(told)),
        firsts_(std::move(firsts)),
        keys_(std::move(keys)),
        limit_(std::move(limit)),
        skip_(std::move(skip)),
        any_order_(any_order),
        slots_(std::move(live)),
        memory_(env.memory, "ORDER BY", meter_),
        sorter_(env, memory_, order_, slots_) {
    // A key that is no column of the rows already becomes one more.
    for (const SortKey& key : std::get<Sort>(node.step).keys) {
      const bool is_column = key.expression->kind == ExpressionKind::kSlot;
      const Slot slot = is_column ? key.expression->slot : env.next_slot++;
      order_.keys.push_back({slot, key.descending});
      computed_.push_back(!is_column);
      slots_.push_back(slot);
    }
    std::ranges::sort(slots_);
    slots_.erase(std::unique(slots_.begin(), slots_.end()), slots_.end());
  }

  Result<void> Open() override {
    RowSorter::Wish wish{.prune_from = told_ != nullptr ? kBoundFrom : kPruneFrom, .any_order = any_order_};
    if (limit_ != nullptr) {
      auto count = CountRowsWanted(*limit_, "LIMIT");
      if (!count) return Located(std::move(count).error());
      wish.rows = *count;
    }
    if (skip_ != nullptr) {
      auto count = CountRowsWanted(*skip_, "SKIP");
      if (!count) return Located(std::move(count).error());
      wish.skipped = *count;
    }
    read_ = false;
    if (told_ != nullptr) told_->known = false;
    if (firsts_ != nullptr) firsts_->Clear();
    QIAO_CHECK(sorter_.Clear(wish));
    return input_->Open();
  }

 protected:
  Result<bool> Pull(Batch& out) override {
    if (!read_) QIAO_CHECK(ReadAll());
    auto more = sorter_.Next(out);
    if (!more) return Located(std::move(more).error());
    return more;
  }

 private:
  Result<void> ReadAll() {
    read_ = true;
    Batch batch;
    while (true) {
      QIAO_TRY(const bool more, input_->Next(batch));
      if (!more) break;
      for (size_t k = 0; k < keys_.size(); ++k) {
        if (!computed_[k]) continue;
        QIAO_TRY(const Column* column, keys_[k]->Evaluate(RowSet(batch)));
        Column key = *column;
        batch.Put(order_.keys[k].slot) = std::move(key);
      }
      if (firsts_ != nullptr) QIAO_CHECK(firsts_->Keep(order_.keys[0].slot, batch));
      if (batch.rows() == 0) continue;
      auto added = sorter_.Add(batch);
      if (!added) return Located(std::move(added).error());
      TellBound();
    }
    auto finished = sorter_.Finish();
    if (!finished) return Located(std::move(finished).error());
    return {};
  }

  void TellBound() {
    if (told_ == nullptr || sorter_.bound().rows() == 0) return;
    told_->known = true;
    told_->value = sorter_.bound().Get(order_.keys[0].slot).At(0);
  }

  static constexpr uint64_t kPruneFrom = 4096;
  static constexpr uint64_t kBoundFrom = 512;  // where a bound spares the scan work

  std::shared_ptr<RowBound> told_;
  std::unique_ptr<GroupFirsts> firsts_;  // nullptr: all rows are wanted
  std::vector<EvaluatorPtr> keys_;
  std::vector<bool> computed_;
  EvaluatorPtr limit_;  // nullptr: all rows
  EvaluatorPtr skip_;   // nullptr: somebody may look at all of them
  bool any_order_;
  std::vector<Slot> slots_;
  SortOrder order_;
  MemoryUse memory_;
  RowSorter sorter_;
  bool read_ = false;
};

class EagerOperator : public UnaryOperator {
 public:
  EagerOperator(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<Slot> live)
      : UnaryOperator(env, node, std::move(input)),
        memory_(env.memory, "Eager", meter_),
        rows_(env, memory_, std::move(live)) {}

  Result<void> Open() override {
    read_ = false;
    rows_.Clear();
    QIAO_CHECK(memory_.Set(0));
    return input_->Open();
  }

 protected:
  Result<bool> Pull(Batch& out) override {
    if (!read_) QIAO_CHECK(ReadAll());
    auto more = rows_.Next(out);
    if (!more) return Located(std::move(more).error());
    return more;
  }

 private:
  Result<void> ReadAll() {
    read_ = true;
    Batch batch;
    while (true) {
      QIAO_TRY(const bool more, input_->Next(batch));
      if (!more) break;
      auto added = rows_.Add(batch);
      if (!added) return Located(std::move(added).error());
    }
    return rows_.Rewind();
  }

  MemoryUse memory_;
  RowSpool rows_;
  bool read_ = false;
};

}  // namespace

MadeOperator MakeSort(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<Slot> live,
                      SortWishes wishes) {
  const auto& step = std::get<Sort>(node.step);
  std::vector<EvaluatorPtr> keys;
  for (const SortKey& key : step.keys) {
    QIAO_TRY(EvaluatorPtr evaluator, MakeEvaluator(*key.expression, env));
    keys.push_back(std::move(evaluator));
  }
  EvaluatorPtr limit, skip;
  if (step.limit != nullptr) {
    QIAO_TRY(limit, MakeEvaluator(*step.limit, env));
  }
  if (wishes.skip != nullptr) {
    QIAO_TRY(skip, MakeEvaluator(*wishes.skip->count, env));
  }
  std::unique_ptr<GroupFirsts> firsts;
  if (wishes.firsts != nullptr) {
    QIAO_TRY(firsts, GroupFirsts::Make(*wishes.firsts, env));
  }
  return OperatorPtr(std::make_unique<SortOperator>(env, node, std::move(input), std::move(keys), std::move(limit),
                                                    std::move(skip), std::move(live), std::move(wishes.bound),
                                                    std::move(firsts), wishes.any_order));
}

OperatorPtr MakeEager(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<Slot> live) {
  return std::make_unique<EagerOperator>(env, node, std::move(input), std::move(live));
}

}  // namespace qiao::query
