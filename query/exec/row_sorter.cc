#include "query/exec/row_sorter.h"

#include <algorithm>
#include <numeric>

#include "query/exec/key_sort.h"

namespace qiao::query {

using base::Result;

Result<void> RowSorter::Clear(uint64_t wanted, uint64_t prune_from) {
  wanted_ = wanted;
  prune_from_ = prune_from;
  store_.Clear();
  bound_.Clear();
  enough_ = false;
  rows_.clear();
  next_ = 0;
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
  if (wanted_ <= kNeverPrune && store_.rows() >= std::max(wanted_ * 2, prune_from_)) QIAO_CHECK(Prune());
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
  QIAO_CHECK(SortByKeys(store_, order_, rows_, env_.interrupt));
  CutAtLimit();
  next_ = 0;
  return {};
}

// Drops what lies beyond the rows wanted, also inside a row that counts many times.
void RowSorter::CutAtLimit() {
  uint64_t left = wanted_;
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
  if (!file_.has_value()) return SortRows();
  if (store_.rows() > 0) QIAO_CHECK(Spill());
  QIAO_TRY(merge_, RowMerge::Make(env_, memory_, order_, std::move(*file_), std::move(runs_)));
  left_ = wanted_;
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
  const size_t count = std::min(rows_.size() - next_, most);
  if (count == 0) return false;
  out.GatherFrom(store_, std::span(rows_).subspan(next_, count), slots_);
  next_ += count;
  return true;
}

}  // namespace qiao::query
