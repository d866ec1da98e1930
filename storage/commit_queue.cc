#include "storage/commit_queue.h"

#include <utility>

#include "storage/key_value.h"

namespace qiao::storage {

namespace {

base::Error Stopped() {
  return base::MakeError(base::ErrorCode::kIo,
                         "an earlier commit failed to reach the disk: open the database again to write");
}

}  // namespace

std::shared_ptr<const Snapshot> CommitQueue::published() const {
  std::lock_guard lock(mutex_);
  return published_;
}

base::Result<std::shared_ptr<const Snapshot>> CommitQueue::written() const {
  std::lock_guard lock(mutex_);
  if (stopped_) return Stopped();
  return written_;
}

void CommitQueue::Add(std::shared_ptr<const Snapshot> state) {
  // The state before dies after the lock is released, not under it.
  std::lock_guard lock(mutex_);
  std::swap(written_, state);
}

void CommitQueue::Publish() {
  std::shared_ptr<const Snapshot> before;
  std::lock_guard lock(mutex_);
  before = std::exchange(published_, written_);
}

void CommitQueue::Stop() {
  std::lock_guard lock(mutex_);
  stopped_ = true;
}

base::Result<void> CommitQueue::AwaitSync(Version version, KeyValue& key_value) {
  std::unique_lock lock(mutex_);
  while (published_->version() < version) {
    if (failure_) return *failure_;
    if (syncing_) {
      synced_.wait(lock);
      continue;
    }
    if (stopped_) return Stopped();
    syncing_ = true;
    std::shared_ptr<const Snapshot> synced = written_;
    lock.unlock();
    auto result = key_value.Sync();
    lock.lock();
    syncing_ = false;
    if (result) {
      std::swap(published_, synced);
    } else {
      failure_ = result.error();
      stopped_ = true;
    }
    synced_.notify_all();
    // What readers saw before dies without the lock.
    lock.unlock();
    synced = nullptr;
    lock.lock();
  }
  return {};
}

}  // namespace qiao::storage
