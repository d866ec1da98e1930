#include "base/machine_memory.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

namespace qiao::base {
namespace {

// The limit in a file of one number; none where there is no file, or where it says "max".
uint64_t LimitIn(const std::string& file) {
  uint64_t limit = 0;
  return std::ifstream(file) >> limit ? limit : UINT64_MAX;
}

// Of the group at `path` below `root` and of all around it. In a container the path may be the one outside, of which
// only the root is seen.
uint64_t LowestLimit(const std::string& root, std::string path, const std::string& file) {
  uint64_t lowest = UINT64_MAX;
  while (true) {
    lowest = std::min(lowest, LimitIn(root + path + file));
    const size_t parent = path.rfind('/');
    if (parent == std::string::npos) return lowest;
    path.resize(parent);
  }
}

}  // namespace

uint64_t ControlGroupLimit(const std::string& groups, const std::string& mount) {
  uint64_t lowest = UINT64_MAX;
  std::istringstream lines(groups);
  // number:controllers:path, without controllers in version 2.
  for (std::string line; std::getline(lines, line);) {
    const size_t controllers = line.find(':') + 1;
    const size_t path = line.find(':', controllers) + 1;
    if (controllers == 0 || path == 0) continue;
    const std::string names = "," + line.substr(controllers, path - controllers - 1) + ",";
    if (names == ",,") {
      lowest = std::min(lowest, LowestLimit(mount, line.substr(path), "/memory.max"));
    } else if (names.find(",memory,") != std::string::npos) {
      lowest = std::min(lowest, LowestLimit(mount + "/memory", line.substr(path), "/memory.limit_in_bytes"));
    }
  }
  return lowest;
}

namespace {

uint64_t OfTheMachine() {
  const long pages = sysconf(_SC_PHYS_PAGES);
  const long page_bytes = sysconf(_SC_PAGESIZE);
  return pages > 0 && page_bytes > 0 ? static_cast<uint64_t>(pages) * static_cast<uint64_t>(page_bytes) : UINT64_MAX;
}

uint64_t OfTheGroup() {
  std::ifstream file("/proc/self/cgroup");
  const std::string groups{std::istreambuf_iterator<char>(file), {}};
  return ControlGroupLimit(groups, "/sys/fs/cgroup");
}

}  // namespace

uint64_t MachineMemory() { return std::min(OfTheMachine(), OfTheGroup()); }

uint64_t CacheMemory() {
  const uint64_t machine = OfTheMachine();
  const uint64_t group = OfTheGroup();
  return group < machine ? group / 8 : machine / 4;
}

}  // namespace qiao::base
