// Arithmetic of counts that stays at its upper end where they are too large: a count that meets a 0 afterwards is 0
// all the same, and one that is still too large at the end is an error there.
#pragma once

#include <cstdint>

namespace qiao::query {

inline constexpr uint64_t kTooMany = UINT64_MAX;

inline uint64_t AddSaturated(uint64_t a, uint64_t b) {
  uint64_t sum = 0;
  return __builtin_add_overflow(a, b, &sum) ? kTooMany : sum;
}
inline uint64_t MultiplySaturated(uint64_t a, uint64_t b) {
  uint64_t product = 0;
  return __builtin_mul_overflow(a, b, &product) ? kTooMany : product;
}

}  // namespace qiao::query
