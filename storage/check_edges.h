// The part of a check that follows edges: a part of check.h.
#pragma once

#include <functional>

#include "storage/findings.h"

namespace qiao::storage {

// Every live edge of the table must stand once among the links of its source and once among those of its target, both
// of which live; a deleted one nowhere. `go_on` is asked from time to time; kCancelled when it says no.
base::Result<void> CheckEdges(const Snapshot& snapshot, const EdgeTable& table, Findings& findings,
                              const std::function<bool()>& go_on);

}  // namespace qiao::storage
