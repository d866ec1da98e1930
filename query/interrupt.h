// Tells long loops when to stop: on request (kCancelled), at the deadline (kLimit).
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>

#include "base/result.h"

namespace qiao::query {

class Interrupt {
 public:
  Interrupt(const std::atomic<bool>* cancelled, std::chrono::steady_clock::time_point deadline)
      : cancelled_(cancelled), deadline_(deadline) {}

  // To be called for each piece of work; looks at flag and clock now and then.
  base::Result<void> Tick(size_t work = 1) {
    work_ += work;
    if (work_ < kWorkBetweenChecks) return {};
    work_ = 0;
    return Check();
  }
  base::Result<void> Check() const;

 private:
  static constexpr size_t kWorkBetweenChecks = 4096;

  const std::atomic<bool>* cancelled_;
  std::chrono::steady_clock::time_point deadline_;
  size_t work_ = 0;
};

}  // namespace qiao::query
