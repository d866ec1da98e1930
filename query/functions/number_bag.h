// Numbers of one type in any order, each as often as it came, for what asks for the one at a place of their order.
//
// Integers of a small range, of which there are many, are only counted: then room and time don't hang on how many there
// are.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

namespace qiao::query {

template <class Number>
class NumberBag {
 public:
  void Add(Number number, uint64_t times) {
    plain_ = plain_ && times == 1;
    Take(number, times);
  }

  void AddAll(NumberBag& others) {
    if (counts_.empty() && !others.counts_.empty()) std::swap(*this, others);
    plain_ = plain_ && others.plain_;
    others.ForEach([this](Number number, uint64_t times) { Take(number, times); });
  }

  bool is_empty() const { return numbers_.empty() && counts_.empty(); }
  size_t bytes() const {
    return numbers_.capacity() * sizeof(Number) + (times_.capacity() + counts_.capacity()) * sizeof(uint64_t);
  }

  // Calls visit(number, times) for each of them.
  template <class Visit>
  void ForEach(const Visit& visit) const {
    for (size_t i = 0; i < counts_.size(); ++i) {
      if (counts_[i] != 0) visit(NumberAt(i), counts_[i]);
    }
    for (size_t i = 0; i < numbers_.size(); ++i) visit(numbers_[i], times_.empty() ? 1 : times_[i]);
  }

  // The number at a place of the sorted ones, or the last. nullopt where they would have to be sorted for that; not for
  // an empty bag.
  std::optional<Number> Select(uint64_t place) {
    if (numbers_.empty()) {
      size_t last = 0;
      for (size_t i = 0; i < counts_.size(); ++i) {
        if (counts_[i] == 0) continue;
        last = i;
        if (place < counts_[i]) break;
        place -= counts_[i];
      }
      return NumberAt(last);
    }
    if (!counts_.empty() || !times_.empty()) return std::nullopt;
    const auto at = numbers_.begin() + static_cast<std::ptrdiff_t>(std::min<uint64_t>(place, numbers_.size() - 1));
    std::ranges::nth_element(numbers_, at, IsBefore);
    return *at;
  }

 private:
  static constexpr size_t kMany = 4096;        // numbers, from which counting them may pay
  static constexpr uint64_t kRange = 1 << 14;  // counters at most

  // NaN stands behind all other numbers.
  static bool IsBefore(Number a, Number b) {
    if constexpr (std::is_floating_point_v<Number>) {
      if (std::isnan(b)) return !std::isnan(a);
    }
    return a < b;
  }

  Number NumberAt(size_t counter) const {
    return static_cast<Number>(static_cast<uint64_t>(first_) + static_cast<uint64_t>(counter));
  }

  void Take(Number number, uint64_t times) {
    if constexpr (std::is_integral_v<Number>) {
      const uint64_t place = static_cast<uint64_t>(number) - static_cast<uint64_t>(first_);
      if (place < counts_.size()) {
        counts_[place] += times;
        return;
      }
    }
    Put(number, times);
    if constexpr (std::is_integral_v<Number>) {
      if (numbers_.size() == kMany && tries_) Count();
    }
  }

  void Put(Number number, uint64_t times) {
    if (times_.empty() && times != 1) times_.assign(numbers_.size(), 1);
    if (!times_.empty() || times != 1) times_.push_back(times);
    numbers_.push_back(number);
  }

  // Turns the numbers into counters, beside those that there are, if their range is small; else the other way round.
  void Count() {
    const auto [least, greatest] = std::ranges::minmax(numbers_);
    Number first = least, last = greatest;
    if (!counts_.empty()) {
      first = std::min(first, first_);
      last = std::max(last, NumberAt(counts_.size() - 1));
    }
    const uint64_t range = static_cast<uint64_t>(last) - static_cast<uint64_t>(first);
    NumberBag old;
    std::swap(old, *this);
    plain_ = old.plain_;
    if (range < kRange) {
      first_ = first;
      counts_.assign(range + 1, 0);
    } else {
      tries_ = false;
    }
    old.ForEach([&](Number number, uint64_t times) {
      if (range < kRange) return Take(number, times);
      if (!plain_) return Put(number, times);
      for (uint64_t i = 0; i < times; ++i) Put(number, 1);
    });
  }

  std::vector<Number> numbers_;
  std::vector<uint64_t> times_;   // of the numbers; empty if each came once
  Number first_ = 0;              // what the first counter counts
  std::vector<uint64_t> counts_;  // by number; empty if they aren't counted
  bool tries_ = true;             // to count
  bool plain_ = true;             // each came once at a time
};

}  // namespace qiao::query
