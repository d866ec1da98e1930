// Rows set aside, to be given back so that those with equal keys stand near each other, in the order in which they
// came: they are sorted by a hash of their keys.
#pragma once

#include <vector>

#include "query/exec/row_sorter.h"

namespace qiao::query {

class KeyedRows {
 public:
  // `slots`: what is kept of each batch, the keys among them. Rows are numbered from `first_number` on.
  KeyedRows(Environment& env, MemoryUse& memory, std::vector<Slot> keys, std::vector<Slot> slots,
            uint64_t first_number);

  // The slot of the rows' numbers.
  Slot number_slot() const { return number_slot_; }

  // Adds columns to the batch.
  base::Result<void> Add(Batch& batch);
  base::Result<void> Finish() { return sorter_.Finish(); }
  // The next rows. `fresh`: none of their keys has come before, and none that has will come again.
  base::Result<bool> Next(Batch& out, bool& fresh);

 private:
  uint64_t HashAt(size_t row) const { return batch_.Get(hash_slot_).Word(row); }

  std::vector<Slot> keys_;
  std::vector<Slot> slots_;
  Slot hash_slot_;
  Slot number_slot_;
  SortOrder order_;
  RowSorter sorter_;
  uint64_t next_number_;
  Batch batch_;  // from the sorter
  size_t row_ = 0;
  bool any_ = false;
  uint64_t last_hash_ = 0;
  std::vector<uint32_t> rows_;
};

}  // namespace qiao::query
