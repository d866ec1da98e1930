#include "cli/interrupt.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
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

// Readable from Ctrl-C on until somebody has waited for it: a signal between a look at the flag and a read is not lost.
int wake = -1;

void Handle(int) {
  const int error = errno;
  if (interrupted.exchange(true)) ::_exit(kExitInterrupted);
  ::eventfd_write(wake, 1);
  errno = error;
}

}  // namespace

void CatchInterrupts() {
  wake = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  struct sigaction action {};
  action.sa_handler = &Handle;
  ::sigemptyset(&action.sa_mask);
  ::sigaction(SIGINT, &action, nullptr);
}

bool WaitForInput(int descriptor) {
  while (true) {
    pollfd waited[] = {{descriptor, POLLIN, 0}, {wake, POLLIN, 0}};
    if (::poll(waited, std::size(waited), -1) < 0) {
      if (errno == EINTR) continue;  // the handler has made `wake` readable
      return true;                   // the read tells what is wrong
    }
    if (waited[1].revents != 0) {
      eventfd_t count = 0;
      ::eventfd_read(wake, &count);
      if (interrupted.load()) return false;
    }
    if (waited[0].revents != 0) return true;
  }
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
