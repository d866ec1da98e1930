// A text file as UTF-8, some whole lines at a time, whatever encoding it is written in.
//
// Without a charset, it is guessed from the byte order mark or from the lines around the first bytes beyond ASCII.
//
// Memory: one block of a megabyte; more only for a longer line, up to kMaxLineBytes.
// A compressed file is unpacked.
//
// Errors: kInput with file, line and column of bytes that the encoding doesn't allow, and for a line that is too long;
//         kIo.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/charset.h"
#include "base/result.h"
#include "loaders/byte_source.h"

namespace qiao::loaders::csv {

inline constexpr size_t kMaxLineBytes = size_t{64} << 20;

class TextBlocks {
 public:
  static base::Result<TextBlocks> Open(const std::string& path, std::optional<base::Charset> charset = std::nullopt);
  // Lines of a file that were read already, the first of which is number `line`.
  static TextBlocks Of(std::string path, std::string lines, uint64_t line);

  // Appends the next lines to `text`, without the byte order mark; false when there are no more.
  base::Result<bool> Append(std::string& text);

  const std::string& path() const { return path_; }
  // UTF-8 as long as everything was ASCII.
  base::Charset charset() const { return charset_; }
  // The number of the line that Append begins with.
  uint64_t line() const { return ready_.empty() ? line_ : ready_line_; }
  // Text that Append gave, to be given again before what follows.
  void PutBack(std::string text, uint64_t line) {
    ready_ = std::move(text);
    ready_line_ = line;
  }
  // Of the file as it lies on the disk.
  uint64_t bytes_read() const { return source_ == nullptr ? 0 : source_->bytes_read(); }
  uint64_t bytes_total() const { return source_ == nullptr ? 0 : source_->bytes_total(); }

 private:
  TextBlocks() = default;
  base::Result<void> Read(size_t bytes);
  // Settles the charset if the lines tell it.
  void Guess(std::string_view lines);
  base::Result<size_t> ReadLines();
  base::Result<void> CheckUtf8(std::string_view lines) const;
  base::Result<void> Decode(std::string_view lines, std::string& text) const;

  std::string path_;
  std::unique_ptr<ByteSource> source_;  // null: there is nothing but ready_
  base::Charset charset_ = base::Charset::kUtf8;
  bool guesses_ = false;  // only ASCII has come so far
  std::string raw_;       // read, not yet handed out
  std::string ready_;     // decoded, to be handed out first
  uint64_t ready_line_ = 1;
  bool ended_ = false;
  bool first_ = true;
  uint64_t line_ = 1;  // of the first byte of raw_
};

// How many lines end in the text.
uint64_t CountLineBreaks(std::string_view text);

}  // namespace qiao::loaders::csv
