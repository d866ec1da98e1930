// The order of ORDER BY between rows of columns.
#pragma once

#include <compare>
#include <vector>

#include "query/exec/column.h"
#include "query/plan/plan.h"

namespace qiao::query {

// Ascending, as base::Order has it.
std::strong_ordering OrderBetween(const Column& a, size_t row_a, const Column& b, size_t row_b);

// True if the row of `a` comes before that of `b`: columns are the sort's keys, in their order.
template <class ColumnsA, class ColumnsB>
bool IsBefore(const std::vector<SortKey>& keys, const ColumnsA& a, size_t row_a, const ColumnsB& b, size_t row_b) {
  for (size_t k = 0; k < keys.size(); ++k) {
    const auto order = OrderBetween(*a[k], row_a, *b[k], row_b);
    if (order != 0) return keys[k].descending ? order > 0 : order < 0;
  }
  return false;
}

}  // namespace qiao::query
