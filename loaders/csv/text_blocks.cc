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

// Whether a byte tells more than that the text is ASCII.
bool Tells(std::string_view text) {
  // Without a branch for each byte, so that many are looked at at once.
  constexpr size_t kAtOnce = 64;
  for (; text.size() >= kAtOnce; text.remove_prefix(kAtOnce)) {
    int8_t least = 1;
    for (size_t i = 0; i < kAtOnce; ++i) least = std::min(least, static_cast<int8_t>(text[i]));
    if (least <= 0) return true;
  }
  return std::ranges::any_of(text, [](char byte) { return static_cast<int8_t>(byte) <= 0; });
}

}  // namespace

uint64_t CountLineBreaks(std::string_view text) {
  constexpr size_t kAtOnce = 64;
  uint64_t count = 0;
  for (; text.size() >= kAtOnce; text.remove_prefix(kAtOnce)) {
    uint8_t here = 0;
    for (size_t i = 0; i < kAtOnce; ++i) here = static_cast<uint8_t>(here + (text[i] == '\n' ? 1 : 0));
    count += here;
  }
  return count + static_cast<uint64_t>(std::ranges::count(text, '\n'));
}

base::Result<TextBlocks> TextBlocks::Open(const std::string& path, std::optional<base::Charset> charset) {
  TextBlocks blocks;
  blocks.path_ = path;
  QIAO_TRY(blocks.source_, ByteSource::Open(path));
  if (charset) {
    blocks.charset_ = *charset;
    return blocks;
  }
  blocks.guesses_ = true;
  QIAO_CHECK(blocks.Read(kSampleBytes));
  const size_t lines = EndOfLastLine(blocks.raw_, base::Charset::kUtf8);
  const bool whole = blocks.ended_ || lines == 0;
  blocks.Guess(std::string_view(blocks.raw_).substr(0, whole ? blocks.raw_.size() : lines));
  return blocks;
}

TextBlocks TextBlocks::Of(std::string path, std::string lines, uint64_t line) {
  TextBlocks blocks;
  blocks.path_ = std::move(path);
  blocks.PutBack(std::move(lines), line);
  blocks.ended_ = true;
  return blocks;
}

void TextBlocks::Guess(std::string_view lines) {
  if (!Tells(lines)) return;
  charset_ = base::GuessCharset(lines);
  guesses_ = false;
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

// Until there are whole lines in raw_; answers where they end.
base::Result<size_t> TextBlocks::ReadLines() {
  size_t lines = 0;
  while (lines == 0 && !ended_) {
    QIAO_CHECK(Read(kBlockBytes));
    lines = EndOfLastLine(raw_, charset_);
    if (lines == 0 && raw_.size() > kMaxLineBytes) {
      return InputError("{}: a line of more than {} MiB: this is no table", InputPlace{path_, line_},
                        kMaxLineBytes >> 20);
    }
  }
  return ended_ ? raw_.size() : lines;
}

base::Result<bool> TextBlocks::Append(std::string& text) {
  if (!ready_.empty()) {
    text += std::exchange(ready_, {});
    return true;
  }
  QIAO_TRY(const size_t lines, ReadLines());
  if (lines == 0) return false;
  std::string_view raw = std::string_view(raw_).substr(0, lines);
  if (guesses_) Guess(raw);
  if (charset_ == base::Charset::kUtf8) {
    if (first_ && raw.starts_with(kUtf8Mark)) raw.remove_prefix(kUtf8Mark.size());
    if (!guesses_) QIAO_CHECK(CheckUtf8(raw));
    line_ += CountLineBreaks(raw);
    text += raw;
  } else {
    const size_t before = text.size();
    QIAO_CHECK(Decode(raw, text));
    line_ += CountLineBreaks(std::string_view(text).substr(before));
  }
  raw_.erase(0, lines);
  first_ = false;
  return true;
}

base::Result<void> TextBlocks::CheckUtf8(std::string_view lines) const {
  const auto broken = base::FindInvalidUtf8(lines);
  if (!broken) return {};
  const std::string_view good = lines.substr(0, *broken);
  const size_t start = good.rfind('\n') + 1;  // npos + 1 is 0
  return InputError("{}: a byte that is not valid UTF-8; save the file as UTF-8, or name its encoding with --encoding",
                    InputPlace{path_, line_ + CountLineBreaks(good), base::CodePointCount(good.substr(start)) + 1});
}

base::Result<void> TextBlocks::Decode(std::string_view lines, std::string& text) const {
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
