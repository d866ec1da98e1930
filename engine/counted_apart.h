// Shared pointers whose counts are not shared: threads that come and go at one object take the line that holds its
// count from each other's caches.
#pragma once

#include <memory>
#include <utility>

namespace qiao::engine {

// The same object under a count of its own, for one thread's copies.
template <class T>
std::shared_ptr<const T> CountedApart(std::shared_ptr<const T> shared) {
  const T* object = shared.get();
  return {std::make_shared<const std::shared_ptr<const T>>(std::move(shared)), object};
}

}  // namespace qiao::engine
