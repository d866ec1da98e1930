// Finds the next of four bytes in a text, sixteen at a time where the processor can.
#pragma once

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include <array>
#include <bit>
#include <cstdint>

namespace qiao::loaders::csv {

class ByteSearch {
 public:
  explicit ByteSearch(std::array<char, 4> wanted) : wanted_(wanted) {}

  // The first of them from `at` on; `end` when there is none.
  const char* Find(const char* at, const char* end) const {
#if defined(__SSE2__)
    const __m128i first = _mm_set1_epi8(wanted_[0]);
    const __m128i second = _mm_set1_epi8(wanted_[1]);
    const __m128i third = _mm_set1_epi8(wanted_[2]);
    const __m128i fourth = _mm_set1_epi8(wanted_[3]);
    for (; end - at >= 16; at += 16) {
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
      const __m128i found = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, first), _mm_cmpeq_epi8(bytes, second)),
                                         _mm_or_si128(_mm_cmpeq_epi8(bytes, third), _mm_cmpeq_epi8(bytes, fourth)));
      const auto mask = static_cast<uint32_t>(_mm_movemask_epi8(found));
      if (mask != 0) return at + std::countr_zero(mask);
    }
#endif
    for (; at < end; ++at) {
      if (*at == wanted_[0] || *at == wanted_[1] || *at == wanted_[2] || *at == wanted_[3]) break;
    }
    return at;
  }

 private:
  std::array<char, 4> wanted_;
};

}  // namespace qiao::loaders::csv
