// A temporary file without a name: written once, then read from any place. It is gone with the process, however that
// ends.
//
// Errors: kIo.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace qiao::base {

// Gives the memory of a vector or a text back: `= {}` would keep it.
template <class Container>
void Release(Container& container) {
  Container().swap(container);
}

class SpillFile {
 public:
  // In `folder`.
  static Result<SpillFile> Create(const std::string& folder);
  SpillFile(SpillFile&& other) noexcept;
  SpillFile& operator=(SpillFile&& other) noexcept;
  ~SpillFile();

  Result<void> Write(std::string_view bytes);
  Result<void> FinishWriting();
  // Appends up to `count` bytes from `offset` on to `out`; fewer only at the end of the file.
  Result<void> Read(uint64_t offset, size_t count, std::string& out) const;
  uint64_t size() const { return size_; }

 private:
  SpillFile(int file, std::string folder) : file_(file), folder_(std::move(folder)) {}
  Result<void> Flush();

  int file_;
  std::string folder_;  // for messages
  std::string buffer_;
  uint64_t size_ = 0;
};

}  // namespace qiao::base
