// Rows kept in their order, in memory as long as there is room and in a file beyond that.
#pragma once

#include <optional>

#include "query/exec/spill/row_file.h"

namespace qiao::query {

class RowSpool {
 public:
  // `slots` (sorted): what is kept of each batch. The memory that the rows take is counted in `memory`, whose operator
  // is named in messages.
  RowSpool(Environment& env, MemoryUse& memory, std::vector<Slot> slots)
      : env_(env), memory_(memory), slots_(std::move(slots)) {}

  void Clear();
  base::Result<void> Add(const Batch& batch);
  // To be called after the last Add() and before each reading.
  base::Result<void> Rewind();
  base::Result<bool> Next(Batch& out);

 private:
  base::Result<void> Spill();
  bool NextStored(Batch& out);

  Environment& env_;
  MemoryUse& memory_;
  std::vector<Slot> slots_;
  std::optional<RowFile> file_;  // the first rows
  Batch store_;                  // the others
  std::optional<RowFile::Reader> reader_;
  size_t next_ = 0;
  std::vector<uint32_t> rows_;
};

}  // namespace qiao::query
