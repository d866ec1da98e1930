// Sort and Eager: steps that read all of their input before they give the first row.
#include <algorithm>
#include <numeric>

#include "query/exec/make.h"
#include "query/exec/merge_sort.h"
#include "query/exec/row_bound.h"
#include "query/exec/row_count.h"
#include "query/exec/row_order.h"

namespace qiao::query {

using base::Result;
using base::Value;

namespace {

// Rows first_ … of a batch that holds them all, in order or in that of `order`.
class Replay {
 public:
  void Start(size_t rows) {
    next_ = 0;
    size_ = rows;
  }
  bool Next(const Batch& store, const std::vector<uint32_t>* order, size_t batch_rows, std::span<const Slot> slots,
            Batch& out) {
    const size_t count = std::min(size_ - next_, batch_rows);
    if (count == 0) return false;
    rows_.resize(count);
    if (order != nullptr) {
      std::copy_n(order->begin() + static_cast<std::ptrdiff_t>(next_), count, rows_.begin());
    } else {
      std::iota(rows_.begin(), rows_.end(), static_cast<uint32_t>(next_));
    }
    out.GatherFrom(store, rows_, slots);
    next_ += count;
    return true;
  }

 private:
  size_t next_ = 0;
  size_t size_ = 0;
  std::vector<uint32_t> rows_;
};

class SortOperator : public UnaryOperator {
 public:
  SortOperator(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<EvaluatorPtr> keys,
               EvaluatorPtr limit, std::vector<Slot> live, std::shared_ptr<RowBound> told)
      : UnaryOperator(env, node, std::move(input)),
        step_(std::get<Sort>(node.step)),
        told_(std::move(told)),
        keys_(std::move(keys)),
        limit_(std::move(limit)),
        live_(std::move(live)),
        memory_(env.memory, "ORDER BY", meter_) {}

  Result<void> Open() override {
    wanted_ = UINT64_MAX;
    if (limit_ != nullptr) {
      auto wanted = CountRowsWanted(*limit_, "LIMIT");
      if (!wanted) return Located(std::move(wanted).error());
      wanted_ = *wanted;
    }
    read_ = false;
    store_.Clear();
    columns_.assign(keys_.size(), {});
    known_keys_.clear();
    for (const Column& column : columns_) known_keys_.push_back(&column);
    bound_.clear();
    if (told_ != nullptr) told_->known = false;
    QIAO_CHECK(memory_.Set(0));
    return input_->Open();
  }

 protected:
  Result<bool> Pull(Batch& out) override {
    if (!read_) QIAO_CHECK(ReadAll());
    QIAO_CHECK(env_.interrupt.Tick(env_.batch_rows));
    return replay_.Next(store_, &order_, env_.batch_rows, live_, out);
  }

 private:
  Result<void> ReadAll() {
    read_ = true;
    const uint64_t prune_at = wanted_ > kNeverPrune
                                  ? UINT64_MAX
                                  : std::max<uint64_t>(wanted_ * 2, told_ != nullptr ? kBoundFrom : kPruneFrom);
    while (true) {
      QIAO_TRY(const bool more, input_->Next(batch_));
      if (!more) break;
      QIAO_CHECK(env_.interrupt.Tick(batch_.rows()));
      new_keys_.clear();
      for (const EvaluatorPtr& key : keys_) {
        QIAO_TRY(const Column* column, key->Evaluate(RowSet(batch_)));
        new_keys_.push_back(column);
      }
      const size_t taken = TakeBatch();
      if (store_.rows() >= UINT32_MAX) return TooMany();
      auto fits = memory_.Add(taken * (batch_.HeapSize() / batch_.rows() + sizeof(uint32_t)));
      if (!fits) return Located(std::move(fits).error());
      if (store_.rows() >= prune_at) QIAO_CHECK(Prune());
    }
    return SortRows();
  }

  // Adds the rows of the batch, or those that come before the last one wanted so far; says how many.
  size_t TakeBatch() {
    if (bound_.empty()) {
      for (size_t k = 0; k < columns_.size(); ++k) columns_[k].AppendAll(*new_keys_[k]);
      store_.AppendAll(batch_, live_);
      return batch_.rows();
    }
    selected_.clear();
    for (uint32_t row = 0; row < batch_.rows(); ++row) {
      if (IsBefore(step_.keys, new_keys_, row, bound_keys_, 0)) selected_.push_back(row);
    }
    for (size_t k = 0; k < columns_.size(); ++k) columns_[k].AppendRows(*new_keys_[k], selected_);
    store_.AppendRows(batch_, selected_, live_);
    return selected_.size();
  }

  base::Error TooMany() const {
    return Located(base::MakeError(base::ErrorCode::kLimit, "more than {} rows to sort", UINT32_MAX));
  }

  Result<void> SortRows() {
    order_.resize(store_.rows());
    std::iota(order_.begin(), order_.end(), 0);
    QIAO_CHECK(MergeSort(
        order_, [&](uint32_t a, uint32_t b) { return IsBefore(step_.keys, known_keys_, a, known_keys_, b); },
        env_.interrupt));
    CutAtLimit();
    replay_.Start(order_.size());
    return {};
  }

  // Drops what lies beyond the rows wanted, also inside a row that counts many times.
  void CutAtLimit() {
    uint64_t left = wanted_;
    for (size_t i = 0; i < order_.size(); ++i) {
      if (left == 0) {
        order_.resize(i);
        break;
      }
      const uint64_t times = store_.Times(order_[i]);
      if (times > left) store_.times()[order_[i]] = left;
      left -= std::min(times, left);
    }
    enough_ = left == 0 && !order_.empty();
  }

  // Keeps the first rows wanted so far.
  Result<void> Prune() {
    QIAO_CHECK(SortRows());
    if (enough_) SetBound(order_.back());
    // In their old order, which decides between equal rows.
    std::ranges::sort(order_);
    store_.Keep(order_);
    size_t bytes = store_.HeapSize();
    for (Column& column : columns_) {
      Column kept;
      kept.Gather(column, order_);
      column = std::move(kept);
      bytes += column.HeapSize();
    }
    return memory_.Set(bytes);
  }

  // From now on only rows before this one are wanted.
  void SetBound(uint32_t row) {
    bound_.assign(columns_.size(), {});
    bound_keys_.clear();
    for (size_t k = 0; k < columns_.size(); ++k) {
      bound_[k].AppendRow(columns_[k], row);
      bound_keys_.push_back(&bound_[k]);
    }
    if (told_ == nullptr) return;
    told_->known = true;
    told_->value = bound_[0].At(0);
  }

  static constexpr uint64_t kNeverPrune = 1 << 24;
  static constexpr uint64_t kPruneFrom = 4096;
  static constexpr uint64_t kBoundFrom = 512;  // where a bound spares the scan work

  const Sort& step_;
  std::shared_ptr<RowBound> told_;
  std::vector<EvaluatorPtr> keys_;
  EvaluatorPtr limit_;
  std::vector<Slot> live_;
  MemoryUse memory_;
  uint64_t wanted_ = UINT64_MAX;
  bool read_ = false;
  Batch batch_;
  Batch store_;                            // all rows
  std::vector<Column> columns_;            // their keys
  std::vector<const Column*> known_keys_;  // to columns_
  std::vector<const Column*> new_keys_;    // of the batch
  bool enough_ = false;                    // as many rows as wanted were there when last sorted
  std::vector<Column> bound_;              // the keys of the last row wanted; empty: not known yet
  std::vector<const Column*> bound_keys_;  // to bound_
  std::vector<uint32_t> selected_;
  std::vector<uint32_t> order_;
  Replay replay_;
};

class EagerOperator : public UnaryOperator {
 public:
  EagerOperator(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<Slot> live)
      : UnaryOperator(env, node, std::move(input)), live_(std::move(live)), memory_(env.memory, "Eager", meter_) {}

  Result<void> Open() override {
    read_ = false;
    store_.Clear();
    QIAO_CHECK(memory_.Set(0));
    return input_->Open();
  }

 protected:
  Result<bool> Pull(Batch& out) override {
    if (!read_) {
      read_ = true;
      while (true) {
        QIAO_TRY(const bool more, input_->Next(batch_));
        if (!more) break;
        store_.AppendAll(batch_, live_);
        auto fits = memory_.Add(batch_.HeapSize());
        if (!fits) return Located(std::move(fits).error());
        if (store_.rows() >= UINT32_MAX) {
          return Located(base::MakeError(base::ErrorCode::kLimit, "more than {} rows to keep", UINT32_MAX));
        }
      }
      replay_.Start(store_.rows());
    }
    return replay_.Next(store_, nullptr, env_.batch_rows, live_, out);
  }

 private:
  std::vector<Slot> live_;
  MemoryUse memory_;
  bool read_ = false;
  Batch batch_;
  Batch store_;
  Replay replay_;
};

}  // namespace

MadeOperator MakeBoundedSort(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<Slot> live,
                             std::shared_ptr<RowBound> bound) {
  const auto& step = std::get<Sort>(node.step);
  std::vector<EvaluatorPtr> keys;
  for (const SortKey& key : step.keys) {
    QIAO_TRY(EvaluatorPtr evaluator, MakeEvaluator(*key.expression, env));
    keys.push_back(std::move(evaluator));
  }
  EvaluatorPtr limit;
  if (step.limit != nullptr) {
    QIAO_TRY(limit, MakeEvaluator(*step.limit, env));
  }
  return OperatorPtr(std::make_unique<SortOperator>(env, node, std::move(input), std::move(keys), std::move(limit),
                                                    std::move(live), std::move(bound)));
}

OperatorPtr MakeEager(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<Slot> live) {
  return std::make_unique<EagerOperator>(env, node, std::move(input), std::move(live));
}

}  // namespace qiao::query
