#include "query/exec/batch.h"

#include <algorithm>
#include <numeric>

namespace qiao::query {

using base::ErrorCode;
using base::Result;

Column& Batch::Put(Slot slot) {
  if (slot >= columns_.size()) columns_.resize(slot + 1);
  Entry& entry = columns_[slot];
  if (!entry.filled) {
    entry.filled = true;
    filled_.push_back(slot);
  }
  entry.column.Clear();
  return entry.column;
}

void Batch::Drop(Slot slot) {
  if (!Has(slot)) return;
  columns_[slot].filled = false;
  columns_[slot].column.Clear();
  std::erase(filled_, slot);
}

Result<uint64_t> Batch::TotalTimes() const {
  if (times_.empty()) return uint64_t{rows_};
  uint64_t total = 0;
  for (uint64_t times : times_) {
    QIAO_TRY(total, AddTimes(total, times));
  }
  return total;
}

void Batch::Clear() {
  rows_ = 0;
  for (Slot slot : filled_) {
    columns_[slot].filled = false;
    columns_[slot].column.Clear();
  }
  filled_.clear();
  times_.clear();
}

void Batch::Keep(std::span<const uint32_t> rows) {
  for (Slot slot : filled_) {
    scratch_.Gather(columns_[slot].column, rows);
    std::swap(scratch_, columns_[slot].column);
  }
  if (!times_.empty()) {
    std::vector<uint64_t> kept(rows.size());
    for (size_t i = 0; i < rows.size(); ++i) kept[i] = times_[rows[i]];
    times_ = std::move(kept);
  }
  rows_ = rows.size();
}

void Batch::Truncate(size_t rows) {
  if (rows >= rows_) return;
  for (Slot slot : filled_) columns_[slot].column.Truncate(rows);
  if (!times_.empty()) times_.resize(rows);
  rows_ = rows;
}

void Batch::KeepSlots(std::span<const Slot> slots) {
  std::erase_if(filled_, [&](Slot slot) {
    if (std::ranges::binary_search(slots, slot)) return false;
    columns_[slot].filled = false;
    columns_[slot].column.Clear();
    return true;
  });
}

void Batch::GatherFrom(const Batch& source, std::span<const uint32_t> rows, std::span<const Slot> slots) {
  Clear();
  for (Slot slot : slots) {
    if (source.Has(slot)) Put(slot).Gather(source.Get(slot), rows);
  }
  if (source.counted()) {
    times_.resize(rows.size());
    for (size_t i = 0; i < rows.size(); ++i) times_[i] = source.times_[rows[i]];
  }
  rows_ = rows.size();
}

template <class Append>
void Batch::AppendColumns(const Batch& source, std::span<const Slot> slots, size_t count, Append append) {
  for (Slot slot : slots) {
    if (!source.Has(slot)) {
      if (Has(slot)) {
        for (size_t i = 0; i < count; ++i) columns_[slot].column.AppendNull();
      }
      continue;
    }
    if (!Has(slot)) {
      Column& column = Put(slot);
      for (size_t i = 0; i < rows_; ++i) column.AppendNull();
    }
    append(columns_[slot].column, source.Get(slot));
  }
}

void Batch::AppendRows(const Batch& source, std::span<const uint32_t> rows, std::span<const Slot> slots) {
  AppendColumns(source, slots, rows.size(), [&](Column& to, const Column& from) { to.AppendRows(from, rows); });
  if (source.counted() || counted()) {
    if (!counted()) times_.assign(rows_, 1);
    for (uint32_t row : rows) times_.push_back(source.Times(row));
  }
  rows_ += rows.size();
}

void Batch::AppendAll(const Batch& source, std::span<const Slot> slots) {
  AppendColumns(source, slots, source.rows(), [&](Column& to, const Column& from) { to.AppendAll(from); });
  if (source.counted() || counted()) {
    if (!counted()) times_.assign(rows_, 1);
    for (size_t row = 0; row < source.rows(); ++row) times_.push_back(source.Times(row));
  }
  rows_ += source.rows();
}

void Batch::Swap(Batch& other) {
  std::swap(rows_, other.rows_);
  columns_.swap(other.columns_);
  filled_.swap(other.filled_);
  times_.swap(other.times_);
}

size_t Batch::HeapSize() const {
  size_t bytes = times_.capacity() * sizeof(uint64_t);
  for (Slot slot : filled_) bytes += columns_[slot].column.HeapSize();
  return bytes;
}

Result<uint64_t> MultiplyTimes(uint64_t a, uint64_t b) {
  uint64_t product;
  if (__builtin_mul_overflow(a, b, &product)) {
    return base::MakeError(ErrorCode::kLimit, "the query has more rows than a 64-bit number can count");
  }
  return product;
}

Result<uint64_t> AddTimes(uint64_t a, uint64_t b) {
  uint64_t sum;
  if (__builtin_add_overflow(a, b, &sum)) {
    return base::MakeError(ErrorCode::kLimit, "the query has more rows than a 64-bit number can count");
  }
  return sum;
}

}  // namespace qiao::query
