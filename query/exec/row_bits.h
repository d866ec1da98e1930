// Rows of one run, a bit each: what is still wanted of them after each condition.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <vector>

#include "query/graph.h"

namespace qiao::query {

class RowBits {
 public:
  // None.
  RowBits() : words_{} {}

  // The rows [begin, end) of the view that are alive.
  RowBits(const LiveView& view, uint32_t begin, uint32_t end) : words_{} {
    std::copy_n(view.live, (end + 63) / 64, words_.begin());
    for (uint32_t word = 0; word < words_.size(); ++word) words_[word] &= Ones(word, begin, end);
  }

  bool any() const {
    return std::ranges::any_of(words_, [](uint64_t word) { return word != 0; });
  }
  size_t count() const {
    size_t count = 0;
    for (const uint64_t word : words_) count += static_cast<size_t>(std::popcount(word));
    return count;
  }
  void Clear() { words_.fill(0); }
  void Set(uint32_t row) { words_[row / 64] |= uint64_t{1} << (row % 64); }

  // Keeps the rows whose bits are set in `words`, of which there are `size` bits.
  void KeepSet(const uint64_t* words, uint32_t size) {
    const uint32_t filled = (size + 63) / 64;
    for (uint32_t word = 0; word < filled; ++word) words_[word] &= words[word];
    std::fill(words_.begin() + filled, words_.end(), 0);
  }
  // All rows have their bits set in `words`.
  bool AllSet(const uint64_t* words, uint32_t size) const {
    const uint32_t filled = (size + 63) / 64;
    for (uint32_t word = 0; word < words_.size(); ++word) {
      if ((words_[word] & ~(word < filled ? words[word] : 0)) != 0) return false;
    }
    return true;
  }

  template <class Holds>
  void KeepIf(Holds holds) {
    for (uint32_t word = 0; word < words_.size(); ++word) {
      for (uint64_t left = words_[word]; left != 0; left &= left - 1) {
        if (!holds(word * 64 + static_cast<uint32_t>(std::countr_zero(left)))) words_[word] ^= left & -left;
      }
    }
  }
  // The same for a condition on the elements of an array of `size`, which costs so little that it is asked of all rows
  // of a word at once.
  template <class T, class Holds>
  void KeepWhere(const T* array, uint32_t size, Holds holds) {
    for (uint32_t word = 0; word < words_.size(); ++word) {
      if (words_[word] == 0) continue;
      const uint32_t first = word * 64;
      words_[word] &= first + 64 <= size ? Mask(array + first, holds) : ShortMask(array, first, size, holds);
    }
  }

  void List(std::vector<uint32_t>& rows) const {
    rows.resize(count());
    uint32_t* next = rows.data();
    for (uint32_t word = 0; word < words_.size(); ++word) {
      const uint32_t first = word * 64;
      if (words_[word] == ~uint64_t{0}) {
        for (uint32_t bit = 0; bit < 64; ++bit) *next++ = first + bit;
        continue;
      }
      for (uint64_t left = words_[word]; left != 0; left &= left - 1) {
        *next++ = first + static_cast<uint32_t>(std::countr_zero(left));
      }
    }
  }

 private:
  // The bits of rows from begin to end in a word.
  static uint64_t Ones(uint32_t word, uint32_t begin, uint32_t end) {
    const auto below = [first = word * 64](uint32_t row) {
      if (row <= first) return uint64_t{0};
      return row - first >= 64 ? ~uint64_t{0} : (uint64_t{1} << (row - first)) - 1;
    };
    return below(end) & ~below(begin);
  }

  // Comparing fills bytes, which the compiler does with wide registers; a product moves the lowest bits of eight of
  // them side by side.
  template <class T, class Holds>
  static uint64_t Mask(const T* array, Holds holds) {
    static_assert(std::endian::native == std::endian::little);
    constexpr uint64_t kSideBySide = 0x0102040810204080;
    std::array<uint8_t, 64> flags;
    for (size_t i = 0; i < flags.size(); ++i) flags[i] = holds(array[i]) ? 1 : 0;
    uint64_t mask = 0;
    for (size_t i = 0; i < 8; ++i) {
      uint64_t eight;
      std::memcpy(&eight, flags.data() + i * 8, sizeof(eight));
      mask |= (eight * kSideBySide >> 56) << i * 8;
    }
    return mask;
  }
  template <class T, class Holds>
  static uint64_t ShortMask(const T* array, uint32_t first, uint32_t size, Holds holds) {
    uint64_t mask = 0;
    for (uint32_t row = first; row < size; ++row) mask |= uint64_t{holds(array[row])} << (row - first);
    return mask;
  }

  std::array<uint64_t, kRunRows / 64> words_;
};

}  // namespace qiao::query
