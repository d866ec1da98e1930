// Whether an object that was shared belongs to one owner again.
#pragma once

#include <atomic>
#include <memory>

namespace qiao::base {

// True if nobody else holds it. What others did to it before they let go, on whatever thread, is visible then.
template <class T>
bool IsSoleOwner(const std::shared_ptr<T>& pointer) {
  if (pointer.use_count() > 1) return false;
#pragma GCC diagnostic push
#ifndef __clang__                        // which doesn't know the warning
#pragma GCC diagnostic ignored "-Wtsan"  // the thread sanitizer doesn't see fences: it may suspect more, not less
#endif
  std::atomic_thread_fence(std::memory_order_acquire);
#pragma GCC diagnostic pop
  return true;
}

}  // namespace qiao::base
