#include "base/radix_sort.h"

#include <algorithm>
#include <array>
#include <utility>

namespace qiao::base {
namespace {

// Digits of 11 bits that don't cross the middle: links have a row in each half.
constexpr int kShifts[] = {0, 11, 22, 32, 43, 54};
constexpr size_t kDigits = std::size(kShifts);
constexpr uint64_t kMasks[] = {0x7FF, 0x7FF, 0x3FF, 0x7FF, 0x7FF, 0x3FF};
constexpr size_t kBuckets = 2048;
constexpr size_t kSmall = 256;

size_t Digit(uint64_t key, size_t digit) { return key >> kShifts[digit] & kMasks[digit]; }

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

}  // namespace

void SortByKey(std::vector<uint64_t>& keys, std::vector<uint32_t>& numbers) {
  if (std::ranges::is_sorted(keys)) return;
  if (keys.size() <= kSmall) return InsertionSort(keys, numbers);

  std::vector<std::array<size_t, kBuckets>> counts(kDigits);
  for (auto& count : counts) count.fill(0);
  for (const uint64_t key : keys) {
    for (size_t digit = 0; digit < kDigits; ++digit) ++counts[digit][Digit(key, digit)];
  }
  std::vector<uint64_t> other_keys(keys.size());
  std::vector<uint32_t> other_numbers(numbers.size());
  for (size_t digit = 0; digit < kDigits; ++digit) {
    auto& places = counts[digit];
    if (places[Digit(keys.front(), digit)] == keys.size()) continue;
    size_t sum = 0;
    for (size_t& place : places) sum += std::exchange(place, sum);
    for (size_t i = 0; i < keys.size(); ++i) {
      const size_t place = places[Digit(keys[i], digit)]++;
      other_keys[place] = keys[i];
      if (!numbers.empty()) other_numbers[place] = numbers[i];
    }
    keys.swap(other_keys);
    numbers.swap(other_numbers);
  }
}

}  // namespace qiao::base
