#pragma once

#include <cstddef>

namespace qiao::engine {

// Bytes of memory that this process may use: the machine's, or its control group's limit when that is lower.
size_t MachineMemory();

}  // namespace qiao::engine
