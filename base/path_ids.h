// The ids along a path value, whether it carries records or not.
#pragma once

#include "base/value.h"

namespace qiao::base {

class PathIds {
 public:
  explicit PathIds(const Value& path) : path_(path) {}

  size_t length() const {
    return path_.has_record() ? path_.path_record().relationships.size() : path_.path().edges.size();
  }
  NodeId node(size_t index) const {
    return path_.has_record() ? path_.path_record().nodes[index].id : path_.path().nodes[index];
  }
  EdgeId edge(size_t index) const {
    return path_.has_record() ? path_.path_record().relationships[index].id : path_.path().edges[index];
  }

 private:
  const Value& path_;
};

}  // namespace qiao::base
