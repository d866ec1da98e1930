// The part of a check that compares indexes and constraints with the graph: a part of check.h.
#pragma once

#include <functional>

#include "storage/findings.h"
#include "storage/schema.h"

namespace qiao::storage {

// Every entry that the graph asks for must stand in the index, no other may, and the graph must obey the constraint.
// Needs some 50 bytes for each run that has entities, however many entries there are. `go_on` is asked from time to
// time; kCancelled when it says no.
base::Result<void> CheckRule(const Snapshot& snapshot, const Rule& rule, Findings& findings,
                             const std::function<bool()>& go_on);

}  // namespace qiao::storage
