#include "engine/memory.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <limits>

namespace qiao::engine {

size_t MachineMemory() {
  const long pages = sysconf(_SC_PHYS_PAGES);
  const long page_bytes = sysconf(_SC_PAGESIZE);
  size_t bytes = pages > 0 && page_bytes > 0 ? static_cast<size_t>(pages) * static_cast<size_t>(page_bytes)
                                             : std::numeric_limits<size_t>::max();
  size_t limit = 0;
  if (std::ifstream("/sys/fs/cgroup/memory.max") >> limit) bytes = std::min(bytes, limit);  // "max" is no number
  return bytes;
}

}  // namespace qiao::engine
