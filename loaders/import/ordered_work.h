// Work on a row of items by several threads, whose results are taken in the order of the items.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "base/result.h"

namespace qiao::loaders::import {

template <class Item, class Done>
class OrderedWork {
 public:
  // The next item; false at the end. One call at a time.
  std::function<base::Result<bool>(Item& item)> produce;
  // Any number of calls at once.
  std::function<base::Result<Done>(Item item)> work;
  // In the order of the items, one call at a time.
  std::function<base::Result<void>(Done& done)> order;
  // After `order`; any number of calls at once.
  std::function<base::Result<void>(const Done& done)> after;

  // Returns when everything is done, or with the error of the first item that has one. At most `limit` items, and one
  // for each thread, are under way at once.
  base::Result<void> Run(unsigned threads, uint64_t limit) {
    limit_ = std::max<uint64_t>(threads, limit);
    std::vector<std::jthread> others;
    for (unsigned i = 1; i < threads; ++i) others.emplace_back([this] { Loop(); });
    Loop();
    others.clear();  // joins
    if (error_) return *std::move(error_);
    return {};
  }

 private:
  void Loop() {
    while (true) {
      Item item;
      uint64_t number = 0;
      std::optional<base::Error> failed;
      {
        std::lock_guard producing(produce_mutex_);
        {
          // One slow item must not let the others pile up behind it.
          std::unique_lock lock(mutex_);
          room_.wait(lock, [this] { return error_ || produced_ - ordered_ < limit_; });
          if (error_ || ended_) return;
        }
        auto more = produce(item);
        std::lock_guard lock(mutex_);
        if (!more) failed = std::move(more).error();
        ended_ = failed || !*more;
        if (ended_ && !failed) return;
        number = produced_++;
      }
      if (!TakeInOrder(number, failed ? base::Result<Done>(*std::move(failed)) : work(std::move(item)))) return;
    }
  }

  bool TakeInOrder(uint64_t number, base::Result<Done> result) {
    std::vector<Done> mine;
    {
      std::lock_guard ordering(order_mutex_);
      waiting_.emplace(number, std::move(result));
      for (auto next = waiting_.find(ordered_); next != waiting_.end(); next = waiting_.find(ordered_)) {
        if (!next->second) return Fail(std::move(next->second).error());
        if (auto taken = order(*next->second); !taken) return Fail(std::move(taken).error());
        mine.push_back(*std::move(next->second));
        waiting_.erase(next);
        std::lock_guard lock(mutex_);
        ++ordered_;
      }
    }
    room_.notify_all();
    for (const Done& done : mine) {
      if (auto finished = after(done); !finished) return Fail(std::move(finished).error());
    }
    return true;
  }

  bool Fail(base::Error error) {
    {
      std::lock_guard lock(mutex_);
      if (!error_) error_ = std::move(error);
    }
    room_.notify_all();
    return false;
  }

  uint64_t limit_ = 0;
  std::mutex produce_mutex_;
  std::mutex order_mutex_;
  std::map<uint64_t, base::Result<Done>> waiting_;
  std::mutex mutex_;  // guards what follows; taken after the others
  std::condition_variable room_;
  uint64_t produced_ = 0;
  uint64_t ordered_ = 0;  // written under order_mutex_ too
  bool ended_ = false;
  std::optional<base::Error> error_;
};

}  // namespace qiao::loaders::import
