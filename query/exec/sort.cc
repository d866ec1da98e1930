// Sort and Eager: steps that read all of their input before they give the first row.
#include <algorithm>
#include <numeric>

#include "query/exec/make.h"
#include "query/exec/merge_sort.h"
#include "query/exec/row_count.h"

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

std::strong_ordering OrderAt(const Column& column, uint32_t a, uint32_t b) {
  if (column.form() == Form::kIntegers && !column.has_nulls()) {
    return static_cast<int64_t>(column.Word(a)) <=> static_cast<int64_t>(column.Word(b));
  }
  if (column.form() == Form::kValues && !column.constant()) return base::Order(column.values()[a], column.values()[b]);
  return base::Order(column.At(a), column.At(b));
}

class SortOperator : public UnaryOperator {
 public:
  SortOperator(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<EvaluatorPtr> keys,
               EvaluatorPtr limit, std::vector<Slot> live)
      : UnaryOperator(env, node, std::move(input)),
        step_(std::get<Sort>(node.step)),
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
    const uint64_t prune_at = wanted_ > kNeverPrune ? UINT64_MAX : std::max<uint64_t>(wanted_ * 2, kPruneFrom);
    while (true) {
      QIAO_TRY(const bool more, input_->Next(batch_));
      if (!more) break;
      QIAO_CHECK(env_.interrupt.Tick(batch_.rows()));
      for (size_t k = 0; k < keys_.size(); ++k) {
        QIAO_TRY(const Column* column, keys_[k]->Evaluate(RowSet(batch_)));
        columns_[k].AppendAll(*column);
      }
      store_.AppendAll(batch_, live_);
      if (store_.rows() >= UINT32_MAX) return TooMany();
      auto fits = memory_.Add(batch_.HeapSize() + batch_.rows() * sizeof(uint32_t));
      if (!fits) return Located(std::move(fits).error());
      if (store_.rows() >= prune_at) QIAO_CHECK(Prune());
    }
    return SortRows();
  }

  base::Error TooMany() const {
    return Located(base::MakeError(base::ErrorCode::kLimit, "more than {} rows to sort", UINT32_MAX));
  }

  Result<void> SortRows() {
    order_.resize(store_.rows());
    std::iota(order_.begin(), order_.end(), 0);
    QIAO_CHECK(MergeSort(
        order_, [&](uint32_t a, uint32_t b) { return Before(a, b); }, env_.interrupt));
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
        return;
      }
      const uint64_t times = store_.Times(order_[i]);
      if (times > left) store_.times()[order_[i]] = left;
      left -= std::min(times, left);
    }
  }

  // Keeps the first rows wanted so far.
  Result<void> Prune() {
    QIAO_CHECK(SortRows());
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

  bool Before(uint32_t a, uint32_t b) const {
    for (size_t k = 0; k < columns_.size(); ++k) {
      const auto order = OrderAt(columns_[k], a, b);
      if (order != 0) return step_.keys[k].descending ? order > 0 : order < 0;
    }
    return false;
  }

  static constexpr uint64_t kNeverPrune = 1 << 24;
  static constexpr uint64_t kPruneFrom = 4096;

  const Sort& step_;
  std::vector<EvaluatorPtr> keys_;
  EvaluatorPtr limit_;
  std::vector<Slot> live_;
  MemoryUse memory_;
  uint64_t wanted_ = UINT64_MAX;
  bool read_ = false;
  Batch batch_;
  Batch store_;                  // all rows
  std::vector<Column> columns_;  // their keys
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

MadeOperator MakeSort(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<Slot> live) {
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
  return OperatorPtr(
      std::make_unique<SortOperator>(env, node, std::move(input), std::move(keys), std::move(limit), std::move(live)));
}

OperatorPtr MakeEager(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<Slot> live) {
  return std::make_unique<EagerOperator>(env, node, std::move(input), std::move(live));
}

}  // namespace qiao::query
