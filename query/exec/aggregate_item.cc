#include "query/exec/aggregate_item.h"

#include <algorithm>

namespace qiao::query {

using base::ErrorCode;
using base::Result;
using base::Value;

namespace {

// Its values are taken in without a Value made for each.
bool IsTyped(Form form) { return form == Form::kIntegers || form == Form::kFloats || form == Form::kDates; }

}  // namespace

void AggregateItem::Clear() {
  totals_.clear();
  states_.clear();
  sizes_.clear();
  state_bytes_ = 0;
  seen_.Clear();
}

Result<void> AggregateItem::Take(const Batch& batch, Arguments arguments, const std::vector<uint32_t>& groups,
                                 size_t group_count, bool measure) {
  Resize(group_count);
  if (counts_rows_) return CountRows(batch, groups, nullptr);
  if (item_.distinct) QIAO_CHECK(MarkNew(arguments, groups));
  if (counts_) return CountRows(batch, groups, arguments[0]);
  measure = measure && grows_;
  auto done = TakeRows(batch, arguments, groups, measure);
  if (!done) return std::move(done).error().At(item_.arguments[0]->span);
  return {};
}

Result<Value> AggregateItem::Finish(size_t group) {
  if (!counts_) return states_[group]->Finish();
  if (totals_[group] > INT64_MAX) return base::MakeError(ErrorCode::kArithmetic, "the count is beyond 64 bits");
  return Value::Integer(static_cast<int64_t>(totals_[group]));
}

void AggregateItem::Release(size_t group) {
  if (counts_) return;
  states_[group].reset();
  state_bytes_ -= std::exchange(sizes_[group], 0);
}

void AggregateItem::Resize(size_t group_count) {
  if (counts_) {
    totals_.resize(group_count, 0);
    return;
  }
  while (states_.size() < group_count) {
    states_.push_back(item_.aggregation->create(functions_));
    grows_ = states_.back()->Grows();
  }
  sizes_.resize(group_count, 0);
}

bool AggregateItem::CanMerge(size_t groups) const {
  if (counts_ || item_.distinct) return true;
  const auto end = states_.begin() + static_cast<std::ptrdiff_t>(std::min(groups, states_.size()));
  return std::all_of(states_.begin(), end, [](const auto& state) { return state->CanMerge(); });
}

Result<void> AggregateItem::Merge(AggregateItem& later, const std::vector<uint32_t>& groups, size_t group_count,
                                  bool measure) {
  if (item_.distinct) return MergeDistinct(later, groups, group_count, measure);
  later.Resize(groups.size());
  if (counts_) {
    Resize(group_count);
    for (size_t i = 0; i < groups.size(); ++i) {
      uint64_t& total = totals_[groups[i]];
      QIAO_TRY(total, AddTimes(total, later.totals_[i]));
    }
    return {};
  }
  grows_ = later.grows_;
  states_.resize(group_count);
  sizes_.resize(group_count, 0);
  for (size_t i = 0; i < groups.size(); ++i) {
    auto& state = states_[groups[i]];
    if (state == nullptr) {
      state = std::move(later.states_[i]);
    } else {
      QIAO_CHECK(state->Merge(*later.states_[i]));
    }
    if (measure && grows_) Measure(*state, groups[i]);
  }
  return {};
}

// Its values are taken in once more, in the order in which they came there.
Result<void> AggregateItem::MergeDistinct(const AggregateItem& later, const std::vector<uint32_t>& groups,
                                          size_t group_count, bool measure) {
  const size_t width = item_.arguments.size();
  std::vector<const Column*> arguments;
  for (size_t i = 0; i < width; ++i) arguments.push_back(&later.seen_.Part(i));
  std::vector<uint32_t> group_of(later.seen_.size(), 0);
  for (size_t i = 0; grouped_ && i < group_of.size(); ++i) group_of[i] = groups[later.seen_.Part(width).Word(i)];
  Batch rows;
  rows.SetRows(group_of.size());
  return Take(rows, arguments, group_of, group_count, measure);
}

size_t AggregateItem::HeapSize() const {
  return totals_.capacity() * sizeof(uint64_t) + states_.capacity() * (sizeof(void*) + sizeof(size_t) + kStateBytes) +
         state_bytes_ + seen_.HeapSize();
}

Result<void> AggregateItem::TakeRows(const Batch& batch, Arguments arguments, const std::vector<uint32_t>& groups,
                                     bool measure) {
  const Column& column = *arguments[0];
  const Arguments rest = arguments.subspan(1);
  if (IsTyped(column.form()) && std::ranges::all_of(rest, &Column::constant)) {
    QIAO_CHECK(SetRest(rest, groups));
    return TakeWords(batch, column, groups, measure);
  }
  for (size_t row = 0; row < groups.size(); ++row) {
    if (item_.distinct && new_[row] == 0) continue;
    values_.clear();
    for (const Column* argument : arguments) values_.push_back(argument->At(row));
    Aggregator& state = *states_[groups[row]];
    QIAO_CHECK(state.Update(values_, item_.distinct ? 1 : batch.Times(row)));
    if (measure) Measure(state, groups[row]);
  }
  return {};
}

// Of all groups that the rows belong to.
Result<void> AggregateItem::SetRest(Arguments rest, const std::vector<uint32_t>& groups) {
  if (rest.empty()) return {};
  values_.clear();
  for (const Column* argument : rest) values_.push_back(argument->At(0));
  for (const uint32_t group : groups) QIAO_CHECK(states_[group]->SetRest(values_));
  return {};
}

Result<void> AggregateItem::TakeWords(const Batch& batch, const Column& column, const std::vector<uint32_t>& groups,
                                      bool measure) {
  const Form form = column.form();
  for (size_t row = 0; row < groups.size(); ++row) {
    if (column.IsNull(row) || (item_.distinct && new_[row] == 0)) continue;
    Aggregator& state = *states_[groups[row]];
    const uint64_t times = item_.distinct ? 1 : batch.Times(row);
    const auto integer = static_cast<int64_t>(column.Word(row));
    if (form == Form::kIntegers) {
      QIAO_CHECK(state.UpdateInteger(integer, times));
    } else if (form == Form::kFloats) {
      QIAO_CHECK(state.UpdateFloat(std::bit_cast<double>(column.Word(row)), times));
    } else {
      QIAO_CHECK(state.UpdateDate(base::Date{integer}, times));
    }
    if (measure) Measure(state, groups[row]);
  }
  return {};
}

void AggregateItem::Measure(const Aggregator& state, uint32_t group) {
  state_bytes_ = state_bytes_ + state.Size() - sizes_[group];
  sizes_[group] = state.Size();
}

Result<void> AggregateItem::MarkNew(Arguments arguments, const std::vector<uint32_t>& groups) {
  std::vector<const Column*> key(arguments.begin(), arguments.end());
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
Result<void> AggregateItem::CountRows(const Batch& batch, const std::vector<uint32_t>& groups, const Column* column) {
  for (size_t row = 0; row < groups.size(); ++row) {
    if (column != nullptr && (column->IsNull(row) || (item_.distinct && new_[row] == 0))) continue;
    uint64_t& total = totals_[groups[row]];
    QIAO_TRY(total, AddTimes(total, item_.distinct ? 1 : batch.Times(row)));
  }
  return {};
}

AggregateItems MakeItems(const Aggregate& step, const FunctionContext& functions) {
  AggregateItems items;
  for (const Aggregate::Item& item : step.items) {
    items.push_back(std::make_unique<AggregateItem>(item, !step.keys.empty(), functions));
  }
  return items;
}

}  // namespace qiao::query
