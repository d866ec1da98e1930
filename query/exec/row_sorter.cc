#include "query/exec/row_sorter.h"

#include <algorithm>
#include <numeric>

#include "query/exec/key_sort.h"

namespace qiao::query {

using base::Result;

Result<void> RowSorter::Clear(const Wish& wish) {
  wish_ = wish;
  store_.Clear();
  bound_.Clear();
  enough_ = false;
  rows_.clear();
  next_ = 0;
  skipped_ = 0;
  merge_.reset();
  file_.reset();
  runs_.clear();
  return memory_.Set(0);
}

Result<void> RowSorter::Add(const Batch& batch) {
  QIAO_CHECK(env_.interrupt.Tick(batch.rows()));
  const size_t taken = Take(batch);
  if (store_.rows() >= UINT32_MAX) {
    return base::MakeError(base::ErrorCode::kLimit, "more than {} rows to sort", UINT32_MAX);
  }
  QIAO_CHECK(memory_.Add(taken * (batch.HeapSize() / batch.rows() + kKeySortBytes)));
  if (wish_.rows <= kNeverPrune && store_.rows() >= std::max(wish_.rows * 2, wish_.prune_from)) QIAO_CHECK(Prune());
  return memory_.ShouldSpill() && store_.rows() > 0 ? Spill() : Result<void>();
}

// Calls visit(row) for the rows of the batch that come before that of `bound`. Mostly a look at the first key decides.
template <class Visit>
void RowSorter::ForEachBefore(const Batch& batch, const Batch& bound, Visit visit) const {
  const SortOrder::Key& key = order_.keys[0];
  const Column &first = batch.Get(key.slot), &last = bound.Get(key.slot);
  const auto is_before = [&](uint32_t row) { return order_.IsBefore(batch, row, bound, 0); };
  if (!HasOrderNumbers(first.form()) || first.form() != last.form() || first.has_nulls() || last.has_nulls()) {
    for (uint32_t row = 0; row < batch.rows(); ++row) {
      if (is_before(row)) visit(row);
    }
    return;
  }
  const uint64_t turned = key.descending ? UINT64_MAX : 0, border = OrderNumber(last, 0) ^ turned;
  for (uint32_t row = 0; row < batch.rows(); ++row) {
    const uint64_t number = OrderNumber(first, row) ^ turned;
    if (number < border || (number == border && is_before(row))) visit(row);
  }
}

// Adds the rows of the batch, or those that come before the last one wanted so far; says how many.
size_t RowSorter::Take(const Batch& batch) {
  if (bound_.rows() == 0) {
    store_.AppendAll(batch, slots_);
    return batch.rows();
  }
  selected_.clear();
  ForEachBefore(batch, bound_, [&](uint32_t row) { selected_.push_back(row); });
  store_.AppendRows(batch, selected_, slots_);
  return selected_.size();
}

Result<void> RowSorter::SortRows() {
  rows_.resize(store_.rows());
  std::iota(rows_.begin(), rows_.end(), 0);
  Select();
  QIAO_CHECK(SortByKeys(store_, order_, rows_, env_));
  CutAtLimit();
  next_ = 0;
  return {};
}

// Leaves the rows that are wanted, in their old order; false where only sorting them all tells which these are.
bool RowSorter::Select() {
  if (rows_.size() <= wish_.rows || wish_.rows == 0 || store_.counted()) return false;
  const auto last = SelectByKeys(store_, order_, rows_, wish_.rows);
  if (!last) return false;
  enough_ = true;
  bound_.GatherFrom(store_, std::span(&*last, 1), slots_);
  return true;
}

// The rows that are wanted, in order as far as anybody looks at them.
Result<void> RowSorter::ChooseRows() {
  rows_.resize(store_.rows());
  std::iota(rows_.begin(), rows_.end(), 0);
  next_ = 0;
  if (wish_.any_order && (Select() || (rows_.size() <= wish_.rows && wish_.rows > 0))) return {};
  if (wish_.skipped == 0 || wish_.skipped >= rows_.size() || store_.counted()) return SortRows();
  Select();
  std::vector<uint32_t> first = rows_;
  if (first.size() <= wish_.skipped || !SelectByKeys(store_, order_, first, wish_.skipped)) return SortRows();
  std::vector<uint32_t> others;
  std::ranges::set_difference(rows_, first, std::back_inserter(others));
  QIAO_CHECK(SortByKeys(store_, order_, others, env_));
  skipped_ = first.size();
  rows_ = std::move(first);
  rows_.insert(rows_.end(), others.begin(), others.end());
  return {};
}

// Drops what lies beyond the rows wanted, also inside a row that counts many times.
void RowSorter::CutAtLimit() {
  uint64_t left = wish_.rows;
  for (size_t i = 0; i < rows_.size(); ++i) {
    if (left == 0) {
      rows_.resize(i);
      break;
    }
    const uint64_t times = store_.Times(rows_[i]);
    if (times > left) store_.times()[rows_[i]] = left;
    left -= std::min(times, left);
  }
  enough_ = left == 0 && !rows_.empty();
  if (enough_) bound_.GatherFrom(store_, std::span(&rows_.back(), 1), slots_);
}

// Keeps the first rows wanted so far.
Result<void> RowSorter::Prune() {
  rows_.resize(store_.rows());
  std::iota(rows_.begin(), rows_.end(), 0);
  if (Select()) {
    store_.Keep(rows_);
    return memory_.Set(store_.HeapSize());
  }
  QIAO_CHECK(SortRows());
  // In their old order, which decides between equal rows.
  std::vector<bool> kept(store_.rows());
  for (const uint32_t row : rows_) kept[row] = true;
  rows_.clear();
  for (uint32_t row = 0; row < kept.size(); ++row) {
    if (kept[row]) rows_.push_back(row);
  }
  store_.Keep(rows_);
  return memory_.Set(store_.HeapSize());
}

Result<void> RowSorter::Spill() {
  if (!file_.has_value()) {
    QIAO_TRY(file_, RowFile::Create(env_, memory_.operator_name(), slots_));
  }
  QIAO_CHECK(SortRows());
  const uint64_t begin = file_->end();
  const size_t part = std::clamp<size_t>(rows_.size() / kPartsOfRun, 1, env_.batch_rows);
  Batch batch;
  while (NextStored(part, batch)) QIAO_CHECK(file_->Append(batch));
  runs_.push_back({begin, file_->end()});
  store_ = Batch();
  return memory_.Set(0);
}

Result<void> RowSorter::Finish() {
  if (!file_.has_value()) return ChooseRows();
  if (store_.rows() > 0) QIAO_CHECK(Spill());
  QIAO_TRY(merge_, RowMerge::Make(env_, memory_, order_, std::move(*file_), std::move(runs_)));
  left_ = wish_.rows;
  return {};
}

Result<bool> RowSorter::Next(Batch& out) {
  QIAO_CHECK(env_.interrupt.Tick(env_.batch_rows));
  if (merge_ == nullptr) return NextStored(env_.batch_rows, out);
  if (left_ == 0) return false;
  QIAO_TRY(const bool more, merge_->Next(out));
  if (!more) return false;
  for (size_t row = 0; row < out.rows(); ++row) {
    if (left_ == 0) {
      out.Truncate(row);
      break;
    }
    if (out.Times(row) > left_) out.times()[row] = left_;
    left_ -= out.Times(row);
  }
  return true;
}

bool RowSorter::NextStored(size_t most, Batch& out) {
  size_t count = std::min(rows_.size() - next_, most);
  if (count == 0) return false;
  if (next_ < skipped_) {
    count = std::min(count, skipped_ - next_);
    out.Clear();
    out.SetRows(count);
    next_ += count;
    return true;
  }
  out.GatherFrom(store_, std::span(rows_).subspan(next_, count), slots_);
  next_ += count;
  return true;
}

}  // namespace qiao::query
