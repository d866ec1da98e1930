#include "base/identifier.h"

#include <unicode/uchar.h>

namespace qiao::base {
namespace {

bool IsAsciiLetter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

bool IsIdentifierStart(char32_t c) {
  if (c < 0x80) return IsAsciiLetter(c) || c == '_';
  return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_XID_START) ||
         u_charType(static_cast<UChar32>(c)) == U_CONNECTOR_PUNCTUATION;
}

bool IsIdentifierPart(char32_t c) {
  if (c < 0x80) return IsAsciiLetter(c) || (c >= '0' && c <= '9') || c == '_';
  return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_XID_CONTINUE) ||
         u_charType(static_cast<UChar32>(c)) == U_CURRENCY_SYMBOL;
}

bool IsWhiteSpace(char32_t c) {
  if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1C && c <= 0x1F);
  return c == 0xFEFF || c == 0x180E || u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_WHITE_SPACE);
}

}  // namespace qiao::base
