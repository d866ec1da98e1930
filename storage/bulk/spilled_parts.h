// Sorted parts of records in one temporary file, to be merged: each part is read from its beginning, in blocks.
//
// Threads: one at a time.
// Errors:  kIo.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/spill_file.h"

namespace qiao::storage {

class SpilledParts {
 public:
  // In `folder`; the file is made when the first record comes.
  explicit SpilledParts(std::string folder) : folder_(std::move(folder)) {}

  // A record of two pieces, which are one when it is read.
  base::Result<void> Append(std::string_view head, std::string_view tail);
  // The records since the last call are a part.
  base::Result<void> EndPart();
  bool empty() const { return parts_.empty(); }

  // The least record that is left; of equal ones, that of the earliest part. It holds until the next call; nullopt at
  // the end. `less` compares two records and is the same in every call.
  using Less = std::function<bool(std::string_view a, std::string_view b)>;
  base::Result<std::optional<std::string_view>> Next(const Less& less);
  // The next one is the least of all again.
  void Rewind();

 private:
  struct Part {
    uint64_t begin;  // offset in the file
    uint64_t next;   // offset in the file of what follows `buffer`
    uint64_t end;
    std::string buffer;
    size_t position = 0;  // in the buffer, behind `record`
    std::string_view record;
  };
  base::Result<bool> Advance(Part& part);
  base::Result<void> Fill(Part& part, size_t needed);

  std::string folder_;
  std::optional<base::SpillFile> file_;
  uint64_t end_ = 0;  // of the parts
  std::vector<Part> parts_;
  std::vector<size_t> heap_;  // of parts_, the least record on top
  size_t last_ = SIZE_MAX;    // the part whose record was handed out
  bool started_ = false;
};

}  // namespace qiao::storage
