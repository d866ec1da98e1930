// Aggregate and Distinct: rows by their keys.
#include <algorithm>
#include <numeric>

#include "query/exec/group_numbers.h"
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
  // `grouped`: there may be more groups than one.
  AggregateItem(const Aggregate::Item& item, std::vector<EvaluatorPtr> arguments, bool grouped,
                const FunctionContext& functions)
      : item_(item),
        functions_(functions),
        grouped_(grouped),
        arguments_(std::move(arguments)),
        counts_rows_(item.aggregation == nullptr),
        counts_(counts_rows_ || item.aggregation->name == "count"),
        seen_(arguments_.size() + (grouped ? 1 : 0)) {}

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
    measure = measure && !states_.empty() && states_[0]->Grows();
    auto done = TakeRows(batch, groups, measure);
    if (!done) return std::move(done).error().At(item_.arguments[0]->span);
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
    while (states_.size() < group_count) states_.push_back(item_.aggregation->create(functions_));
    sizes_.resize(group_count, 0);
  }

  size_t HeapSize() const {
    return totals_.capacity() * sizeof(uint64_t) + states_.capacity() * (sizeof(void*) + sizeof(size_t) + kStateBytes) +
           state_bytes_ + seen_.HeapSize();
  }

  Slot slot() const { return item_.slot; }

 private:
  Result<void> TakeRows(const Batch& batch, const std::vector<uint32_t>& groups, bool measure) {
    if (columns_.size() == 1) {
      const Column& column = *columns_[0];
      const auto integer_at = [&](size_t row) { return static_cast<int64_t>(column.Word(row)); };
      if (column.form() == Form::kIntegers) {
        return TakeWords(batch, groups, measure, [&](Aggregator& state, size_t row, uint64_t times) {
          return state.UpdateInteger(integer_at(row), times);
        });
      }
      if (column.form() == Form::kFloats) {
        return TakeWords(batch, groups, measure, [&](Aggregator& state, size_t row, uint64_t times) {
          return state.UpdateFloat(std::bit_cast<double>(column.Word(row)), times);
        });
      }
      if (column.form() == Form::kDates) {
        return TakeWords(batch, groups, measure, [&](Aggregator& state, size_t row, uint64_t times) {
          return state.UpdateDate(base::Date{integer_at(row)}, times);
        });
      }
    }
    for (size_t row = 0; row < groups.size(); ++row) {
      if (item_.distinct && new_[row] == 0) continue;
      values_.clear();
      for (const Column* column : columns_) values_.push_back(column->At(row));
      Aggregator& state = *states_[groups[row]];
      QIAO_CHECK(state.Update(values_, item_.distinct ? 1 : batch.Times(row)));
      if (measure) Measure(state, groups[row]);
    }
    return {};
  }

  // update(state, row, times) for each row whose only argument isn't null.
  template <class Update>
  Result<void> TakeWords(const Batch& batch, const std::vector<uint32_t>& groups, bool measure, const Update& update) {
    for (size_t row = 0; row < groups.size(); ++row) {
      if (columns_[0]->IsNull(row) || (item_.distinct && new_[row] == 0)) continue;
      Aggregator& state = *states_[groups[row]];
      QIAO_CHECK(update(state, row, item_.distinct ? 1 : batch.Times(row)));
      if (measure) Measure(state, groups[row]);
    }
    return {};
  }

  void Measure(const Aggregator& state, uint32_t group) {
    state_bytes_ = state_bytes_ + state.Size() - sizes_[group];
    sizes_[group] = state.Size();
  }

  // new_[row]: the group sees the arguments for the first time.
  Result<void> MarkNew(const std::vector<uint32_t>& groups) {
    std::vector<const Column*> key(columns_);
    if (grouped_) {
      group_column_.Clear();
      std::ranges::copy(groups, group_column_.AppendWords(Form::kIntegers, groups.size()));
      key.push_back(&group_column_);
    }
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

  static constexpr size_t kStateBytes = 64;  // about, of a state that doesn't grow

  const Aggregate::Item& item_;
  const FunctionContext& functions_;
  bool grouped_;
  std::vector<EvaluatorPtr> arguments_;
  bool counts_rows_;                                 // count(*)
  bool counts_;                                      // that or count(x)
  std::vector<uint64_t> totals_;                     // of counts, by group
  std::vector<std::unique_ptr<Aggregator>> states_;  // of the others, by group
  std::vector<size_t> sizes_;
  size_t state_bytes_ = 0;
  KeyTable seen_;  // (arguments, group), for DISTINCT
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
        items_(std::move(items)),
        groups_(step_.keys, std::move(keys), env),
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
    numbers_.resize(count);
    std::iota(numbers_.begin(), numbers_.end(), static_cast<uint32_t>(next_group_));
    for (size_t part = 0; part < step_.keys.size(); ++part) {
      out.Put(step_.keys[part].slot).Gather(groups_.Key(part), numbers_);
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
  size_t group_count() const { return step_.keys.empty() ? 1 : groups_.size(); }

  Result<void> ReadAll() {
    read_ = true;
    const bool measure = env_.memory.limit != SIZE_MAX || env_.profile;
    while (true) {
      QIAO_TRY(const bool more, input_->Next(batch_));
      if (!more) break;
      QIAO_CHECK(env_.interrupt.Tick(batch_.rows()));
      if (step_.keys.empty()) {
        numbers_.assign(batch_.rows(), 0);
      } else {
        QIAO_CHECK(groups_.Number(batch_, numbers_));
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
  std::vector<std::unique_ptr<AggregateItem>> items_;
  GroupNumbers groups_;
  MemoryUse memory_;
  Batch batch_;
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
    items.push_back(std::make_unique<AggregateItem>(item, std::move(arguments), !step.keys.empty(), env.functions));
  }
  return OperatorPtr(
      std::make_unique<AggregateOperator>(env, node, std::move(input), std::move(keys), std::move(items)));
}

OperatorPtr MakeDistinct(Environment& env, const PlanNode& node, OperatorPtr input) {
  return std::make_unique<DistinctOperator>(env, node, std::move(input));
}

}  // namespace qiao::query
