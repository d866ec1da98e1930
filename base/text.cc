#include "base/text.h"

#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstring>

namespace qiao::base {
namespace {

// The code point at `position`, negative for a stray byte.
UChar32 Decode(std::string_view text, size_t& position) {
  // ICU counts in 32 bits; a window of four bytes is all that one code point needs.
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data() + position);
  const int32_t length = static_cast<int32_t>(std::min<size_t>(text.size() - position, 4));
  int32_t index = 0;
  UChar32 code_point;
  U8_NEXT(bytes, index, length, code_point);
  position += static_cast<size_t>(code_point < 0 ? 1 : index);
  return code_point;
}

// The next eight bytes are there and all of them ASCII.
bool AreEightAscii(std::string_view text, size_t position) {
  constexpr uint64_t kBeyondAscii = 0x8080808080808080;
  uint64_t next = kBeyondAscii;
  if (position + sizeof(next) <= text.size()) std::memcpy(&next, text.data() + position, sizeof(next));
  return (next & kBeyondAscii) == 0;
}

bool IsAscii(std::string_view text) {
  return std::ranges::all_of(text, [](char byte) { return static_cast<uint8_t>(byte) < 0x80; });
}

bool IsContinuation(char byte) { return (static_cast<uint8_t>(byte) & 0xC0) == 0x80; }

// How many of the next eight bytes, which are there, begin a code point.
size_t BeginningsInEight(std::string_view text, size_t position) {
  uint64_t next;
  std::memcpy(&next, text.data() + position, sizeof(next));
  const uint64_t continuations = next >> 7 & ~(next >> 6) & 0x0101010101010101;
  return 8 - (continuations * 0x0101010101010101 >> 56);
}

const icu::Normalizer2* NormalizerOf(NormalForm form) {
  UErrorCode status = U_ZERO_ERROR;
  switch (form) {
    case NormalForm::kNfc:
      return icu::Normalizer2::getNFCInstance(status);
    case NormalForm::kNfd:
      return icu::Normalizer2::getNFDInstance(status);
    case NormalForm::kNfkc:
      return icu::Normalizer2::getNFKCInstance(status);
    case NormalForm::kNfkd:
      return icu::Normalizer2::getNFKDInstance(status);
  }
  return nullptr;
}

std::string AsciiUpper(std::string_view text) {
  std::string upper(text);
  for (char& byte : upper) {
    if (byte >= 'a' && byte <= 'z') byte = static_cast<char>(byte - 'a' + 'A');
  }
  return upper;
}

icu::StringPiece Piece(std::string_view text) { return {text.data(), static_cast<int32_t>(text.size())}; }

template <class Keep>
std::string_view TrimLeftIf(std::string_view text, Keep drop) {
  size_t position = 0;
  while (position < text.size()) {
    size_t next = position;
    if (!drop(NextCodePoint(text, next))) break;
    position = next;
  }
  return text.substr(position);
}

template <class Drop>
std::string_view TrimRightIf(std::string_view text, Drop drop) {
  while (!text.empty()) {
    size_t start = text.size() - 1;
    for (int back = 0; back < 3 && start > 0 && IsContinuation(text[start]); ++back) --start;
    size_t next = start;
    if (!drop(NextCodePoint(text, next))) break;
    text = text.substr(0, start);
  }
  return text;
}

bool IsSpace(char32_t code_point) {
  if (code_point > ' ' && code_point < 0x7F) return false;
  return u_isUWhiteSpace(static_cast<UChar32>(code_point));
}

bool Holds(std::string_view characters, char32_t wanted) {
  for (size_t position = 0; position < characters.size();) {
    if (NextCodePoint(characters, position) == wanted) return true;
  }
  return false;
}

}  // namespace

std::optional<size_t> FindInvalidUtf8(std::string_view text) {
  for (size_t position = 0; position < text.size();) {
    if (static_cast<uint8_t>(text[position]) < 0x80) {
      position += AreEightAscii(text, position) ? 8 : 1;
      continue;
    }
    const size_t start = position;
    if (Decode(text, position) < 0) return start;
  }
  return std::nullopt;
}

char32_t NextCodePoint(std::string_view text, size_t& position) {
  const UChar32 code_point = Decode(text, position);
  return code_point < 0 ? U'\uFFFD' : static_cast<char32_t>(code_point);
}

void AppendCodePoint(std::string& text, char32_t code_point) {
  uint8_t bytes[4];
  int32_t length = 0;
  UBool failed = false;
  U8_APPEND(bytes, length, 4, static_cast<UChar32>(code_point), failed);
  if (failed) {
    text += "\uFFFD";
  } else {
    text.append(reinterpret_cast<const char*>(bytes), static_cast<size_t>(length));
  }
}

size_t CodePointCount(std::string_view text) {
  size_t count = 0, position = 0;
  for (; position + 8 <= text.size(); position += 8) count += BeginningsInEight(text, position);
  for (; position < text.size(); ++position) count += IsContinuation(text[position]) ? 0 : 1;
  return count;
}

size_t CodePointOffset(std::string_view text, size_t count) {
  size_t position = 0;
  for (; position + 8 <= text.size(); position += 8) {
    const size_t beginnings = BeginningsInEight(text, position);
    if (beginnings > count) break;
    count -= beginnings;
  }
  for (; position < text.size(); ++position) {
    if (!IsContinuation(text[position]) && count-- == 0) break;
  }
  return position;
}

std::string_view CodePointSubstring(std::string_view text, size_t start, size_t count) {
  text = text.substr(CodePointOffset(text, start));
  return text.substr(0, CodePointOffset(text, count));
}

std::string ReverseCodePoints(std::string_view text) {
  std::string reversed(text.size(), '\0');
  size_t end = text.size();
  for (size_t position = 0; position < text.size();) {
    const size_t start = position;
    NextCodePoint(text, position);
    end -= position - start;
    std::copy(text.begin() + static_cast<ptrdiff_t>(start), text.begin() + static_cast<ptrdiff_t>(position),
              reversed.begin() + static_cast<ptrdiff_t>(end));
  }
  return reversed;
}

std::string ToUpper(std::string_view text) {
  if (IsAscii(text)) return AsciiUpper(text);
  std::string upper;
  icu::StringByteSink<std::string> sink(&upper);
  UErrorCode status = U_ZERO_ERROR;
  icu::CaseMap::utf8ToUpper("", 0, Piece(text), sink, nullptr, status);
  return upper;
}

std::string ToLower(std::string_view text) {
  if (IsAscii(text)) return AsciiLower(text);
  std::string lower;
  icu::StringByteSink<std::string> sink(&lower);
  UErrorCode status = U_ZERO_ERROR;
  icu::CaseMap::utf8ToLower("", 0, Piece(text), sink, nullptr, status);
  return lower;
}

std::string AsciiLower(std::string_view text) {
  std::string lower(text);
  for (char& byte : lower) {
    if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte - 'A' + 'a');
  }
  return lower;
}

std::string Normalize(std::string_view text, NormalForm form) {
  const icu::Normalizer2* normalizer = NormalizerOf(form);
  std::string normal;
  icu::StringByteSink<std::string> sink(&normal);
  UErrorCode status = U_ZERO_ERROR;
  normalizer->normalizeUTF8(0, Piece(text), sink, nullptr, status);
  return normal;
}

std::string_view TrimLeft(std::string_view text) { return TrimLeftIf(text, IsSpace); }
std::string_view TrimRight(std::string_view text) { return TrimRightIf(text, IsSpace); }
std::string_view Trim(std::string_view text) { return TrimRight(TrimLeft(text)); }

std::string_view TrimLeft(std::string_view text, std::string_view characters) {
  return TrimLeftIf(text, [&](char32_t code_point) { return Holds(characters, code_point); });
}
std::string_view TrimRight(std::string_view text, std::string_view characters) {
  return TrimRightIf(text, [&](char32_t code_point) { return Holds(characters, code_point); });
}

size_t DisplayWidth(std::string_view text) {
  size_t width = 0;
  for (size_t position = 0; position < text.size();) {
    const auto code_point = static_cast<UChar32>(NextCodePoint(text, position));
    const uint32_t category = U_GET_GC_MASK(code_point);
    if (category & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK | U_GC_CC_MASK)) continue;
    const int32_t east_asian = u_getIntPropertyValue(code_point, UCHAR_EAST_ASIAN_WIDTH);
    width += east_asian == U_EA_WIDE || east_asian == U_EA_FULLWIDTH ? 2 : 1;
  }
  return width;
}

}  // namespace qiao::base
