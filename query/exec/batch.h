// What operators hand to each other: some rows, a column for each slot that is filled, and, where rows repeat, how
// often each of them counts.
//
// Without multiplicities every row stands for itself. A row's multiplicity is never 0.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "query/exec/column.h"
#include "query/plan/expression.h"

namespace qiao::query {

class Batch {
 public:
  size_t rows() const { return rows_; }
  // Tells how many rows there are; the columns must agree.
  void SetRows(size_t rows) { rows_ = rows; }

  bool Has(Slot slot) const { return slot < columns_.size() && columns_[slot].filled; }
  // Requires Has(slot).
  const Column& Get(Slot slot) const { return columns_[slot].column; }
  Column& Get(Slot slot) { return columns_[slot].column; }
  // The slot's column, emptied, to be filled by the caller.
  Column& Put(Slot slot);
  void Drop(Slot slot);
  const std::vector<Slot>& filled() const { return filled_; }

  bool counted() const { return !times_.empty(); }
  uint64_t Times(size_t row) const { return times_.empty() ? 1 : times_[row]; }
  const std::vector<uint64_t>& times() const { return times_; }
  std::vector<uint64_t>& times() { return times_; }
  // Rows counted with their multiplicities; kLimit when that is beyond 64 bits.
  base::Result<uint64_t> TotalTimes() const;

  void Clear();
  // Keeps only these rows, in this order.
  void Keep(std::span<const uint32_t> rows);
  void Truncate(size_t rows);
  // Forgets all slots that are not among these (sorted).
  void KeepSlots(std::span<const Slot> slots);
  // Becomes rows[i] of the source with those of `slots` (sorted) that the source has, multiplicities too.
  void GatherFrom(const Batch& source, std::span<const uint32_t> rows, std::span<const Slot> slots);
  // Appends rows; slots that only one side has become null on the other.
  void AppendRows(const Batch& source, std::span<const uint32_t> rows, std::span<const Slot> slots);
  void AppendAll(const Batch& source, std::span<const Slot> slots);
  void Swap(Batch& other);

  size_t HeapSize() const;

 private:
  struct Entry {
    bool filled = false;
    Column column;
  };
  template <class Append>
  void AppendColumns(const Batch& source, std::span<const Slot> slots, size_t count, Append append);

  size_t rows_ = 0;
  std::vector<Entry> columns_;
  std::vector<Slot> filled_;
  std::vector<uint64_t> times_;  // empty: all 1
  Column scratch_;
};

// a * b and a + b of multiplicities; kLimit when that is beyond 64 bits.
base::Result<uint64_t> MultiplyTimes(uint64_t a, uint64_t b);
base::Result<uint64_t> AddTimes(uint64_t a, uint64_t b);

// Rows of a batch: all of them, or those chosen.
class RowSet {
 public:
  explicit RowSet(const Batch& batch) : batch_(&batch), size_(batch.rows()) {}
  RowSet(const Batch& batch, std::span<const uint32_t> rows)
      : batch_(&batch), rows_(rows.data()), size_(rows.size()), all_(false) {}

  const Batch& batch() const { return *batch_; }
  size_t size() const { return size_; }
  bool all() const { return all_; }
  std::span<const uint32_t> rows() const { return {rows_, size_}; }  // not for all()
  uint32_t operator[](size_t i) const { return all_ ? static_cast<uint32_t>(i) : rows_[i]; }

 private:
  const Batch* batch_;
  const uint32_t* rows_ = nullptr;
  size_t size_;
  bool all_ = true;
};

}  // namespace qiao::query
