#include "cli/interrupt.h"

#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <csignal>
#include <mutex>

namespace qiao::cli {
namespace {

constexpr int kExitInterrupted = 130;

// A signal handler reaches nothing but globals.
std::atomic<bool> interrupted = false;
static_assert(std::atomic<bool>::is_always_lock_free);

void Handle(int) {
  if (interrupted.exchange(true)) ::_exit(kExitInterrupted);
}

}  // namespace

void CatchInterrupts() {
  struct sigaction action {};
  action.sa_handler = &Handle;  // without SA_RESTART: a read at the prompt returns
  ::sigemptyset(&action.sa_mask);
  ::sigaction(SIGINT, &action, nullptr);
}

std::atomic<bool>& Interrupted() { return interrupted; }

OnInterrupt::OnInterrupt(std::function<void()> stop)
    : thread_([stop = std::move(stop)](const std::stop_token& ended) {
        std::mutex mutex;
        std::condition_variable_any timer;
        std::unique_lock lock(mutex);
        while (!ended.stop_requested()) {
          if (interrupted.load()) stop();
          timer.wait_for(lock, ended, std::chrono::milliseconds(20), [] { return false; });
        }
      }) {}

}  // namespace qiao::cli
