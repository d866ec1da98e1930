// A text file as UTF-8, some whole lines at a time, whatever encoding it is written in.
//
// Memory: one block of a megabyte; more only for a longer line, up to kMaxLineBytes.
// Errors: kInput with file, line and column of bytes that the encoding doesn't allow, and for a line that is too long;
//         kIo.
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include "base/charset.h"
#include "base/result.h"

namespace qiao::loaders::csv {

inline constexpr size_t kMaxLineBytes = size_t{64} << 20;

class TextBlocks {
 public:
  // Without a charset, it is guessed from the byte order mark or from the first bytes beyond ASCII.
  static base::Result<TextBlocks> Open(const std::string& path, std::optional<base::Charset> charset = std::nullopt);

  // Appends the next lines to `text`, without the byte order mark; false when there are no more.
  base::Result<bool> Append(std::string& text);

  const std::string& path() const { return path_; }
  base::Charset charset() const { return charset_; }
  uint64_t bytes_read() const { return bytes_read_; }
  uint64_t bytes_total() const { return bytes_total_; }

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  TextBlocks() = default;
  base::Result<base::Charset> Guess();
  base::Result<void> Read(size_t bytes);
  base::Result<void> Decode(std::string_view lines, std::string& text);

  std::string path_;
  std::unique_ptr<std::FILE, Close> file_;
  base::Charset charset_ = base::Charset::kUtf8;
  std::string raw_;  // read, not yet handed out
  bool ended_ = false;
  bool first_ = true;
  uint64_t line_ = 1;  // of the first byte of raw_
  uint64_t bytes_read_ = 0;
  uint64_t bytes_total_ = 0;
};

}  // namespace qiao::loaders::csv
