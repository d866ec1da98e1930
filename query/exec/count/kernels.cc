#include "query/exec/count/kernels.h"

// One version for any processor, one for those with wide registers; chosen when the program starts.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define QIAO_KERNEL __attribute__((target_clones("avx2", "default"), optimize("O3")))
#else
#define QIAO_KERNEL
#endif

namespace qiao::query {

QIAO_KERNEL uint32_t DegreeBits(const uint32_t* offsets, size_t rows) {
  uint32_t bits = 0;
  for (size_t i = 0; i < rows; ++i) bits |= offsets[i + 1] - offsets[i];
  return bits;
}

QIAO_KERNEL void MultiplyByDegrees(uint64_t* times, const uint32_t* offsets, size_t rows) {
  for (size_t i = 0; i < rows; ++i) times[i] *= offsets[i + 1] - offsets[i];
}

QIAO_KERNEL void AddDegrees(uint64_t* sums, const uint32_t* offsets, size_t rows) {
  for (size_t i = 0; i < rows; ++i) sums[i] += offsets[i + 1] - offsets[i];
}

QIAO_KERNEL void MultiplyRows(uint64_t* times, const uint64_t* by, size_t rows) {
  for (size_t i = 0; i < rows; ++i) times[i] *= by[i];
}

QIAO_KERNEL size_t CountBelow(const uint32_t* numbers, size_t count, uint32_t limit) {
  uint32_t below = 0;
  for (size_t i = 0; i < count; ++i) below += numbers[i] < limit ? 1 : 0;
  return below;
}

QIAO_KERNEL uint64_t BitsOf(const uint64_t* numbers, size_t count) {
  uint64_t bits = 0;
  for (size_t i = 0; i < count; ++i) bits |= numbers[i];
  return bits;
}

QIAO_KERNEL uint64_t SumOf(const uint64_t* numbers, size_t count) {
  uint64_t sum = 0;
  for (size_t i = 0; i < count; ++i) sum += numbers[i];
  return sum;
}

}  // namespace qiao::query
