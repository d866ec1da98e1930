// Destroys what takes long to destroy, such as lists of millions of values, beside whoever has no more use for it.
//
// Threads: any. One other thread works at a time; what comes meanwhile is destroyed by the caller, so that garbage
//          doesn't pile up.
#pragma once

#include <functional>

#include "base/value.h"

namespace qiao::base {

void GiveBack(const std::function<void()>& destroy) noexcept;

// A list that is being made; if nobody takes it, it is given back so.
class LongList {
 public:
  LongList() = default;
  LongList(const LongList&) = delete;
  LongList& operator=(const LongList&) = delete;
  ~LongList();

  List& operator*() { return list_; }
  List* operator->() { return &list_; }

 private:
  List list_;
};

}  // namespace qiao::base
