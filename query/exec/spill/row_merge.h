// One sequence of rows in order from several that are.
//
// Rows that neither comes before the other stay in the order of the sequences.
#pragma once

#include <memory>
#include <vector>

#include "query/exec/row_order.h"
#include "query/exec/spill/row_file.h"

namespace qiao::query {

// Where a sequence stands in a file.
struct RowRun {
  uint64_t begin = 0;
  uint64_t end = 0;
};

class RowMerge {
 public:
  // Merges the file's runs, which follow each other in it, many of them in several steps. The rows that are being
  // compared count in `memory`.
  static base::Result<std::unique_ptr<RowMerge>> Make(Environment& env, MemoryUse& memory, const SortOrder& order,
                                                      RowFile file, std::vector<RowRun> runs);

  // False, and an empty batch, at the end.
  base::Result<bool> Next(Batch& out);

 private:
  struct Source {
    RowFile::Reader reader;
    Batch batch;
    uint32_t row = 0;
    size_t bytes = 0;
  };

  RowMerge(Environment& env, MemoryUse& memory, const SortOrder& order, RowFile file)
      : env_(env), memory_(memory), order_(order), file_(std::move(file)) {}
  base::Result<void> Start(std::span<const RowRun> runs);
  base::Result<void> Refill(size_t source);
  bool IsBefore(size_t a, size_t b) const;

  static constexpr size_t kMostSources = 16;

  Environment& env_;
  MemoryUse& memory_;
  const SortOrder& order_;
  RowFile file_;
  std::vector<Source> sources_;
  std::vector<size_t> heap_;  // sources that have rows; the one whose row comes next is on top
  size_t bytes_ = 0;
  std::vector<uint32_t> rows_;
};

}  // namespace qiao::query
