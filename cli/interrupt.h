// Ctrl-C: the first one asks what runs to stop, a second one before it has stopped ends the process.
#pragma once

#include <atomic>
#include <functional>
#include <thread>

namespace qiao::cli {

// Installs the handler.
void CatchInterrupts();

// Waits until `descriptor` can be read or is closed; false when Ctrl-C came first, whichever thread it was delivered
// to.
bool WaitForInput(int descriptor);

// Set by Ctrl-C; cleared by whoever has dealt with it.
std::atomic<bool>& Interrupted();

// Calls `stop` while Ctrl-C waits to be dealt with, from another thread, for as long as the object lives.
class OnInterrupt {
 public:
  explicit OnInterrupt(std::function<void()> stop);

 private:
  std::jthread thread_;
};

}  // namespace qiao::cli
