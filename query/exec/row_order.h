// The order of ORDER BY between rows of columns.
#pragma once

#include <compare>
#include <span>
#include <vector>

#include "query/exec/batch.h"

namespace qiao::query {

// Ascending, as base::Order has it.
std::strong_ordering OrderBetween(const Column& a, size_t row_a, const Column& b, size_t row_b);

// What rows are sorted by: the columns of some slots, the first decides first.
struct SortOrder {
  struct Key {
    Slot slot;
    bool descending = false;
  };
  std::vector<Key> keys;

  // True if the row of `a` comes before that of `b`; `first`: the first key to look at.
  bool IsBefore(const Batch& a, size_t row_a, const Batch& b, size_t row_b, size_t first = 0) const {
    for (const Key& key : std::span(keys).subspan(first)) {
      const auto order = OrderBetween(a.Get(key.slot), row_a, b.Get(key.slot), row_b);
      if (order != 0) return key.descending ? order > 0 : order < 0;
    }
    return false;
  }
};

}  // namespace qiao::query
