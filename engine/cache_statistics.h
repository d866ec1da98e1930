// How well the cache of decoded chunks does.
#pragma once

#include "storage/cache_statistics.h"

namespace qiao::engine {

using storage::CacheStatistics;

}  // namespace qiao::engine
