#include "base/give_back.h"

#include <atomic>
#include <memory>
#include <system_error>
#include <thread>

namespace qiao::base {

void GiveBack(std::function<void()> destroy) noexcept {
  static std::atomic<bool> busy = false;  // says nothing about any database: two that meet here only share the thread
  if (!busy.exchange(true)) {
    try {
      std::thread([destroy] {
        destroy();
        busy = false;
      }).detach();
      return;
    } catch (const std::system_error&) {  // no more threads can be had
      busy = false;
    }
  }
  destroy();
}

LongList::~LongList() {
  constexpr size_t kLong = 1 << 20;  // takes some milliseconds
  if (list_.capacity() < kLong) return;
  GiveBack([list = std::make_shared<List>(std::move(list_))] { list->clear(), list->shrink_to_fit(); });
}

}  // namespace qiao::base
