// Standard output, buffered. A reader that goes away (qiao … | head) is no error: closed() tells to stop.
//
// Threads: one.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace qiao::cli {

class Output {
 public:
  explicit Output(int descriptor) : descriptor_(descriptor) {}
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  ~Output();

  void Write(std::string_view text);
  void Flush();

  bool closed() const { return closed_; }
  // Errors: kIo when the system refused to take what was written (a full disk).
  base::Result<void> status() const;

  bool is_terminal() const;
  // Columns of the terminal; 80 where that isn't known.
  size_t width() const;

 private:
  int descriptor_;
  std::string buffer_;
  bool closed_ = false;
  int error_ = 0;
};

}  // namespace qiao::cli
