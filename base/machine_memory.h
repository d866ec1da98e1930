// How much memory there is for this process.
#pragma once

#include <cstdint>
#include <string>

namespace qiao::base {

// Bytes that this process may use: the machine's, or the lowest limit of its control group and of those around it
// (versions 1 and 2) when that is lower.
uint64_t MachineMemory();

// The lowest of these limits; UINT64_MAX when there is none. `groups`: what /proc/self/cgroup says; `mount`: where the
// control groups are, /sys/fs/cgroup.
uint64_t ControlGroupLimit(const std::string& groups, const std::string& mount);

}  // namespace qiao::base
