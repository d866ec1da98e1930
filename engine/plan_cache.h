// Plans by the text of their statement, so that a statement that comes again is not compiled again.
//
// Threads: any number.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "query/query.h"

namespace qiao::engine {

class PlanCache {
 public:
  explicit PlanCache(size_t capacity) : capacity_(capacity) {}

  // What a plan is made for: a graph of about `size` rows, and the version of its indexes and constraints.
  struct Circumstances {
    uint64_t size = 0;
    uint64_t schema = 0;
  };

  struct Found {
    Circumstances made_for;
    std::shared_ptr<const query::Plan> plan;
  };

  // The plan for `text`; nullopt when there is none, when there may be other indexes now, or when the graph has grown
  // or shrunk so much since that another plan may be better.
  std::optional<Found> Find(std::string_view text, const Circumstances& now);
  void Add(std::string_view text, Found plan);

 private:
  struct Entry {
    std::string text;
    Found found;
  };

  const size_t capacity_;
  std::mutex mutex_;
  std::list<Entry> entries_;  // the most recently used first
  std::unordered_map<std::string_view, std::list<Entry>::iterator> by_text_;
};

}  // namespace qiao::engine
