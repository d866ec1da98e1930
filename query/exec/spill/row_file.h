// Rows in a temporary file, batch by batch. The file has no name: whatever happens, nothing is left behind.
//
// Errors: kLimit when the query's files take more than they may, kIo.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/spill_file.h"
#include "query/exec/batch.h"
#include "query/exec/environment.h"

namespace qiao::query {

class RowFile {
 public:
  // For those columns of batches that `slots` (sorted) name. `user` is the operator's name, for messages; the
  // environment outlives the file.
  static base::Result<RowFile> Create(Environment& env, std::string_view user, std::vector<Slot> slots);
  RowFile(RowFile&& other) noexcept;
  RowFile& operator=(RowFile&& other) noexcept;
  ~RowFile();

  base::Result<void> Append(const Batch& batch);
  // To be called before reading.
  base::Result<void> FinishWriting() { return file_.FinishWriting(); }
  // The place behind the last batch.
  uint64_t end() const { return end_; }
  const std::vector<Slot>& slots() const { return slots_; }

  // Gives the batches between two places. The file outlives the reader and stays where it is.
  class Reader {
   public:
    Reader(const RowFile& file, uint64_t begin, uint64_t end) : file_(&file), at_(begin), end_(end) {}
    // False, and an empty batch, at the end.
    base::Result<bool> Next(Batch& out);

   private:
    const RowFile* file_;
    uint64_t at_;
    uint64_t end_;
    std::string bytes_;
  };

 private:
  RowFile(Environment& env, std::string_view user, std::vector<Slot> slots, base::SpillFile file)
      : env_(&env), user_(user), slots_(std::move(slots)), file_(std::move(file)) {}

  Environment* env_;
  std::string_view user_;
  std::vector<Slot> slots_;
  base::SpillFile file_;
  uint64_t end_ = 0;
  std::string bytes_;
};

}  // namespace qiao::query
