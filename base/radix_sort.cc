#include "base/radix_sort.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace qiao::base {
namespace {

constexpr uint32_t kDigitBits = 11;
constexpr size_t kBuckets = size_t{1} << kDigitBits;
constexpr size_t kSmall = 256;

struct Digit {
  uint32_t shift;
  uint64_t mask;
  size_t Of(uint64_t key) const { return key >> shift & mask; }
};

void InsertionSort(std::vector<uint64_t>& keys, std::vector<uint32_t>& numbers) {
  for (size_t i = 1; i < keys.size(); ++i) {
    const auto place = std::upper_bound(keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(i), keys[i]);
    const auto from = place - keys.begin();
    std::rotate(place, keys.begin() + static_cast<std::ptrdiff_t>(i),
                keys.begin() + static_cast<std::ptrdiff_t>(i + 1));
    if (numbers.empty()) continue;
    const auto base = numbers.begin();
    std::rotate(base + from, base + static_cast<std::ptrdiff_t>(i), base + static_cast<std::ptrdiff_t>(i + 1));
  }
}

// Digits of about equal width for the bits that differ.
void AddDigits(uint64_t bits, std::vector<Digit>& digits) {
  if (bits == 0) return;
  auto shift = static_cast<uint32_t>(std::countr_zero(bits));
  auto left = static_cast<uint32_t>(std::bit_width(bits)) - shift;
  for (uint32_t count = (left + kDigitBits - 1) / kDigitBits; count > 0; --count) {
    const uint32_t width = (left + count - 1) / count;
    digits.push_back({shift, (uint64_t{1} << width) - 1});
    shift += width;
    left -= width;
  }
}

// The digits to sort by, lowest first. Links have a row in each half of their keys, and often come in the order of one
// of them: where the low halves ascend, a stable sort by the high ones is enough.
std::vector<Digit> DigitsOf(const std::vector<uint64_t>& keys) {
  constexpr uint64_t kLow = UINT32_MAX;
  uint64_t differing = 0;
  uint32_t before = 0;
  bool low_ascends = true;
  for (const uint64_t key : keys) {
    differing |= key ^ keys.front();
    const auto low = static_cast<uint32_t>(key);
    low_ascends = low_ascends && before <= low;
    before = low;
  }
  std::vector<Digit> digits;
  if (!low_ascends) AddDigits(differing & kLow, digits);
  AddDigits(differing & ~kLow, digits);
  return digits;
}

}  // namespace

void SortByKey(std::vector<uint64_t>& keys, std::vector<uint32_t>& numbers) {
  if (std::ranges::is_sorted(keys)) return;
  if (keys.size() <= kSmall) return InsertionSort(keys, numbers);

  const std::vector<Digit> digits = DigitsOf(keys);
  std::vector<std::array<size_t, kBuckets>> counts(digits.size());
  for (const uint64_t key : keys) {
    for (size_t i = 0; i < digits.size(); ++i) ++counts[i][digits[i].Of(key)];
  }
  std::vector<uint64_t> other_keys(keys.size());
  std::vector<uint32_t> other_numbers(numbers.size());
  for (size_t i = 0; i < digits.size(); ++i) {
    const Digit digit = digits[i];
    auto& places = counts[i];
    size_t sum = 0;
    for (size_t& place : places) sum += std::exchange(place, sum);
    if (numbers.empty()) {
      for (const uint64_t key : keys) other_keys[places[digit.Of(key)]++] = key;
    } else {
      for (size_t from = 0; from < keys.size(); ++from) {
        const size_t place = places[digit.Of(keys[from])]++;
        other_keys[place] = keys[from];
        other_numbers[place] = numbers[from];
      }
      numbers.swap(other_numbers);
    }
    keys.swap(other_keys);
  }
}

}  // namespace qiao::base
