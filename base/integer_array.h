// Whole numbers that stand in as few bytes as they need: each as its distance from the first of a range, in 1, 2, 4 or
// 8 bytes. Who reads many of them takes the array as it is, so that less memory is read and more of them fit a
// register.
//
// Owner:   whoever made the array; this is a view of it.
// Threads: any number may read at once.
#pragma once

#include <cstddef>
#include <cstdint>

namespace qiao::base {

struct IntegerArray {
  const void* distances = nullptr;
  uint32_t width = sizeof(uint64_t);  // bytes of each
  int64_t first = 0;                  // what a distance of 0 stands for

  // Calls visit(const T* distances), T being the unsigned type of the width.
  template <class Visit>
  decltype(auto) With(Visit visit) const {
    switch (width) {
      case sizeof(uint8_t):
        return visit(static_cast<const uint8_t*>(distances));
      case sizeof(uint16_t):
        return visit(static_cast<const uint16_t*>(distances));
      case sizeof(uint32_t):
        return visit(static_cast<const uint32_t*>(distances));
      default:
        return visit(static_cast<const uint64_t*>(distances));
    }
  }

  int64_t operator[](size_t at) const {
    const uint64_t distance = With([at](const auto* all) { return uint64_t{all[at]}; });
    return static_cast<int64_t>(static_cast<uint64_t>(first) + distance);
  }
  // Where one of them stands.
  const void* Place(size_t at) const { return static_cast<const char*>(distances) + at * width; }
};

// The bytes that a distance takes.
constexpr uint32_t WidthOf(uint64_t distance) {
  if (distance <= UINT8_MAX) return sizeof(uint8_t);
  if (distance <= UINT16_MAX) return sizeof(uint16_t);
  return distance <= UINT32_MAX ? sizeof(uint32_t) : sizeof(uint64_t);
}

}  // namespace qiao::base
