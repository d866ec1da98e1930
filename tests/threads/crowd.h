// Threads that do their work again and again for a while. The first complaint ends it.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace qiao {

class Crowd {
 public:
  ~Crowd() { Join(); }

  // `work` answers what is wrong; empty when nothing is.
  void Add(std::function<std::string()> work) {
    threads_.emplace_back([this, work = std::move(work)] {
      do {
        std::string wrong;
        try {
          wrong = work();
        } catch (const std::runtime_error& error) {
          wrong = error.what();
        }
        if (wrong.empty()) continue;
        failed_ = true;
        ADD_FAILURE() << wrong;
      } while (Clock::now() < end_ && !failed_);
    });
  }
  void Join() {
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }

 private:
  using Clock = std::chrono::steady_clock;

  const Clock::time_point end_ = Clock::now() + std::chrono::milliseconds(std::getenv("QIAO_LONG") ? 10'000 : 400);
  std::atomic<bool> failed_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace qiao
