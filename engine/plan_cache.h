// Plans by the text of their statement, so that a statement that comes again is not compiled again.
//
// Threads: any number.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "query/query.h"

namespace qiao::engine {

class PlanCache {
 public:
  explicit PlanCache(size_t capacity) : capacity_(capacity) {}

  // The plan for `text` on a graph of about `graph_size` rows; nullptr when there is none, or when the graph has grown
  // or shrunk so much since that another plan may be better.
  std::shared_ptr<const query::Plan> Find(std::string_view text, uint64_t graph_size);
  void Add(std::string_view text, uint64_t graph_size, std::shared_ptr<const query::Plan> plan);

 private:
  struct Entry {
    std::string text;
    uint64_t graph_size;
    std::shared_ptr<const query::Plan> plan;
  };

  const size_t capacity_;
  std::mutex mutex_;
  std::list<Entry> entries_;  // the most recently used first
  std::unordered_map<std::string_view, std::list<Entry>::iterator> by_text_;
};

}  // namespace qiao::engine
