// The first bytes of a text as a number: where two of them differ, the texts are in the same order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace qiao::base {

inline constexpr size_t kStartBytes = sizeof(uint32_t);

// Zero bytes stand in for what a shorter text doesn't have.
inline uint32_t StartOf(std::string_view text) {
  uint32_t start = 0;
  for (size_t i = 0; i < kStartBytes; ++i) {
    start = start << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0);
  }
  return start;
}

}  // namespace qiao::base
