// The right to write, which one transaction has at a time.
//
// A transaction that waits for its user between two statements rests. One that has rested for longer than the idle
// limit loses its turn to whoever waits for it; nobody waiting, it may rest for ever.
//
// Threads: any number.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>

#include "base/result.h"

namespace qiao::storage {

class WriteTurn {
 public:
  using Ticket = uint64_t;  // says whose turn it is; never given out twice

  explicit WriteTurn(std::chrono::milliseconds idle_limit) : idle_limit_(idle_limit) {}

  // kBusy when `timeout` passes first.
  base::Result<Ticket> Take(std::chrono::milliseconds timeout);
  // Does nothing when the turn was lost before.
  void Give(Ticket ticket);

  void Rest(Ticket ticket);
  // kConflict when the turn was lost meanwhile.
  base::Result<void> Resume(Ticket ticket);

 private:
  using Clock = std::chrono::steady_clock;

  // When the turn may be taken from its holder.
  std::optional<Clock::time_point> Expiry() const;

  const std::chrono::milliseconds idle_limit_;
  std::mutex mutex_;  // guards what follows
  std::condition_variable given_;
  Ticket holder_ = 0;  // 0: nobody
  Ticket last_ = 0;
  std::optional<Clock::time_point> resting_since_;
};

}  // namespace qiao::storage
