// Ctrl-C: the first one asks what runs to stop, a second one before it has stopped ends the process.
#pragma once

#include <atomic>
#include <functional>
#include <thread>

namespace qiao::cli {

// Installs the handler; reads at a terminal prompt are woken by it.
void CatchInterrupts();

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
