#include "storage/running_sums.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include <array>

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
// Eight numbers are summed by themselves and then raised by the sum before them: the next eight wait for one addition.
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
    const __m256i own = SumsOf(step);
    const __m256i sums = _mm256_add_epi32(own, carry);
    carry = _mm256_add_epi32(carry, LastOf(own));
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
    const __m256i own = SumsOf(step);
    const __m256i sums = _mm256_add_epi32(own, carry);
    carry = _mm256_add_epi32(carry, LastOf(own));
    // Of what is added modulo 2^32 to go down, the sum must be less.
    good = _mm256_and_si256(good, _mm256_xor_si256(NotBelow(sums, step), sign));
    Store(&steps[at], sums);
  }
  return At(at, carry, good);
}

// For eight numbers of which some begin anew, by which those are: to which of them the one before is added, then the
// sum of the two before, all of the first half, the sum before all eight. A byte a number, all ones or zeros.
struct Reaches {
  std::array<uint8_t, kWide> one, two, half, all;
};

constexpr std::array<Reaches, 256> kReaches = [] {
  std::array<Reaches, 256> reaches{};
  for (size_t begins = 0; begins < reaches.size(); ++begins) {
    // Numbers from which on nothing begins anew up to number `to`.
    const auto reach = [begins](size_t from, size_t to) {
      return (begins >> from & ((size_t{2} << (to - from)) - 1)) == 0 ? uint8_t{0xFF} : uint8_t{0};
    };
    for (size_t i = 0; i < kWide; ++i) {
      const size_t place = i % (kWide / 2);
      reaches[begins].one[i] = place >= 1 ? reach(i, i) : 0;
      reaches[begins].two[i] = place >= 2 ? reach(i - 1, i) : 0;
      reaches[begins].half[i] = i >= kWide / 2 ? reach(kWide / 2, i) : 0;
      reaches[begins].all[i] = reach(0, i);
    }
  }
  return reaches;
}();

QIAO_WIDE inline __m256i Those(const std::array<uint8_t, kWide>& reach, __m256i words) {
  const __m128i bytes = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(reach.data()));
  return _mm256_and_si256(words, _mm256_cvtepi8_epi32(bytes));
}

QIAO_WIDE Progress SumUpEachWide(uint32_t before, std::span<const uint64_t> begins, std::span<uint32_t> steps) {
  __m256i carry = _mm256_set1_epi32(static_cast<int>(before));
  __m256i good = _mm256_set1_epi32(-1);
  size_t at = 0;
  for (; at + kWide <= steps.size(); at += kWide) {
    const auto which = static_cast<uint8_t>(begins[at / 64] >> at % 64);
    const Reaches& reaches = kReaches[which];
    const __m256i step = Load(&steps[at]);
    __m256i own = _mm256_add_epi32(step, Those(reaches.one, _mm256_slli_si256(step, 4)));
    own = _mm256_add_epi32(own, Those(reaches.two, _mm256_slli_si256(own, 8)));
    own = _mm256_add_epi32(own, Those(reaches.half, Across(own)));
    const __m256i sums = _mm256_add_epi32(own, Those(reaches.all, carry));
    carry = _mm256_add_epi32(LastOf(own), _mm256_and_si256(carry, _mm256_set1_epi32(which == 0 ? -1 : 0)));
    good = _mm256_and_si256(good, NotBelow(sums, step));
    Store(&steps[at], sums);
  }
  return At(at, carry, good);
}

QIAO_WIDE Progress SumUpEqualWide(uint32_t before, uint32_t step, std::span<uint32_t> sums) {
  const __m256i each =
      _mm256_mullo_epi32(_mm256_set1_epi32(static_cast<int>(step)), _mm256_set_epi32(8, 7, 6, 5, 4, 3, 2, 1));
  const __m256i all = LastOf(each);
  __m256i next = _mm256_add_epi32(_mm256_set1_epi32(static_cast<int>(before)), each);
  size_t at = 0;
  for (; at + kWide <= sums.size(); at += kWide, next = _mm256_add_epi32(next, all)) Store(&sums[at], next);
  return {at, before + step * static_cast<uint32_t>(at)};
}

// Answers how many are done.
QIAO_WIDE size_t AddLineWide(uint32_t slope, std::span<const uint32_t> places, std::span<uint32_t> numbers) {
  constexpr int kOddWords = 0xAA;
  const __m256i slopes = _mm256_set1_epi64x(slope);
  size_t at = 0;
  for (; at + kWide <= numbers.size(); at += kWide) {
    const __m256i place = Load(&places[at]);
    const __m256i even = _mm256_srli_epi64(_mm256_mul_epu32(place, slopes), 16);
    const __m256i odd = _mm256_slli_epi64(_mm256_mul_epu32(_mm256_srli_epi64(place, 32), slopes), 16);
    const __m256i heights = _mm256_blend_epi32(even, odd, kOddWords);
    Store(&numbers[at], _mm256_add_epi32(Load(&numbers[at]), heights));
  }
  return at;
}
#undef QIAO_WIDE
#else
bool HasWide() { return false; }
Progress SumUpWide(uint32_t, std::span<uint32_t>) { return {}; }
Progress SumUpZigZagWide(uint32_t, std::span<uint32_t>) { return {}; }
Progress SumUpEachWide(uint32_t, std::span<const uint64_t>, std::span<uint32_t>) { return {}; }
Progress SumUpEqualWide(uint32_t, uint32_t, std::span<uint32_t>) { return {}; }
size_t AddLineWide(uint32_t, std::span<const uint32_t>, std::span<uint32_t>) { return 0; }
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

bool SumUpEach(uint32_t before, std::span<const uint64_t> begins, std::span<uint32_t> steps) {
  const Progress progress = HasWide() ? SumUpEachWide(before, begins, steps) : Progress{0, before, true};
  uint64_t sum = progress.sum;
  uint64_t high = 0;
  for (size_t i = progress.done; i < steps.size(); ++i) {
    sum = ((begins[i / 64] >> i % 64 & 1) == 0 ? sum : 0) + steps[i];
    high |= sum;
    steps[i] = static_cast<uint32_t>(sum);
  }
  return progress.good && high <= UINT32_MAX;
}

bool SumUpEqual(uint32_t before, uint64_t step, std::span<uint32_t> sums) {
  const auto narrow = static_cast<uint32_t>(step);
  const Progress progress = HasWide() ? SumUpEqualWide(before, narrow, sums) : Progress{0, before, true};
  uint32_t sum = progress.sum;
  for (uint32_t& each : sums.subspan(progress.done)) each = sum += narrow;
  return sums.empty() || step <= (UINT32_MAX - before) / sums.size();
}

void AddLine(uint32_t slope, std::span<const uint32_t> places, std::span<uint32_t> numbers) {
  for (size_t i = HasWide() ? AddLineWide(slope, places, numbers) : 0; i < numbers.size(); ++i) {
    numbers[i] += HeightOfLine(slope, places[i]);
  }
}

}  // namespace qiao::storage
