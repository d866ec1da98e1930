#include "base/give_back.h"

#include <atomic>
#include <exception>
#include <new>
#include <thread>

namespace qiao::base {

void GiveBack(const std::function<void()>& destroy) noexcept {
  static std::atomic<bool> busy = false;  // says nothing about any database: two that meet here only share the thread
  if (!busy.exchange(true)) {
    try {
      std::thread([destroy] {
        destroy();
        busy = false;
      }).detach();
      return;
    } catch (const std::exception&) {  // no thread, or no memory for one, can be had
      busy = false;
    }
  }
  destroy();
}

LongList::~LongList() {
  constexpr size_t kLong = 1 << 20;  // takes some milliseconds
  if (list_.capacity() < kLong) return;
  auto* list = new (std::nothrow) List(std::move(list_));
  if (list != nullptr) GiveBack([list] { delete list; });
}

}  // namespace qiao::base
