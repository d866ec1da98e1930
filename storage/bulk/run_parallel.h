// Numbered pieces of work on several threads.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "base/result.h"

namespace qiao::storage {

// Calls work(0) to work(count - 1), the smaller numbers first. After an error no more are begun; answers the first one.
inline base::Result<void> RunParallel(unsigned threads, size_t count,
                                      const std::function<base::Result<void>(size_t)>& work) {
  std::atomic<size_t> next{0};
  std::mutex mutex;
  std::optional<base::Error> error;
  const auto loop = [&] {
    for (size_t i = next++; i < count; i = next++) {
      auto done = work(i);
      if (done) continue;
      next = count;
      std::lock_guard lock(mutex);
      if (!error) error = std::move(done).error();
    }
  };
  std::vector<std::jthread> others;
  for (size_t i = 1; i < threads && i < count; ++i) others.emplace_back(loop);
  loop();
  others.clear();  // joins
  if (error) return *std::move(error);
  return {};
}

}  // namespace qiao::storage
