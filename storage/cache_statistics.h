// What a cache of decoded chunks holds, and how often it was of use since it was made.
#pragma once

#include <cstdint>

namespace qiao::storage {

struct CacheStatistics {
  uint64_t budget = 0;  // bytes
  uint64_t bytes = 0;
  uint64_t chunks = 0;
  uint64_t hits = 0;
  uint64_t misses = 0;
  uint64_t evictions = 0;  // chunks that had to go for others
};

}  // namespace qiao::storage
