// The snapshot that readers get, and the question whether one that somebody holds still is that one, which disturbs
// nobody: it writes nothing.
//
// Threads: any number.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <utility>

#include "storage/snapshot.h"

namespace qiao::storage {

class ShownSnapshot {
 public:
  explicit ShownSnapshot(std::shared_ptr<const Snapshot> start) : shown_(start.get()), snapshot_(std::move(start)) {}

  std::shared_ptr<const Snapshot> Get() const {
    std::lock_guard lock(mutex_);
    return snapshot_;
  }
  // Yields the one before, to be let go where that disturbs nobody.
  std::shared_ptr<const Snapshot> Show(std::shared_ptr<const Snapshot> next) {
    std::lock_guard lock(mutex_);
    shown_ = next.get();
    return std::exchange(snapshot_, std::move(next));
  }
  // The caller holds it: no other one can have come to its place.
  bool Is(const Snapshot& held) const { return shown_ == &held; }

 private:
  std::atomic<const Snapshot*> shown_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Snapshot> snapshot_;
};

}  // namespace qiao::storage
