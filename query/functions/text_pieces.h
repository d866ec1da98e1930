// Long texts piece by piece, so that what is done with them can be interrupted.
#pragma once

#include <string>
#include <string_view>

#include "query/functions/check.h"

namespace qiao::query {

inline constexpr size_t kPieceBytes = 1 << 16;

// The text's first characters, about as many bytes.
inline std::string_view FirstPiece(std::string_view text) {
  size_t end = std::min(text.size(), kPieceBytes);
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
  return text.substr(0, end);
}

// What `change` makes of all pieces, one behind the other.
template <class Change>
base::Result<std::string> ChangePieces(const FunctionContext& context, std::string_view text, Change change) {
  std::string changed;
  changed.reserve(text.size());
  while (!text.empty()) {
    const std::string_view piece = FirstPiece(text);
    QIAO_CHECK(Tick(context, piece.size()));
    changed += change(piece);
    text.remove_prefix(piece.size());
  }
  return changed;
}

}  // namespace qiao::query
