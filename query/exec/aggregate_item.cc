#include "query/exec/aggregate_item.h"

#include <algorithm>

namespace qiao::query {

using base::ErrorCode;
using base::Result;
using base::Value;

namespace {

// Its values are taken in without a Value made for each.
bool IsTyped(Form form) { return form == Form::kIntegers || form == Form::kFloats || form == Form::kDates; }

base::Kind KindOf(Form form) {
  if (form == Form::kDates) return base::Kind::kDate;
  return form == Form::kFloats ? base::Kind::kFloat : base::Kind::kInteger;
}

}  // namespace

void AggregateItem::Clear() {
  totals_.clear();
  if (states_ != nullptr) states_->Clear();
  texts_.clear();
  seen_.Clear();
}

Result<void> AggregateItem::Take(const Batch& batch, Arguments arguments, const std::vector<uint32_t>& groups,
                                 size_t group_count, bool measure) {
  Resize(group_count);
  if (counts_rows_) return CountRows(batch, groups, nullptr);
  if (item_.distinct) QIAO_CHECK(MarkNew(arguments, groups));
  if (counts_) return CountRows(batch, groups, arguments[0]);
  auto done = TakeRows(batch, arguments, groups, measure);
  if (!done) return std::move(done).error().At(item_.arguments[0]->span);
  return {};
}

Result<Value> AggregateItem::Finish(size_t group) {
  if (!counts_) return states_->Finish(static_cast<uint32_t>(group));
  if (totals_[group] > INT64_MAX) return base::MakeError(ErrorCode::kArithmetic, "the count is beyond 64 bits");
  return Value::Integer(static_cast<int64_t>(totals_[group]));
}

void AggregateItem::Release(size_t group) {
  if (!counts_) states_->Release(static_cast<uint32_t>(group));
}

void AggregateItem::Resize(size_t group_count) {
  if (counts_) {
    totals_.resize(group_count, 0);
  } else {
    states_->Resize(group_count);
  }
}

bool AggregateItem::CanMerge(size_t groups) const { return counts_ || item_.distinct || states_->CanMerge(groups); }

Result<void> AggregateItem::Merge(AggregateItem& later, const std::vector<uint32_t>& groups, size_t group_count,
                                  bool measure) {
  if (item_.distinct) return MergeDistinct(later, groups, group_count, measure);
  later.Resize(groups.size());
  Resize(group_count);
  if (!counts_) return states_->Merge(*later.states_, groups, measure);
  for (size_t i = 0; i < groups.size(); ++i) {
    uint64_t& total = totals_[groups[i]];
    QIAO_TRY(total, AddTimes(total, later.totals_[i]));
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
  return totals_.capacity() * sizeof(uint64_t) + (counts_ ? 0 : states_->HeapSize()) + seen_.HeapSize();
}

Result<void> AggregateItem::TakeRows(const Batch& batch, Arguments arguments, const std::vector<uint32_t>& groups,
                                     bool measure) {
  const Column& column = *arguments[0];
  const Arguments rest = arguments.subspan(1);
  if (IsTyped(column.form()) && std::ranges::all_of(rest, &Column::constant)) {
    values_.clear();
    for (const Column* argument : rest) values_.push_back(argument->At(0));
    return states_->UpdateNumbers(NumberRowsOf(column, batch, groups), values_, measure);
  }
  for (size_t row = 0; row < groups.size(); ++row) {
    if (item_.distinct && new_[row] == 0) continue;
    values_.clear();
    for (const Column* argument : arguments) values_.push_back(ValueAt(*argument, row));
    QIAO_CHECK(states_->Update(groups[row], values_, item_.distinct ? 1 : batch.Times(row), measure));
  }
  return {};
}

// Equal texts share a value as long as others don't come in between.
Value AggregateItem::ValueAt(const Column& column, size_t row) {
  constexpr size_t kPlaces = 4096;
  constexpr size_t kLong = 64;  // bytes; longer ones seldom repeat
  if (column.form() != Form::kTexts || column.IsNull(row)) return column.At(row);
  const std::string_view text = column.Text(row);
  if (text.size() > kLong) return column.At(row);
  texts_.resize(kPlaces);
  Value& known = texts_[std::hash<std::string_view>()(text) % kPlaces];
  if (known.is_null() || known.string() != text) known = Value::String(text);
  return known;
}

NumberRows AggregateItem::NumberRowsOf(const Column& column, const Batch& batch,
                                       const std::vector<uint32_t>& groups) const {
  NumberRows rows{.kind = KindOf(column.form()), .words = column.words(), .groups = groups};
  rows.stride = column.stride();
  rows.absent = column.absent();
  if (item_.distinct) {
    rows.wanted = new_.data();
  } else if (batch.counted()) {
    rows.times = batch.times().data();
  }
  return rows;
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
  const bool all = column == nullptr || (!column->has_nulls() && !item_.distinct);
  if (all && !batch.counted()) {
    for (const uint32_t group : groups) {
      if (++totals_[group] == 0) return AddTimes(UINT64_MAX, 1).error();
    }
    return {};
  }
  for (size_t row = 0; row < groups.size(); ++row) {
    if (!all && (column->IsNull(row) || (item_.distinct && new_[row] == 0))) continue;
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
