// How many different values there are, about, without keeping any of them (HyperLogLog): off by 3 % in the mean. Two
// sketches make that of all values of both.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace qiao::base {

class DistinctSketch {
 public:
  static constexpr size_t kRegisters = 1024;

  // `hash` of a value: all bits of it must look random.
  void Add(uint64_t hash) {
    const auto run = static_cast<uint8_t>(std::countl_zero(hash << kIndexBits | 1) + 1);
    uint8_t& longest = longest_[hash >> (64 - kIndexBits)];
    if (run > longest) longest = run;
  }
  void Merge(const DistinctSketch& other) {
    for (size_t i = 0; i < kRegisters; ++i) longest_[i] = std::max(longest_[i], other.longest_[i]);
  }
  double Estimate() const;

  std::array<uint8_t, kRegisters>& registers() { return longest_; }
  const std::array<uint8_t, kRegisters>& registers() const { return longest_; }
  // No register can be greater.
  static constexpr uint8_t kLongest = 64;

 private:
  static constexpr int kIndexBits = 10;

  std::array<uint8_t, kRegisters> longest_{};  // runs of zeros among hashes that begin with the register's number
};

// Of whole numbers: every bit of them moves about half of the result's. The finisher of SplitMix64.
constexpr uint64_t HashNumber(uint64_t number) {
  number += 0x9E3779B97F4A7C15ULL;
  number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9ULL;
  number = (number ^ (number >> 27)) * 0x94D049BB133111EBULL;
  return number ^ (number >> 31);
}

}  // namespace qiao::base
