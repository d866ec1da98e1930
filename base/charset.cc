#include "base/charset.h"

#include <unicode/ucnv.h>
#include <unicode/utf16.h>

#include <array>
#include <limits>
#include <memory>

#include "base/text.h"

namespace qiao::base {
namespace {

constexpr char32_t kReplacement = 0xFFFD;
constexpr char32_t kByteOrderMark = 0xFEFF;
constexpr char32_t kBroken = 0xFFFFFFFF;

unsigned char At(std::string_view bytes, size_t i) { return static_cast<unsigned char>(bytes[i]); }

// One code point of UTF-8 at `i`, which moves past it; kBroken (and one byte on) where the bytes are none.
char32_t NextUtf8(std::string_view bytes, size_t& i) {
  const unsigned char lead = At(bytes, i++);
  if (lead < 0x80) return lead;
  const int tail = lead >= 0xF0 && lead < 0xF5   ? 3
                   : lead >= 0xE0 && lead < 0xF0 ? 2
                   : lead >= 0xC2 && lead < 0xE0 ? 1
                                                 : 0;
  if (tail == 0 || i + tail > bytes.size()) return kBroken;
  char32_t c = lead & (0x3F >> tail);
  for (int k = 0; k < tail; ++k) {
    const unsigned char next = At(bytes, i + k);
    if ((next & 0xC0) != 0x80) return kBroken;
    c = (c << 6) | (next & 0x3F);
  }
  const char32_t least = tail == 3 ? 0x10000 : tail == 2 ? 0x800 : 0x80;
  if (c < least || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) return kBroken;
  i += tail;
  return c;
}

struct Utf8Count {
  size_t good = 0;  // sequences of several bytes
  size_t bad = 0;
};

Utf8Count CountUtf8(std::string_view bytes) {
  Utf8Count count;
  for (size_t i = 0; i < bytes.size();) {
    const char32_t c = NextUtf8(bytes, i);
    if (c == kBroken) {
      ++count.bad;
    } else if (c >= 0x80) {
      ++count.good;
    }
  }
  return count;
}

// Big5 trails often lie below 0x80, GB 2312's never do; and Big5 leads lie in A1..F9.
bool LooksLikeBig5(std::string_view bytes) {
  size_t pairs = 0, low = 0;
  for (size_t i = 0; i + 1 < bytes.size(); ++i) {
    const unsigned char lead = At(bytes, i);
    if (lead < 0x80) continue;
    const unsigned char trail = At(bytes, i + 1);
    if (lead < 0xA1 || lead > 0xF9 || trail < 0x40 || (trail > 0x7E && trail < 0xA1)) return false;
    ++pairs;
    low += trail < 0x80;
    ++i;
  }
  return low * 10 > pairs;
}

Error Invalid(Charset charset, size_t offset) {
  return MakeError(ErrorCode::kInput, "byte {} is not valid {}", offset, Name(charset));
}

Result<DecodedText> DecodeUtf8(std::string_view bytes) {
  DecodedText text;
  text.chars.reserve(bytes.size() / 2);
  text.offsets.reserve(bytes.size() / 2);
  for (size_t i = 0; i < bytes.size();) {
    const size_t begin = i;
    const char32_t c = NextUtf8(bytes, i);
    if (c == kBroken) return Invalid(Charset::kUtf8, begin);
    if (c == kByteOrderMark && begin == 0) continue;
    text.chars.push_back(c);
    text.offsets.push_back(static_cast<uint32_t>(begin));
  }
  return text;
}

Result<DecodedText> DecodeUtf16(std::string_view bytes, Charset charset) {
  if (bytes.size() % 2 != 0) return Invalid(charset, bytes.size() - 1);
  const size_t high = charset == Charset::kUtf16Be ? 0 : 1;
  auto unit = [&](size_t i) { return static_cast<char16_t>(At(bytes, i + high) << 8 | At(bytes, i + 1 - high)); };
  DecodedText text;
  for (size_t i = 0; i < bytes.size(); i += 2) {
    const size_t begin = i;
    char32_t c = unit(i);
    if (U16_IS_TRAIL(c)) return Invalid(charset, begin);
    if (U16_IS_LEAD(c)) {
      i += 2;
      if (i >= bytes.size() || !U16_IS_TRAIL(unit(i))) return Invalid(charset, begin);
      c = U16_GET_SUPPLEMENTARY(c, unit(i));
    }
    if (c == kByteOrderMark && begin == 0) continue;
    text.chars.push_back(c);
    text.offsets.push_back(static_cast<uint32_t>(begin));
  }
  return text;
}

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

// ICU tells for each UTF-16 unit the byte that it came from.
Result<DecodedText> DecodeWithIcu(std::string_view bytes, Charset charset) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, CloseConverter> converter(ucnv_open(std::string(Name(charset)).c_str(), &status));
  if (U_FAILURE(status)) return MakeError(ErrorCode::kInternal, "no converter for {}", Name(charset));
  ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  DecodedText text;
  std::array<char16_t, 4096> units;
  std::array<int32_t, 4096> places;
  const char* from = bytes.data();
  const char* const end = from + bytes.size();
  char16_t lead = 0;
  do {
    const char* const start = from;
    char16_t* to = units.data();
    status = U_ZERO_ERROR;
    ucnv_toUnicode(converter.get(), &to, units.data() + units.size(), &from, end, places.data(), true, &status);
    if (U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR) return Invalid(charset, from - bytes.data());
    for (char16_t* u = units.data(); u != to; ++u) {
      if (U16_IS_LEAD(*u)) {
        lead = *u;
        continue;
      }
      text.chars.push_back(U16_IS_TRAIL(*u) ? U16_GET_SUPPLEMENTARY(lead, *u) : *u);
      const int32_t place = places[u - units.data()];
      text.offsets.push_back(static_cast<uint32_t>(start - bytes.data() + (place < 0 ? 0 : place)));
    }
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  return text;
}

}  // namespace

std::string_view Name(Charset charset) {
  switch (charset) {
    case Charset::kUtf8:
      return "UTF-8";
    case Charset::kUtf16Le:
      return "UTF-16LE";
    case Charset::kUtf16Be:
      return "UTF-16BE";
    case Charset::kGb18030:
      return "GB18030";
    case Charset::kBig5:
      return "Big5";
  }
  return "";
}

Charset GuessCharset(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return Charset::kUtf8;
  if (bytes.starts_with("\xFF\xFE")) return Charset::kUtf16Le;
  if (bytes.starts_with("\xFE\xFF")) return Charset::kUtf16Be;
  size_t zeros[2] = {0, 0};
  const size_t seen = std::min<size_t>(bytes.size(), 65536);
  for (size_t i = 0; i < seen; ++i) zeros[i % 2] += bytes[i] == '\0';
  // Chinese text has its zero bytes with digits, spaces and line ends, all on one side.
  if (zeros[1] > seen / 100 && zeros[0] <= zeros[1] / 16) return Charset::kUtf16Le;
  if (zeros[0] > seen / 100 && zeros[1] <= zeros[0] / 16) return Charset::kUtf16Be;
  const Utf8Count utf8 = CountUtf8(bytes);
  if (utf8.bad <= utf8.good / 8) return Charset::kUtf8;
  return LooksLikeBig5(bytes) ? Charset::kBig5 : Charset::kGb18030;
}

Result<DecodedText> Decode(std::string_view bytes, Charset charset) {
  if (bytes.size() >= std::numeric_limits<uint32_t>::max()) {
    return MakeError(ErrorCode::kLimit, "{} bytes are too many to decode at once", bytes.size());
  }
  Result<DecodedText> text = charset == Charset::kUtf8                                   ? DecodeUtf8(bytes)
                             : charset == Charset::kGb18030 || charset == Charset::kBig5 ? DecodeWithIcu(bytes, charset)
                                                                                         : DecodeUtf16(bytes, charset);
  if (text) text->offsets.push_back(static_cast<uint32_t>(bytes.size()));
  return text;
}

std::string ToUtf8(std::u32string_view text) {
  std::string out;
  out.reserve(text.size() * 3);
  for (const char32_t c : text) AppendCodePoint(out, c);
  return out;
}

std::u32string ToUtf32(std::string_view text) {
  std::u32string out;
  out.reserve(text.size() / 2);
  for (size_t i = 0; i < text.size();) {
    const char32_t c = NextUtf8(text, i);
    out.push_back(c == kBroken ? kReplacement : c);
  }
  return out;
}

}  // namespace qiao::base
