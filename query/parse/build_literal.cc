#include <algorithm>
#include <charconv>
#include <limits>

#include "base/text.h"
#include "query/parse/builder.h"

namespace qiao::query::syntax {
namespace {

using base::ErrorCode;
using base::ErrorDetail;
using base::MakeError;

std::string WithoutUnderscores(std::string_view text) {
  std::string digits(text);
  std::erase(digits, '_');
  return digits;
}

// Whether a decimal number that no double holds is too near to zero, not too far from it.
bool IsTiny(std::string_view number) {
  const size_t mark = std::min(number.find_first_of("eE"), number.size());
  const std::string_view mantissa = number.substr(0, mark);
  const size_t first = mantissa.find_first_not_of("0.");
  if (first == std::string_view::npos) return true;
  const size_t point = std::min(mantissa.find('.'), mantissa.size());
  int64_t exponent = 0;
  std::string_view digits = number.substr(std::min(mark + 1, number.size()));
  const bool negative = digits.starts_with('-');
  if (negative || digits.starts_with('+')) digits.remove_prefix(1);
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
  if (parsed.ec == std::errc::result_out_of_range) return negative;
  const int64_t magnitude = static_cast<int64_t>(point) - static_cast<int64_t>(first);
  return magnitude + (negative ? -exponent : exponent) < 0;
}

bool IsHighSurrogate(uint32_t unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool IsLowSurrogate(uint32_t unit) { return unit >= 0xDC00 && unit < 0xE000; }

// The hexadecimal number of `length` digits at `position`, which moves behind it. The grammar has seen the digits.
uint32_t TakeHex(std::string_view text, size_t& position, size_t length) {
  uint32_t value = 0;
  std::from_chars(text.data() + position, text.data() + position + length, value, 16);
  position += length;
  return value;
}

// The character of an escape \u or \U whose letter stands at `position`, which moves behind it; nullopt for what is no
// character. Two \u escapes may make a surrogate pair.
std::optional<char32_t> TakeUnicodeEscape(std::string_view text, size_t& position) {
  const size_t length = text[position++] == 'u' ? 4 : 8;
  const uint32_t unit = TakeHex(text, position, length);
  if (length == 4 && IsHighSurrogate(unit) && text.substr(position, 2) == "\\u") {
    position += 2;
    const uint32_t low = TakeHex(text, position, 4);
    if (!IsLowSurrogate(low)) return std::nullopt;
    return 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
  }
  if (unit > 0x10FFFF || IsHighSurrogate(unit) || IsLowSurrogate(unit)) return std::nullopt;
  return unit;
}

char SimpleEscape(char letter) {
  switch (letter) {
    case 'b':
    case 'B':
      return '\b';
    case 'f':
    case 'F':
      return '\f';
    case 'n':
    case 'N':
      return '\n';
    case 'r':
    case 'R':
      return '\r';
    case 't':
    case 'T':
      return '\t';
    default:  // a quote or a backslash: itself
      return letter;
  }
}

}  // namespace

std::string Builder::Unquoted(std::string_view text) {
  if (!text.starts_with('`')) return std::string(text);
  std::string name;
  for (size_t i = 1; i + 1 < text.size(); ++i) {
    name += text[i];
    if (text[i] == '`') ++i;  // doubled inside
  }
  return name;
}

// Only a map's key may be empty.
Name Builder::BuildName(Node node) {
  Name name{node.span(), Unquoted(node.text())};
  if (name.text.empty() && node.kind() != NodeKind::kPropertyKey) {
    Fail(node.span(), ErrorDetail::kUnexpectedSyntax, MakeError(ErrorCode::kSyntax, "a name can't be empty"));
  }
  return name;
}

std::vector<Name> Builder::BuildNames(Node node) {
  std::vector<Name> names;
  for (Node part : node) names.push_back(BuildName(part));
  return names;
}

std::string Builder::BuildString(Node node) {
  const std::string_view quoted = node.text();
  const char quote = quoted.front();
  const std::string_view text = quoted.substr(1, quoted.size() - 2);
  std::string value;
  value.reserve(text.size());
  for (size_t position = 0; position < text.size();) {
    const char c = text[position++];
    if (c == quote) {
      value += c;
      ++position;  // doubled
    } else if (c != '\\') {
      value += c;
    } else if (text[position] != 'u' && text[position] != 'U') {
      value += SimpleEscape(text[position++]);
    } else {
      const auto begin = static_cast<uint32_t>(node.span().begin + position);
      const auto character = TakeUnicodeEscape(text, position);
      if (!character) {
        Fail({begin, static_cast<uint32_t>(node.span().begin + 1 + position)}, ErrorDetail::kInvalidUnicodeLiteral,
             MakeError(ErrorCode::kSyntax, "this escape is no Unicode character"));
      }
      base::AppendCodePoint(value, character.value_or(U'\uFFFD'));
    }
  }
  return value;
}

Literal Builder::BuildInteger(Node node, bool negative) {
  const std::string text = WithoutUnderscores(node.text());
  const char mark = text.size() > 2 ? text[1] : '\0';
  const int radix = mark == 'x' || mark == 'X' ? 16 : mark == 'o' || mark == 'O' ? 8 : 10;
  uint64_t magnitude = 0;
  const auto parsed = std::from_chars(text.data() + (radix == 10 ? 0 : 2), text.data() + text.size(), magnitude, radix);
  const uint64_t limit = uint64_t{std::numeric_limits<int64_t>::max()} + (negative ? 1 : 0);
  if (parsed.ec != std::errc() || magnitude > limit) {
    Fail(node.span(), ErrorDetail::kIntegerOverflow,
         MakeError(ErrorCode::kSyntax, "the integer doesn't fit into 64 bits"));
    return {int64_t{0}};
  }
  return {static_cast<int64_t>(negative ? 0 - magnitude : magnitude)};
}

Literal Builder::BuildDouble(Node node, bool negative) {
  const std::string text = WithoutUnderscores(node.text());
  double value = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
  if (parsed.ec == std::errc::result_out_of_range) {
    value = 0;
    if (!IsTiny(text)) {
      Fail(node.span(), ErrorDetail::kFloatingPointOverflow,
           MakeError(ErrorCode::kSyntax, "the number is too large for a 64-bit float"));
    }
  }
  return {negative ? -value : value};
}

uint64_t Builder::BuildCount(Node node) {
  const std::string text = WithoutUnderscores(node.text());
  uint64_t count = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), count);
  if (parsed.ec != std::errc() || count > uint64_t{std::numeric_limits<int64_t>::max()}) {
    Fail(node.span(), ErrorDetail::kIntegerOverflow,
         MakeError(ErrorCode::kSyntax, "the integer doesn't fit into 64 bits"));
  }
  return count;
}

Expression::Content Builder::BuildLiteral(Node node) {
  if (node.kind() == NodeKind::kInteger) return BuildInteger(node, false);
  if (node.kind() == NodeKind::kDouble) return BuildDouble(node, false);
  if (node.kind() == NodeKind::kString) return Literal{BuildString(node)};
  if (node.kind() == NodeKind::kNull) return Literal{};
  return Literal{node.kind() == NodeKind::kTrue};
}

Expression::Content Builder::BuildParameter(Node node) { return Parameter{Unquoted(node.text().substr(1))}; }

}  // namespace qiao::query::syntax
