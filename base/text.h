// Unicode text as Cypher sees it: UTF-8 bytes that hold code points. Positions and lengths in the language count code
// points, never bytes.
//
// Errors: none. Except for FindInvalidUtf8, the functions expect valid UTF-8; a stray byte comes out as U+FFFD where a text
//         is rebuilt, and counts as a character or belongs to that before it. Texts are shorter than 2 GiB.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace qiao::base {

// Where the first byte that isn't UTF-8 stands; nullopt for a valid text.
std::optional<size_t> FindInvalidUtf8(std::string_view text);

// The code point at `position`, which moves behind it. Requires position < text.size(). U+FFFD for a stray byte.
char32_t NextCodePoint(std::string_view text, size_t& position);
void AppendCodePoint(std::string& text, char32_t code_point);

size_t CodePointCount(std::string_view text);
// Bytes that the first `count` code points take; the whole size when there are fewer.
size_t CodePointOffset(std::string_view text, size_t count);
// `count` code points from the code point `start` on, as far as the text reaches.
std::string_view CodePointSubstring(std::string_view text, size_t start, size_t count);
std::string ReverseCodePoints(std::string_view text);

// Case by Unicode's rules without a language: 'ß' becomes "SS" in capitals.
std::string ToUpper(std::string_view text);
std::string ToLower(std::string_view text);
// For comparing ASCII names such as those of functions.
std::string AsciiLower(std::string_view text);

enum class NormalForm : uint8_t { kNfc, kNfd, kNfkc, kNfkd };
std::string Normalize(std::string_view text, NormalForm form);

// Without white space at the ends (Unicode's White_Space, the ideographic space too).
std::string_view TrimLeft(std::string_view text);
std::string_view TrimRight(std::string_view text);
std::string_view Trim(std::string_view text);
// Without any of the code points of `characters` at the ends.
std::string_view TrimLeft(std::string_view text, std::string_view characters);
std::string_view TrimRight(std::string_view text, std::string_view characters);

// Columns on a terminal that shows East Asian wide characters two columns wide and combining marks in none.
size_t DisplayWidth(std::string_view text);

// Insertions, deletions, replacements and swaps of neighbours that turn one text into the other, in code points.
size_t EditDistance(std::string_view a, std::string_view b);
// The candidate that a writer of `name` probably meant; nullopt when none is near. For "did you mean".
std::optional<std::string_view> ClosestName(std::string_view name, std::span<const std::string_view> candidates);

}  // namespace qiao::base
