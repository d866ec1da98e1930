#include "loaders/csv/text_blocks.h"

#include <algorithm>
#include <charconv>
#include <utility>

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

}  // namespace

base::Result<TextBlocks> TextBlocks::Open(const std::string& path, std::optional<base::Charset> charset) {
  TextBlocks blocks;
  blocks.path_ = path;
  QIAO_TRY(blocks.source_, ByteSource::Open(path));
  if (charset) {
    blocks.charset_ = *charset;
  } else {
    QIAO_TRY(blocks.charset_, blocks.Guess());
  }
  return blocks;
}

TextBlocks TextBlocks::Of(std::string path, std::string lines, uint64_t line) {
  TextBlocks blocks;
  blocks.path_ = std::move(path);
  blocks.PutBack(std::move(lines), line);
  blocks.ended_ = true;
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
  QIAO_CHECK(source_->Rewind());
  raw_.clear();
  ended_ = false;
  return charset;
}

base::Result<void> TextBlocks::Read(size_t bytes) {
  // A source hands out what it has at once; only a whole block is worth looking at.
  const size_t wanted = raw_.size() + bytes;
  while (raw_.size() < wanted && !ended_) {
    const size_t before = raw_.size();
    QIAO_CHECK(source_->Read(wanted - before, raw_));
    ended_ = raw_.size() == before;
  }
  return {};
}

base::Result<bool> TextBlocks::Append(std::string& text) {
  if (!ready_.empty()) {
    text += std::exchange(ready_, {});
    return true;
  }
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
