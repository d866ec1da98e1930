#include "storage/write_turn.h"

#include <algorithm>

namespace qiao::storage {
namespace {

// Longer than anybody waits, and short enough to be added to a time.
constexpr std::chrono::milliseconds kForEver = std::chrono::hours(24 * 365);
constexpr std::chrono::microseconds kLookOut(20);
constexpr std::chrono::milliseconds kPatience(2);

}  // namespace

std::optional<WriteTurn::Clock::time_point> WriteTurn::Expiry() const {
  if (!resting_since_) return std::nullopt;
  return *resting_since_ + std::min(idle_limit_, kForEver);
}

// Looks out for the turn for a moment.
void WriteTurn::LookOut() {
  const auto end = Clock::now() + kLookOut;
  while (holder_ != 0 && Clock::now() < end) {
  }
}

WriteTurn::Ticket WriteTurn::Hold() {
  holder_ = ++last_;
  resting_since_.reset();
  return holder_;
}

base::Result<WriteTurn::Ticket> WriteTurn::Take(std::chrono::milliseconds timeout) {
  ++looking_out_;
  LookOut();
  std::unique_lock lock(mutex_);
  --looking_out_;
  if (holder_ == 0) return Hold();
  const auto start = Clock::now();
  const auto deadline = start + std::min(timeout, kForEver);
  const auto me = sleepers_.emplace(sleepers_.end(), start);
  while (me->handed == 0) {
    const auto expiry = Expiry();
    const auto now = Clock::now();
    if (holder_ == 0 || (expiry && now >= *expiry)) {
      sleepers_.erase(me);
      return Hold();
    }
    if (now >= deadline) {
      sleepers_.erase(me);
      return base::MakeError(base::ErrorCode::kBusy, "another transaction has been writing for more than {} ms",
                             timeout.count());
    }
    me->woken.wait_until(lock, expiry ? std::min(deadline, *expiry) : deadline);
  }
  const Ticket handed = me->handed;
  sleepers_.erase(me);
  return handed;
}

void WriteTurn::Give(Ticket ticket) {
  std::lock_guard lock(mutex_);
  if (holder_ != ticket) return;
  holder_ = 0;
  resting_since_.reset();
  if (sleepers_.empty()) return;
  Sleeper& first = sleepers_.front();
  const bool is_due = Clock::now() - first.since > kPatience;
  if (is_due) first.handed = Hold();
  if (is_due || looking_out_ == 0) first.woken.notify_one();
}

void WriteTurn::Rest(Ticket ticket) {
  std::lock_guard lock(mutex_);
  if (holder_ != ticket) return;
  resting_since_ = Clock::now();
  // Those who sleep now sleep until the limit.
  for (Sleeper& sleeper : sleepers_) sleeper.woken.notify_one();
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
