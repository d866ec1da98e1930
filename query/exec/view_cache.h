// Views of runs that were read lately, so that random access pays for the graph's virtual calls once a run.
//
// What is kept is forgotten when the query writes (the environment's epoch moves on) and when it is too much.
#pragma once

#include <algorithm>
#include <vector>

#include "query/exec/environment.h"

namespace qiao::query {

// Runs of one table.
template <class View>
class RunCache {
 public:
  explicit RunCache(const Environment& env) : env_(env) {}

  // Null: it isn't known.
  const View* Known(uint32_t run) const { return epoch_ == env_.epoch ? Find(run) : nullptr; }
  // The view of the run, read by read() if it isn't known: Result<View>(). It stays until the next call.
  template <class Read>
  base::Result<const View*> Get(uint32_t run, Read read) {
    if (epoch_ != env_.epoch || views_.size() >= MostKept()) {
      views_.clear();
      runs_.clear();
      places_.clear();
      epoch_ = env_.epoch;
    }
    if (const View* known = Find(run)) return known;
    QIAO_TRY(View view, read());
    return Add(run, std::move(view));
  }

 private:
  // So many are looked through one by one: a query for a few rows needs no array of all runs.
  static constexpr size_t kFew = 4;
  static constexpr size_t kLeastKept = 16;

  // A decoded run takes some tens of kilobytes, and a query may have dozens of such caches.
  size_t MostKept() const { return std::clamp<size_t>(env_.memory.limit >> 20, kLeastKept, 8192); }

  const View* Find(uint32_t run) const {
    if (!places_.empty()) {
      return run < places_.size() && places_[run] != 0 ? &views_[places_[run] - 1] : nullptr;
    }
    const auto found = std::ranges::find(runs_, run);
    return found == runs_.end() ? nullptr : &views_[static_cast<size_t>(found - runs_.begin())];
  }

  const View* Add(uint32_t run, View view) {
    if (views_.empty()) {
      runs_.reserve(kFew);
      views_.reserve(kFew);
    }
    runs_.push_back(run);
    views_.push_back(std::move(view));
    if (!places_.empty()) {
      Place(views_.size() - 1);
    } else if (views_.size() > kFew) {
      for (size_t i = 0; i < views_.size(); ++i) Place(i);
    }
    return &views_.back();
  }

  void Place(size_t index) {
    if (runs_[index] >= places_.size()) places_.resize(runs_[index] + 1);
    places_[runs_[index]] = static_cast<uint32_t>(index + 1);
  }

  const Environment& env_;
  uint64_t epoch_ = 0;
  std::vector<View> views_;       // in the order in which they were read
  std::vector<uint32_t> runs_;    // of which runs they are
  std::vector<uint32_t> places_;  // by run: where its view stands, + 1; empty as long as there are few
};

}  // namespace qiao::query
