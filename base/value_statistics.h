// What is known of the values that one property has in the rows of a table: how many there are, how many different
// ones, which come most often, and how the others are spread. The store keeps it, the planner asks it.
#pragma once

#include <cstdint>
#include <vector>

#include "base/distinct_sketch.h"
#include "base/value.h"

namespace qiao::base {

struct ValueStatistics {
  struct Frequent {
    Value value;
    uint64_t count = 0;
  };

  uint64_t rows = 0;               // that there were
  uint64_t present = 0;            // of them with a value
  double distinct = 0;             // different values
  std::vector<Frequent> frequent;  // those that come most often, the first one oftenest
  // Of the other values in the order of Order(): between each bound and the next lie equally many. Long texts are cut.
  // None, or at least two.
  std::vector<Value> bounds;
  DistinctSketch sketch;  // of the values that were looked at, which may not be all

  // Bytes of a text in `bounds`; a longer one is not among `frequent`.
  static constexpr size_t kTextBytes = 64;
};

}  // namespace qiao::base
