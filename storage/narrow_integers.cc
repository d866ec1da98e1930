#include "storage/narrow_integers.h"

#include <algorithm>
#include <array>

namespace qiao::storage {

namespace {

// Zero of none. Four at a time, since a comparison waits for the one before it.
template <class Number>
Number GreatestOf(std::span<const Number> numbers) {
  std::array<Number, 4> greatest{};
  size_t at = 0;
  for (; at + greatest.size() <= numbers.size(); at += greatest.size()) {
    for (size_t i = 0; i < greatest.size(); ++i) greatest[i] = std::max(greatest[i], numbers[at + i]);
  }
  for (; at < numbers.size(); ++at) greatest[0] = std::max(greatest[0], numbers[at]);
  return *std::ranges::max_element(greatest);
}

// The greatest number that a distance of the width reaches.
int64_t Reach(int64_t first, uint32_t width) {
  if (width == sizeof(uint64_t)) return INT64_MAX;
  const int64_t most = (int64_t{1} << 8 * width) - 1;
  return first > INT64_MAX - most ? INT64_MAX : first + most;
}

}  // namespace

template <class Distance>
Distance NarrowIntegers::Assign(size_t size, int64_t least, std::span<const uint32_t> rows,
                                std::span<const Distance> distances) {
  const Distance greatest = GreatestOf(distances);
  *this = NarrowIntegers();
  first_ = least;
  width_ = base::WidthOf(greatest);
  empty_ = rows.empty();
  resize(size);
  array().With([&]<class T>(const T*) {
    T* all = reinterpret_cast<T*>(distances_.data());
    if (rows.size() == size) {
      for (size_t i = 0; i < size; ++i) all[i] = static_cast<T>(distances[i]);
    } else {
      for (size_t i = 0; i < rows.size(); ++i) all[rows[i]] = static_cast<T>(distances[i]);
    }
  });
  return greatest;
}

template uint32_t NarrowIntegers::Assign(size_t, int64_t, std::span<const uint32_t>, std::span<const uint32_t>);
template uint64_t NarrowIntegers::Assign(size_t, int64_t, std::span<const uint32_t>, std::span<const uint64_t>);

void NarrowIntegers::resize(size_t size) {
  size_ = size;
  distances_.resize(size * width_);
}

void NarrowIntegers::SetAnew(size_t at, int64_t number) {
  if (empty_) {
    first_ = number;
  } else {
    const int64_t first = std::min(first_, number);
    const int64_t last = std::max(Reach(first_, width_), number);
    LayOut(first, base::WidthOf(static_cast<uint64_t>(last) - static_cast<uint64_t>(first)));
  }
  empty_ = false;
  Put(at, static_cast<uint64_t>(number) - static_cast<uint64_t>(first_));
}

void NarrowIntegers::LayOut(int64_t first, uint32_t width) {
  NarrowIntegers old;
  std::swap(old, *this);
  first_ = first;
  width_ = width;
  resize(old.size_);
  for (size_t i = 0; i < size_; ++i) Put(i, static_cast<uint64_t>(old[i]) - static_cast<uint64_t>(first_));
}

}  // namespace qiao::storage
