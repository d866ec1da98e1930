// How much memory there is for this process.
#pragma once

#include <cstdint>
#include <string>

namespace qiao::base {

// Bytes that this process may use: the machine's, or the lowest limit of its control group and of those around it
// (versions 1 and 2) when that is lower.
uint64_t MachineMemory();

// What of it a cache may hold of data that is read from files: a quarter. Where a control group limits it an eighth, as
// the pages of these files, which hold the same in less room, count against the limit.
uint64_t CacheMemory();

// The lowest of these limits; UINT64_MAX when there is none. `groups`: what /proc/self/cgroup says; `mount`: where the
// control groups are, /sys/fs/cgroup.
uint64_t ControlGroupLimit(const std::string& groups, const std::string& mount);

}  // namespace qiao::base
