// Views of runs that were read lately, so that random access pays for the graph's virtual calls once a run.
//
// What is kept is forgotten when the query writes (the environment's epoch moves on) and when it is too much.
#pragma once

#include <unordered_map>
#include <vector>

#include "query/exec/environment.h"

namespace qiao::query {

// Runs of one table.
template <class View>
class RunCache {
 public:
  explicit RunCache(const Environment& env) : env_(env) {}

  // The view of the run, read by read() if it isn't known: Result<View>().
  template <class Read>
  base::Result<const View*> Get(uint32_t run, Read read) {
    if (epoch_ != env_.epoch || kept_ >= kMaxKept) {
      views_.clear();
      kept_ = 0;
      epoch_ = env_.epoch;
    }
    if (run >= views_.size()) views_.resize(run + 1);
    Entry& entry = views_[run];
    if (!entry.known) {
      QIAO_TRY(entry.view, read());
      entry.known = true;
      ++kept_;
    }
    return &entry.view;
  }

 private:
  static constexpr size_t kMaxKept = 8192;
  struct Entry {
    bool known = false;
    View view;
  };

  const Environment& env_;
  uint64_t epoch_ = 0;
  size_t kept_ = 0;
  std::vector<Entry> views_;
};

}  // namespace qiao::query
