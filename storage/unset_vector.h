// A vector whose new numbers are not set to zero: for arrays that are filled right after they were made.
#pragma once

#include <memory>
#include <utility>
#include <vector>

namespace qiao::storage {

template <class Number>
struct UnsetAllocator : std::allocator<Number> {
  template <class Other>
  struct rebind {
    using other = UnsetAllocator<Other>;
  };

  template <class Made>
  void construct(Made* place) {
    ::new (static_cast<void*>(place)) Made;
  }
  template <class Made, class... Arguments>
  void construct(Made* place, Arguments&&... arguments) {
    ::new (static_cast<void*>(place)) Made(std::forward<Arguments>(arguments)...);
  }
};

template <class Number>
using UnsetVector = std::vector<Number, UnsetAllocator<Number>>;

}  // namespace qiao::storage
