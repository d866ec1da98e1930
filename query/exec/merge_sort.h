// A stable sort that can be interrupted.
#pragma once

#include <algorithm>
#include <vector>

#include "query/exec/environment.h"

namespace qiao::query {

template <class T, class Before>
base::Result<void> MergeSort(std::vector<T>& items, const Before& before, Interrupt& interrupt) {
  constexpr size_t kPiece = 4096;
  constexpr size_t kBetweenChecks = 32;  // comparisons: they may be of long lists
  const auto at = [](std::vector<T>& vector, size_t index) {
    return vector.begin() + static_cast<std::ptrdiff_t>(index);
  };
  // Once interrupted, a piece is done with quickly: nothing comes before anything.
  base::Result<void> going;
  size_t compared = 0;
  const auto is_before = [&](const T& a, const T& b) {
    if (++compared % kBetweenChecks == 0 && going) going = interrupt.Check();
    return going && before(a, b);
  };
  for (size_t begin = 0; begin < items.size(); begin += kPiece) {
    std::stable_sort(at(items, begin), at(items, std::min(begin + kPiece, items.size())), is_before);
    QIAO_CHECK(going);
  }
  std::vector<T> merged(items.size() > kPiece ? items.size() : 0);
  for (size_t width = kPiece; width < items.size(); width *= 2) {
    for (size_t begin = 0; begin < items.size(); begin += 2 * width) {
      const size_t middle = std::min(begin + width, items.size());
      const size_t end = std::min(begin + 2 * width, items.size());
      for (size_t left = begin, right = middle, out = begin; out < end; ++out) {
        const bool take_right = left == middle || (right < end && is_before(items[right], items[left]));
        merged[out] = items[take_right ? right++ : left++];
      }
      QIAO_CHECK(going);
    }
    items.swap(merged);
  }
  return {};
}

}  // namespace qiao::query
