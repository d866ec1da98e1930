// The array behind a base::IntegerArray: as narrow as what was put into it allows.
//
// Setting a number that doesn't fit lays the array out anew. It becomes wider each time, so that happens three times at
// most however the numbers come.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/integer_array.h"

namespace qiao::storage {

class NarrowIntegers {
 public:
  // `size` numbers of any value, to be set by rows[i] = least + distances[i]. Returns the greatest of the distances.
  template <class Distance>
  Distance Assign(size_t size, int64_t least, std::span<const uint32_t> rows, std::span<const Distance> distances);

  size_t size() const { return size_; }
  // Those that are new have any value.
  void resize(size_t size);
  void Set(size_t at, int64_t number) {
    const uint64_t distance = static_cast<uint64_t>(number) - static_cast<uint64_t>(first_);
    if (empty_ || base::WidthOf(distance) > width_) return SetAnew(at, number);
    Put(at, distance);
  }

  int64_t operator[](size_t at) const { return array()[at]; }
  base::IntegerArray array() const { return {distances_.data(), width_, first_}; }
  size_t bytes() const { return distances_.capacity(); }

 private:
  void Put(size_t at, uint64_t distance) {
    array().With([&]<class T>(const T*) { reinterpret_cast<T*>(distances_.data())[at] = static_cast<T>(distance); });
  }
  void SetAnew(size_t at, int64_t number);
  void LayOut(int64_t first, uint32_t width);

  std::vector<uint8_t> distances_;
  size_t size_ = 0;
  uint32_t width_ = 1;
  int64_t first_ = 0;
  bool empty_ = true;  // none was set
};

}  // namespace qiao::storage
