// Aggregate and Distinct: rows by their keys.
#include <algorithm>

#include "query/exec/evaluate.h"
#include "query/exec/key_table.h"
#include "query/exec/make.h"
#include "query/functions/aggregation.h"

namespace qiao::query {

using base::ErrorCode;
using base::Result;
using base::Value;

namespace {

std::vector<const Column*> ColumnsOf(const Batch& batch, const std::vector<Slot>& slots) {
  std::vector<const Column*> columns;
  for (Slot slot : slots) columns.push_back(&batch.Get(slot));
  return columns;
}

// One aggregate function over all groups.
class AggregateItem {
 public:
  AggregateItem(const Aggregate::Item& item, std::vector<EvaluatorPtr> arguments)
      : item_(item),
        arguments_(std::move(arguments)),
        counts_rows_(item.aggregation == nullptr),
        counts_(counts_rows_ || item.aggregation->name == "count"),
        seen_(arguments_.size() + 1) {}

  void Clear() {
    totals_.clear();
    states_.clear();
    sizes_.clear();
    state_bytes_ = 0;
    seen_.Clear();
  }

  // groups[i]: the group of row i; groups are numbered from 0 to group_count - 1.
  Result<void> Take(const Batch& batch, const std::vector<uint32_t>& groups, size_t group_count, bool measure) {
    Resize(group_count);
    if (counts_rows_) return CountRows(batch, groups, nullptr);
    columns_.clear();
    for (const EvaluatorPtr& argument : arguments_) {
      QIAO_TRY(const Column* column, argument->Evaluate(RowSet(batch)));
      columns_.push_back(column);
    }
    if (item_.distinct) QIAO_CHECK(MarkNew(groups));
    if (counts_) return CountRows(batch, groups, columns_[0]);
    for (size_t row = 0; row < groups.size(); ++row) {
      if (item_.distinct && new_[row] == 0) continue;
      values_.clear();
      for (const Column* column : columns_) values_.push_back(column->At(row));
      Aggregator& state = *states_[groups[row]];
      auto done = state.Update(values_, item_.distinct ? 1 : batch.Times(row));
      if (!done) return std::move(done).error().At(item_.arguments[0]->span);
      if (!measure) continue;
      state_bytes_ = state_bytes_ + state.Size() - sizes_[groups[row]];
      sizes_[groups[row]] = state.Size();
    }
    return {};
  }

  Result<Value> Finish(size_t group) {
    if (!counts_) return states_[group]->Finish();
    if (totals_[group] > INT64_MAX) return base::MakeError(ErrorCode::kArithmetic, "the count is beyond 64 bits");
    return Value::Integer(static_cast<int64_t>(totals_[group]));
  }

  void Resize(size_t group_count) {
    if (counts_) {
      totals_.resize(group_count, 0);
      return;
    }
    while (states_.size() < group_count) states_.push_back(item_.aggregation->create());
    sizes_.resize(group_count, 0);
  }

  size_t HeapSize() const {
    return totals_.capacity() * sizeof(uint64_t) + states_.capacity() * (sizeof(void*) + sizeof(size_t)) +
           state_bytes_ + seen_.HeapSize();
  }

  Slot slot() const { return item_.slot; }

 private:
  // new_[row]: the group sees the arguments for the first time.
  Result<void> MarkNew(const std::vector<uint32_t>& groups) {
    group_column_.Clear();
    uint64_t* words = group_column_.AppendWords(Form::kIntegers, groups.size());
    std::ranges::copy(groups, words);
    std::vector<const Column*> key{&group_column_};
    key.insert(key.end(), columns_.begin(), columns_.end());
    size_t known = seen_.size();
    QIAO_CHECK(seen_.Insert(key, groups.size(), numbers_));
    new_.resize(groups.size());
    for (size_t row = 0; row < groups.size(); ++row) {
      new_[row] = numbers_[row] == known ? 1 : 0;
      known += new_[row];
    }
    return {};
  }

  // Counts the rows, or those where the column isn't null.
  Result<void> CountRows(const Batch& batch, const std::vector<uint32_t>& groups, const Column* column) {
    for (size_t row = 0; row < groups.size(); ++row) {
      if (column != nullptr && (column->IsNull(row) || (item_.distinct && new_[row] == 0))) continue;
      uint64_t& total = totals_[groups[row]];
      QIAO_TRY(total, AddTimes(total, item_.distinct ? 1 : batch.Times(row)));
    }
    return {};
  }

  const Aggregate::Item& item_;
  std::vector<EvaluatorPtr> arguments_;
  bool counts_rows_;                                 // count(*)
  bool counts_;                                      // that or count(x)
  std::vector<uint64_t> totals_;                     // of counts, by group
  std::vector<std::unique_ptr<Aggregator>> states_;  // of the others, by group
  std::vector<size_t> sizes_;
  size_t state_bytes_ = 0;
  KeyTable seen_;  // (group, arguments), for DISTINCT
  std::vector<const Column*> columns_;
  std::vector<Value> values_;
  Column group_column_;
  std::vector<uint32_t> numbers_;
  std::vector<uint8_t> new_;
};

class AggregateOperator : public UnaryOperator {
 public:
  AggregateOperator(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<EvaluatorPtr> keys,
                    std::vector<std::unique_ptr<AggregateItem>> items)
      : UnaryOperator(env, node, std::move(input)),
        step_(std::get<Aggregate>(node.step)),
        keys_(std::move(keys)),
        items_(std::move(items)),
        groups_(keys_.size()),
        memory_(env.memory, "aggregation", meter_) {}

  Result<void> Open() override {
    groups_.Clear();
    for (const auto& item : items_) item->Clear();
    QIAO_CHECK(memory_.Set(0));
    read_ = false;
    next_group_ = 0;
    return input_->Open();
  }

 protected:
  Result<bool> Pull(Batch& out) override {
    if (!read_) QIAO_CHECK(ReadAll());
    const size_t count = std::min(group_count() - next_group_, env_.batch_rows);
    if (count == 0) return false;
    QIAO_CHECK(env_.interrupt.Tick(count));
    for (size_t part = 0; part < keys_.size(); ++part) {
      Column& column = out.Put(step_.keys[part].slot);
      for (size_t i = 0; i < count; ++i) column.Append(groups_.At(static_cast<uint32_t>(next_group_ + i), part));
    }
    for (const auto& item : items_) {
      Column& column = out.Put(item->slot());
      for (size_t i = 0; i < count; ++i) {
        auto value = item->Finish(next_group_ + i);
        if (!value) return Located(std::move(value).error());
        column.Append(*std::move(value));
      }
    }
    out.SetRows(count);
    next_group_ += count;
    return true;
  }

 private:
  // Without keys there is one group, whether rows come or not.
  size_t group_count() const { return keys_.empty() ? 1 : groups_.size(); }

  Result<void> ReadAll() {
    read_ = true;
    const bool measure = env_.memory.limit != SIZE_MAX || env_.profile;
    while (true) {
      QIAO_TRY(const bool more, input_->Next(batch_));
      if (!more) break;
      QIAO_CHECK(env_.interrupt.Tick(batch_.rows()));
      columns_.clear();
      for (const EvaluatorPtr& key : keys_) {
        QIAO_TRY(const Column* column, key->Evaluate(RowSet(batch_)));
        columns_.push_back(column);
      }
      if (keys_.empty()) {
        numbers_.assign(batch_.rows(), 0);
      } else {
        QIAO_CHECK(groups_.Insert(columns_, batch_.rows(), numbers_));
      }
      size_t bytes = groups_.HeapSize();
      for (const auto& item : items_) {
        QIAO_CHECK(item->Take(batch_, numbers_, group_count(), measure));
        bytes += item->HeapSize();
      }
      auto fits = memory_.Set(bytes);
      if (!fits) return Located(std::move(fits).error());
    }
    for (const auto& item : items_) item->Resize(group_count());
    return {};
  }

  const Aggregate& step_;
  std::vector<EvaluatorPtr> keys_;
  std::vector<std::unique_ptr<AggregateItem>> items_;
  KeyTable groups_;
  MemoryUse memory_;
  Batch batch_;
  std::vector<const Column*> columns_;
  std::vector<uint32_t> numbers_;
  bool read_ = false;
  size_t next_group_ = 0;
};

class DistinctOperator : public UnaryOperator {
 public:
  DistinctOperator(Environment& env, const PlanNode& node, OperatorPtr input)
      : UnaryOperator(env, node, std::move(input)),
        step_(std::get<Distinct>(node.step)),
        seen_(step_.slots.size()),
        memory_(env.memory, "DISTINCT", meter_) {}

  Result<void> Open() override {
    seen_.Clear();
    QIAO_CHECK(memory_.Set(0));
    return input_->Open();
  }

 protected:
  Result<bool> Pull(Batch& out) override {
    while (true) {
      QIAO_TRY(const bool more, input_->Next(out));
      if (!more) return false;
      QIAO_CHECK(env_.interrupt.Tick(out.rows()));
      size_t known = seen_.size();
      QIAO_CHECK(seen_.Insert(ColumnsOf(out, step_.slots), out.rows(), numbers_));
      auto fits = memory_.Set(seen_.HeapSize());
      if (!fits) return Located(std::move(fits).error());
      rows_.clear();
      for (uint32_t row = 0; row < out.rows(); ++row) {
        if (numbers_[row] != known) continue;
        rows_.push_back(row);
        ++known;
      }
      if (rows_.empty()) continue;
      if (rows_.size() < out.rows()) out.Keep(rows_);
      out.times().clear();
      return true;
    }
  }

 private:
  const Distinct& step_;
  KeyTable seen_;
  MemoryUse memory_;
  std::vector<uint32_t> numbers_;
  std::vector<uint32_t> rows_;
};

}  // namespace

MadeOperator MakeAggregate(Environment& env, const PlanNode& node, OperatorPtr input) {
  const auto& step = std::get<Aggregate>(node.step);
  std::vector<EvaluatorPtr> keys;
  for (const Assigned& key : step.keys) {
    QIAO_TRY(EvaluatorPtr evaluator, MakeEvaluator(*key.expression, env));
    keys.push_back(std::move(evaluator));
  }
  std::vector<std::unique_ptr<AggregateItem>> items;
  for (const Aggregate::Item& item : step.items) {
    QIAO_TRY(std::vector<EvaluatorPtr> arguments, MakeEvaluators(item.arguments, env));
    items.push_back(std::make_unique<AggregateItem>(item, std::move(arguments)));
  }
  return OperatorPtr(
      std::make_unique<AggregateOperator>(env, node, std::move(input), std::move(keys), std::move(items)));
}

OperatorPtr MakeDistinct(Environment& env, const PlanNode& node, OperatorPtr input) {
  return std::make_unique<DistinctOperator>(env, node, std::move(input));
}

}  // namespace qiao::query
