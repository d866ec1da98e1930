// An array of numbers most of which are one more than the number before: it only keeps where that isn't so.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace qiao::loaders::import {

class Consecutive {
 public:
  uint64_t size() const { return size_; }
  void Append(uint64_t number) {
    if (runs_.empty() || runs_.back().first + (size_ - runs_.back().begin) != number) runs_.push_back({size_, number});
    ++size_;
  }
  uint64_t operator[](uint64_t place) const {
    if (runs_.size() == 1) return runs_.front().first + place;
    const auto above = std::ranges::upper_bound(runs_, place, {}, &Run::begin);
    const Run& run = *std::prev(above);
    return run.first + (place - run.begin);
  }
  uint64_t bytes() const { return runs_.capacity() * sizeof(Run); }

 private:
  struct Run {
    uint64_t begin;  // place
    uint64_t first;  // number there
  };
  std::vector<Run> runs_;
  uint64_t size_ = 0;
};

}  // namespace qiao::loaders::import
