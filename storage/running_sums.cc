#include "storage/running_sums.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "storage/bytes.h"

namespace qiao::storage {
namespace {

// What is known behind some of the numbers. A sum that is too large, or below zero, is taken modulo 2^32.
struct Progress {
  size_t done = 0;
  uint32_t sum = 0;
  bool good = true;
};

#if defined(__x86_64__)
#define QIAO_WIDE __attribute__((target("avx2")))

constexpr size_t kWide = 8;

bool HasWide() {
  static const bool has = __builtin_cpu_supports("avx2") != 0;
  return has;
}

QIAO_WIDE inline __m256i Load(const uint32_t* numbers) {
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(numbers));
}
QIAO_WIDE inline void Store(uint32_t* numbers, __m256i words) {
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(numbers), words);
}
// The last word of the first half in each of the second; the first half is zero.
QIAO_WIDE inline __m256i Across(__m256i words) {
  return _mm256_shuffle_epi32(_mm256_permute2x128_si256(words, words, 0x08), 0xFF);
}
QIAO_WIDE inline __m256i LastOf(__m256i words) { return _mm256_permutevar8x32_epi32(words, _mm256_set1_epi32(7)); }
// Zero where a sum is less than the number that was added last.
QIAO_WIDE inline __m256i NotBelow(__m256i sums, __m256i numbers) {
  return _mm256_cmpeq_epi32(_mm256_max_epu32(sums, numbers), sums);
}
QIAO_WIDE inline Progress At(size_t done, __m256i sum, __m256i good) {
  return {done, static_cast<uint32_t>(_mm256_extract_epi32(sum, 0)), _mm256_movemask_epi8(good) == -1};
}

QIAO_WIDE inline __m256i SumsOf(__m256i words) {
  words = _mm256_add_epi32(words, _mm256_slli_si256(words, 4));
  words = _mm256_add_epi32(words, _mm256_slli_si256(words, 8));
  return _mm256_add_epi32(words, Across(words));
}

QIAO_WIDE Progress SumUpWide(uint32_t before, std::span<uint32_t> steps) {
  __m256i carry = _mm256_set1_epi32(static_cast<int>(before));
  __m256i good = _mm256_set1_epi32(-1);
  size_t at = 0;
  for (; at + kWide <= steps.size(); at += kWide) {
    const __m256i step = Load(&steps[at]);
    const __m256i sums = _mm256_add_epi32(SumsOf(step), carry);
    carry = LastOf(sums);
    good = _mm256_and_si256(good, NotBelow(sums, step));
    Store(&steps[at], sums);
  }
  return At(at, carry, good);
}

QIAO_WIDE Progress SumUpZigZagWide(uint32_t before, std::span<uint32_t> steps) {
  const __m256i zero = _mm256_setzero_si256();
  __m256i carry = _mm256_set1_epi32(static_cast<int>(before));
  __m256i good = _mm256_set1_epi32(-1);
  size_t at = 0;
  for (; at + kWide <= steps.size(); at += kWide) {
    const __m256i zigzag = Load(&steps[at]);
    const __m256i sign = _mm256_sub_epi32(zero, _mm256_and_si256(zigzag, _mm256_set1_epi32(1)));
    const __m256i step = _mm256_xor_si256(_mm256_srli_epi32(zigzag, 1), sign);
    const __m256i sums = _mm256_add_epi32(SumsOf(step), carry);
    carry = LastOf(sums);
    // Of what is added modulo 2^32 to go down, the sum must be less.
    good = _mm256_and_si256(good, _mm256_xor_si256(NotBelow(sums, step), sign));
    Store(&steps[at], sums);
  }
  return At(at, carry, good);
}

QIAO_WIDE Progress SumUpEachWide(uint32_t before, std::span<const uint32_t> follows, std::span<uint32_t> steps) {
  const __m256i ones = _mm256_set1_epi32(-1);
  const __m256i first = _mm256_set_epi32(0, 0, 0, -1, 0, 0, 0, -1);
  const __m256i first_two = _mm256_set_epi32(0, 0, -1, -1, 0, 0, -1, -1);
  __m256i carry = _mm256_set1_epi32(static_cast<int>(before));
  __m256i good = ones;
  size_t at = 0;
  for (; at + kWide <= steps.size(); at += kWide) {
    const __m256i step = Load(&steps[at]);
    // Which words the one before them is added to, the two before them, all in their half, and all eight.
    const __m256i one = Load(&follows[at]);
    const __m256i two = _mm256_and_si256(one, _mm256_or_si256(_mm256_slli_si256(one, 4), first));
    const __m256i half = _mm256_and_si256(two, _mm256_or_si256(_mm256_slli_si256(two, 8), first_two));
    const __m256i all = _mm256_and_si256(half, _mm256_shuffle_epi32(_mm256_permute2x128_si256(half, ones, 0x02), 0xFF));
    __m256i sums = _mm256_add_epi32(step, _mm256_and_si256(_mm256_slli_si256(step, 4), one));
    sums = _mm256_add_epi32(sums, _mm256_and_si256(_mm256_slli_si256(sums, 8), two));
    sums = _mm256_add_epi32(sums, _mm256_and_si256(Across(sums), half));
    sums = _mm256_add_epi32(sums, _mm256_and_si256(carry, all));
    carry = LastOf(sums);
    good = _mm256_and_si256(good, NotBelow(sums, step));
    Store(&steps[at], sums);
  }
  return At(at, carry, good);
}
#undef QIAO_WIDE
#else
bool HasWide() { return false; }
Progress SumUpWide(uint32_t, std::span<uint32_t>) { return {}; }
Progress SumUpZigZagWide(uint32_t, std::span<uint32_t>) { return {}; }
Progress SumUpEachWide(uint32_t, std::span<const uint32_t>, std::span<uint32_t>) { return {}; }
#endif

}  // namespace

bool SumUp(uint32_t before, std::span<uint32_t> steps) {
  const Progress progress = HasWide() ? SumUpWide(before, steps) : Progress{0, before, true};
  uint64_t sum = progress.sum;
  for (uint32_t& step : steps.subspan(progress.done)) step = static_cast<uint32_t>(sum += step);
  return progress.good && sum <= UINT32_MAX;
}

bool SumUpZigZag(uint32_t before, std::span<uint32_t> steps) {
  const Progress progress = HasWide() ? SumUpZigZagWide(before, steps) : Progress{0, before, true};
  uint64_t sum = progress.sum;
  uint64_t high = 0;
  for (uint32_t& step : steps.subspan(progress.done)) {
    sum += static_cast<uint64_t>(UnZigZag(step));
    high |= sum;
    step = static_cast<uint32_t>(sum);
  }
  return progress.good && high <= UINT32_MAX;
}

bool SumUpEach(uint32_t before, std::span<const uint32_t> follows, std::span<uint32_t> steps) {
  const Progress progress = HasWide() ? SumUpEachWide(before, follows, steps) : Progress{0, before, true};
  uint64_t sum = progress.sum;
  uint64_t high = 0;
  for (size_t i = progress.done; i < steps.size(); ++i) {
    sum = (sum & follows[i]) + steps[i];
    high |= sum;
    steps[i] = static_cast<uint32_t>(sum);
  }
  return progress.good && high <= UINT32_MAX;
}

}  // namespace qiao::storage
