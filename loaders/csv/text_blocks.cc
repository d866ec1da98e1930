#include "loaders/csv/text_blocks.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>

#include "base/text.h"
#include "loaders/input.h"

namespace qiao::loaders::csv {
namespace {

constexpr size_t kBlockBytes = size_t{1} << 20;
constexpr size_t kSampleBytes = size_t{256} << 10;
constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

bool IsUtf16(base::Charset charset) { return charset == base::Charset::kUtf16Le || charset == base::Charset::kUtf16Be; }

// Where the last whole line of `raw` ends; 0 when it holds none. A line feed byte is never a part of another character
// in the encodings that aren't UTF-16.
size_t EndOfLastLine(std::string_view raw, base::Charset charset) {
  if (!IsUtf16(charset)) {
    const size_t found = raw.rfind('\n');
    return found == std::string_view::npos ? 0 : found + 1;
  }
  const size_t low = charset == base::Charset::kUtf16Le ? 0 : 1;
  for (size_t end = raw.size() & ~size_t{1}; end >= 2; end -= 2) {
    if (raw[end - 2 + low] == '\n' && raw[end - 1 - low] == '\0') return end;
  }
  return 0;
}

base::Error IoError(const std::string& path) {
  return base::MakeError(base::ErrorCode::kIo, "{}: {}", path, std::strerror(errno));
}

}  // namespace

base::Result<TextBlocks> TextBlocks::Open(const std::string& path, std::optional<base::Charset> charset) {
  TextBlocks blocks;
  blocks.path_ = path;
  blocks.file_.reset(std::fopen(path.c_str(), "rb"));
  if (blocks.file_ == nullptr) return IoError(path);
  if (std::fseek(blocks.file_.get(), 0, SEEK_END) != 0) return IoError(path);
  const long size = std::ftell(blocks.file_.get());
  if (size < 0) return IoError(path);
  blocks.bytes_total_ = static_cast<uint64_t>(size);
  std::rewind(blocks.file_.get());
  if (charset) {
    blocks.charset_ = *charset;
  } else {
    QIAO_TRY(blocks.charset_, blocks.Guess());
  }
  return blocks;
}

// Reads ahead to the first bytes that tell, and then starts anew.
base::Result<base::Charset> TextBlocks::Guess() {
  base::Charset charset = base::Charset::kUtf8;
  while (!ended_) {
    raw_.clear();
    QIAO_CHECK(Read(kSampleBytes));
    const auto tells = [](char byte) { return byte == 0 || static_cast<unsigned char>(byte) >= 0x80; };
    if (std::ranges::any_of(raw_, tells)) {
      const size_t lines = EndOfLastLine(raw_, base::Charset::kUtf8);
      const bool whole = ended_ || lines == 0;
      charset = base::GuessCharset(std::string_view(raw_).substr(0, whole ? raw_.size() : lines));
      break;
    }
  }
  std::rewind(file_.get());
  raw_.clear();
  ended_ = false;
  bytes_read_ = 0;
  return charset;
}

base::Result<void> TextBlocks::Read(size_t bytes) {
  const size_t old = raw_.size();
  raw_.resize(old + bytes);
  const size_t got = std::fread(raw_.data() + old, 1, bytes, file_.get());
  raw_.resize(old + got);
  bytes_read_ += got;
  if (got < bytes) {
    if (std::ferror(file_.get()) != 0) return IoError(path_);
    ended_ = true;
  }
  return {};
}

base::Result<bool> TextBlocks::Append(std::string& text) {
  size_t lines = 0;
  while (lines == 0 && !ended_) {
    QIAO_CHECK(Read(kBlockBytes));
    lines = EndOfLastLine(raw_, charset_);
    if (lines == 0 && raw_.size() > kMaxLineBytes) {
      return InputError("{}: a line of more than {} MiB: this is no table", InputPlace{path_, line_},
                        kMaxLineBytes >> 20);
    }
  }
  if (ended_) lines = raw_.size();
  if (lines == 0) return false;
  const size_t before = text.size();
  QIAO_CHECK(Decode(std::string_view(raw_).substr(0, lines), text));
  line_ += static_cast<uint64_t>(std::count(text.begin() + static_cast<std::ptrdiff_t>(before), text.end(), '\n'));
  raw_.erase(0, lines);
  first_ = false;
  return true;
}

base::Result<void> TextBlocks::Decode(std::string_view lines, std::string& text) {
  if (charset_ == base::Charset::kUtf8) {
    if (first_ && lines.starts_with(kUtf8Mark)) lines.remove_prefix(kUtf8Mark.size());
    const auto broken = base::FindInvalidUtf8(lines);
    if (!broken) {
      text += lines;
      return {};
    }
    const std::string_view good = lines.substr(0, *broken);
    const size_t start = good.rfind('\n') + 1;  // npos + 1 is 0
    const InputPlace place{path_, line_ + static_cast<uint64_t>(std::ranges::count(good, '\n')),
                           base::CodePointCount(good.substr(start)) + 1};
    return InputError(
        "{}: a byte that is not valid UTF-8; save the file as UTF-8, or name its encoding with --encoding", place);
  }
  auto decoded = base::Decode(lines, charset_);
  if (decoded) {
    text += base::ToUtf8(decoded->chars);
    return {};
  }
  // The offset is the error's argument. It may lie within a character; what lies before that decodes.
  size_t offset = 0;
  if (!decoded.error().message.arguments.empty()) {
    const std::string& digits = decoded.error().message.arguments.front();
    std::from_chars(digits.data(), digits.data() + digits.size(), offset);
  }
  InputPlace place{path_, line_, 0};
  for (size_t back = 0; back < 4 && back <= offset; ++back) {
    const auto good = base::Decode(lines.substr(0, offset - back), charset_);
    if (!good) continue;
    const size_t start = good->chars.rfind(U'\n') + 1;
    place.line += static_cast<uint64_t>(std::ranges::count(good->chars, U'\n'));
    place.column = good->chars.size() - start + 1;
    break;
  }
  return InputError("{}: a byte that is not valid {}; name the file's encoding with --encoding", place,
                    base::Name(charset_));
}

}  // namespace qiao::loaders::csv
