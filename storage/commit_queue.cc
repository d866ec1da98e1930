#include "storage/commit_queue.h"

#include <condition_variable>
#include <cstdint>
#include <utility>

#include "storage/key_value.h"

namespace qiao::storage {

namespace {

base::Error Stopped() {
  return base::MakeError(base::ErrorCode::kIo,
                         "an earlier commit failed to reach the disk: open the database again to write");
}

}  // namespace

// A sync, and those who wait for it. They have a lock of their own, so that those who are woken don't queue for the one
// of whoever commits next.
class CommitQueue::Sync {
 public:
  // False: one of those who wait is to begin it, perhaps the caller.
  bool Await() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return state_ != State::kComing; });
    return state_ == State::kEnded;
  }
  // Of one that has ended.
  const base::Result<void>& result() const { return result_; }

  void Begin() { Become(State::kComing); }
  void AskForLeader() {
    Become(State::kUnled);
    changed_.notify_one();
  }
  void End(base::Result<void> result) {
    result_ = std::move(result);
    Become(State::kEnded);
    changed_.notify_all();
  }

 private:
  enum class State : uint8_t { kComing, kUnled, kEnded };

  void Become(State state) {
    std::lock_guard lock(mutex_);
    state_ = state;
  }

  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  State state_ = State::kComing;
  base::Result<void> result_;
};

CommitQueue::CommitQueue(std::shared_ptr<const Snapshot> start)
    : published_(start), written_(std::move(start)), next_(std::make_shared<Sync>()) {}
CommitQueue::~CommitQueue() = default;

base::Result<std::shared_ptr<const Snapshot>> CommitQueue::written() const {
  std::lock_guard lock(mutex_);
  if (failure_) return Stopped();
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
  before = published_.Show(written_);
}

void CommitQueue::Stop() {
  std::lock_guard lock(mutex_);
  if (!failure_) failure_ = Stopped();
}

base::Result<void> CommitQueue::AwaitSync(Version version, KeyValue& key_value) {
  std::unique_lock lock(mutex_);
  while (published_.Get()->version() < version) {
    if (!current_) return Lead(key_value, std::move(lock));
    const std::shared_ptr<Sync> mine = version <= current_until_ ? current_ : next_;
    lock.unlock();
    if (mine->Await()) return mine->result();
    lock.lock();
  }
  return {};
}

base::Result<void> CommitQueue::Lead(KeyValue& key_value, std::unique_lock<std::mutex> lock) {
  const std::shared_ptr<Sync> sync = std::exchange(next_, std::make_shared<Sync>());
  base::Result<void> result = failure_ ? base::Result<void>(*failure_) : base::Result<void>();
  std::shared_ptr<const Snapshot> state = written_;
  if (result) {
    sync->Begin();
    current_ = sync;
    current_until_ = state->version();
    lock.unlock();
    result = key_value.Sync();
    lock.lock();
    current_ = nullptr;
    if (result) {
      state = published_.Show(std::move(state));
    } else if (!failure_) {
      failure_ = result.error();
    }
  }
  // First the one who keeps the disk at work. It's told under the lock: others may begin the next sync without it.
  next_->AskForLeader();
  lock.unlock();
  sync->End(result);
  // What readers saw before dies here, without the lock.
  return result;
}

}  // namespace qiao::storage
