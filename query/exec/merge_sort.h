// A stable sort that can be interrupted.
#pragma once

#include <algorithm>
#include <vector>

#include "query/exec/environment.h"

namespace qiao::query {

template <class T, class Before>
base::Result<void> MergeSort(std::vector<T>& items, const Before& before, Interrupt& interrupt) {
  constexpr size_t kPiece = 4096;
  const auto at = [](std::vector<T>& vector, size_t index) {
    return vector.begin() + static_cast<std::ptrdiff_t>(index);
  };
  for (size_t begin = 0; begin < items.size(); begin += kPiece) {
    QIAO_CHECK(interrupt.Check());
    std::stable_sort(at(items, begin), at(items, std::min(begin + kPiece, items.size())), before);
  }
  std::vector<T> merged(items.size() > kPiece ? items.size() : 0);
  for (size_t width = kPiece; width < items.size(); width *= 2) {
    for (size_t begin = 0; begin < items.size(); begin += 2 * width) {
      const size_t middle = std::min(begin + width, items.size());
      const size_t end = std::min(begin + 2 * width, items.size());
      for (size_t left = begin, right = middle, out = begin; out < end; ++out) {
        if (out % kPiece == 0) QIAO_CHECK(interrupt.Check());
        const bool take_right = left == middle || (right < end && before(items[right], items[left]));
        merged[out] = items[take_right ? right++ : left++];
      }
    }
    items.swap(merged);
  }
  return {};
}

}  // namespace qiao::query
