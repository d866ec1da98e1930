// The comparison of scalars that the relations on values share.
#pragma once

#include <compare>

#include "base/value.h"

namespace qiao::base {

// Exact: 2^53 + 1 is greater than the float 2^53, though a conversion would lose that. Unordered for NaN only.
std::partial_ordering CompareNumbers(const Value& a, const Value& b);

// Times and datetimes by their instant, then by offset and zone, so that only equal ones compare equal.
std::strong_ordering CompareTimes(const Time& a, const Time& b);
std::strong_ordering CompareDateTimes(const DateTime& a, const DateTime& b);

// The entries of a map by key, byte by byte.
std::vector<const Map::value_type*> SortedEntries(const Map& map);

}  // namespace qiao::base
