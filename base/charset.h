// The encodings that Chinese files come in: guessing which, and decoding with each character's place in the bytes.
//
// Errors: kInput with the offset of the first byte that the encoding doesn't allow.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace qiao::base {

enum class Charset : uint8_t { kUtf8, kUtf16Le, kUtf16Be, kGb18030, kBig5 };
std::string_view Name(Charset charset);  // "UTF-8", "GB18030" …

// Code points, and where each begins in the bytes; `offsets` has one entry more than `chars`: the end.
struct DecodedText {
  std::u32string chars;
  std::vector<uint32_t> offsets;
};

// A byte order mark decides; else valid UTF-8 is UTF-8, zero bytes at every other place are UTF-16, and two-byte text
// is Big5 where it could be and looks so, else GB18030. Mostly valid UTF-8 counts as UTF-8, so that its damage is
// reported.
Charset GuessCharset(std::string_view bytes);

// Decodes up to 4 GiB. A byte order mark is dropped.
Result<DecodedText> Decode(std::string_view bytes, Charset charset);

std::string ToUtf8(std::u32string_view text);
// Of valid UTF-8; broken sequences become U+FFFD.
std::u32string ToUtf32(std::string_view text);

}  // namespace qiao::base
