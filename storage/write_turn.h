// The right to write, which one transaction has at a time.
//
// A transaction that waits for its user between two statements rests. One that has rested for longer than the idle
// limit loses its turn to whoever waits for it; nobody waiting, it may rest for ever.
//
// Most turns are over in microseconds, sooner than a thread is put to sleep and woken: who wants one looks out for it
// for a moment and sleeps only then. While somebody looks out nobody is woken, unless the first who sleeps has done so
// for long: the turn is then handed to that one.
//
// Threads: any number.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <list>
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
  struct Sleeper {
    explicit Sleeper(Clock::time_point now) : since(now) {}

    const Clock::time_point since;
    Ticket handed = 0;
    std::condition_variable woken;
  };

  void LookOut();
  Ticket Hold();
  // When the turn may be taken from its holder.
  std::optional<Clock::time_point> Expiry() const;

  const std::chrono::milliseconds idle_limit_;
  std::atomic<int> looking_out_ = 0;  // goes down under the lock only
  std::mutex mutex_;                  // guards what follows
  std::atomic<Ticket> holder_ = 0;    // 0: nobody; who looks out reads it without the lock
  Ticket last_ = 0;
  std::optional<Clock::time_point> resting_since_;
  std::list<Sleeper> sleepers_;  // who has slept longest first
};

}  // namespace qiao::storage
