// Sorts rows, or finds the first so many of them; rows that neither comes before the other stay in their order.
//
// What doesn't fit into the query's memory is sorted in parts, which wait in a temporary file until they are merged.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "query/exec/spill/row_merge.h"

namespace qiao::query {

class RowSorter {
 public:
  // `slots` (sorted): what is kept of each batch, the keys of the order among them. The memory that rows take is
  // counted in `memory`, whose operator is named in messages. All of them outlive the sorter.
  RowSorter(Environment& env, MemoryUse& memory, const SortOrder& order, const std::vector<Slot>& slots)
      : env_(env), memory_(memory), order_(order), slots_(slots) {}

  struct Wish {
    uint64_t rows = UINT64_MAX;        // only the first so many will be asked for
    uint64_t prune_from = UINT64_MAX;  // others are dropped whenever there are twice as many, and so many at least
    uint64_t skipped = 0;              // nobody looks at the first so many: they come in any order and may lack columns
    bool any_order = false;            // so may all rows, but those that neither comes before the other
  };
  // Begins anew.
  base::Result<void> Clear(const Wish& wish);
  base::Result<void> Clear() { return Clear(Wish{}); }
  // The last row that is wanted so far; no row as long as that isn't known.
  const Batch& bound() const { return bound_; }
  base::Result<void> Add(const Batch& batch);
  // To be called after the last Add().
  base::Result<void> Finish();
  // The next rows in their order; false, and an empty batch, at the end.
  base::Result<bool> Next(Batch& out);

 private:
  size_t Take(const Batch& batch);
  template <class Visit>
  void ForEachBefore(const Batch& batch, const Batch& bound, Visit visit) const;
  base::Result<void> SortRows();
  base::Result<void> ChooseRows();
  bool Select();
  void CutAtLimit();
  base::Result<void> Prune();
  base::Result<void> Spill();
  bool NextStored(size_t most, Batch& out);

  static constexpr uint64_t kNeverPrune = 1 << 24;
  static constexpr size_t kPartsOfRun = 32;  // a merge holds one of them for each run

  Environment& env_;
  MemoryUse& memory_;
  const SortOrder& order_;
  const std::vector<Slot>& slots_;
  Wish wish_;
  Batch store_;
  Batch bound_;          // the last row wanted; none: not known yet
  bool enough_ = false;  // as many rows as wanted were there when last sorted
  std::vector<uint32_t> selected_;
  std::vector<uint32_t> rows_;   // of store_, in their order
  size_t next_ = 0;              // of rows_
  size_t skipped_ = 0;           // of rows_: the first ones, at which nobody looks
  std::optional<RowFile> file_;  // what was spilled
  std::vector<RowRun> runs_;
  std::unique_ptr<RowMerge> merge_;
  uint64_t left_ = 0;  // rows of the merge that are still wanted
};

}  // namespace qiao::query
