#include "storage/write_turn.h"

#include <algorithm>

namespace qiao::storage {
namespace {

// Longer than anybody waits, and short enough to be added to a time.
constexpr std::chrono::milliseconds kForEver = std::chrono::hours(24 * 365);

}  // namespace

std::optional<WriteTurn::Clock::time_point> WriteTurn::Expiry() const {
  if (!resting_since_) return std::nullopt;
  return *resting_since_ + std::min(idle_limit_, kForEver);
}

base::Result<WriteTurn::Ticket> WriteTurn::Take(std::chrono::milliseconds timeout) {
  const auto deadline = Clock::now() + std::min(timeout, kForEver);
  std::unique_lock lock(mutex_);
  while (holder_ != 0) {
    auto expiry = Expiry();
    auto now = Clock::now();
    if (expiry && now >= *expiry) break;
    if (now >= deadline) {
      return base::MakeError(base::ErrorCode::kBusy, "another transaction has been writing for more than {} ms",
                             timeout.count());
    }
    given_.wait_until(lock, expiry ? std::min(deadline, *expiry) : deadline);
  }
  holder_ = ++last_;
  resting_since_.reset();
  return holder_;
}

void WriteTurn::Give(Ticket ticket) {
  {
    std::lock_guard lock(mutex_);
    if (holder_ != ticket) return;
    holder_ = 0;
    resting_since_.reset();
  }
  given_.notify_one();
}

void WriteTurn::Rest(Ticket ticket) {
  {
    std::lock_guard lock(mutex_);
    if (holder_ != ticket) return;
    resting_since_ = Clock::now();
  }
  // Those who wait now wait until the limit.
  given_.notify_all();
}

base::Result<void> WriteTurn::Resume(Ticket ticket) {
  std::lock_guard lock(mutex_);
  if (holder_ != ticket) {
    return base::MakeError(base::ErrorCode::kConflict,
                           "the transaction was rolled back: it was idle for more than {} ms while another one waited "
                           "to write",
                           idle_limit_.count());
  }
  resting_since_.reset();
  return {};
}

}  // namespace qiao::storage
