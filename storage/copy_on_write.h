// A value that copies share until one of them changes it.
#pragma once

#include <memory>

namespace qiao::storage {

template <class T>
class CopyOnWrite {
 public:
  CopyOnWrite() : content_(std::make_shared<T>()) {}

  const T& operator*() const { return *content_; }
  const T* operator->() const { return content_.get(); }
  T& Mutable() {
    if (content_.use_count() > 1) content_ = std::make_shared<T>(*content_);
    return *content_;
  }
  // True while nobody changed either since one was copied from the other.
  bool IsSame(const CopyOnWrite& other) const { return content_ == other.content_; }

 private:
  std::shared_ptr<T> content_;
};

}  // namespace qiao::storage
