// Sorting of 64-bit keys, each with a 32-bit number that goes along.
#pragma once

#include <cstdint>
#include <vector>

namespace qiao::base {

// Sorts by key, keeping the order of equal keys. `numbers` is empty or as long as `keys`. Takes as much memory again
// while it runs. Keys of few different bits, and keys in order already or in that of their low halves, cost less.
void SortByKey(std::vector<uint64_t>& keys, std::vector<uint32_t>& numbers);

}  // namespace qiao::base
