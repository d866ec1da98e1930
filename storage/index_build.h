// Makes the entries of a new rule from a graph that is already there.
#pragma once

#include <string>

#include "storage/key_value.h"
#include "storage/schema.h"
#include "storage/view.h"

namespace qiao::storage {

// Writes the entries, many of them as sorted files, ahead of the commit that makes the rule known: nobody reads them
// until then, and what a rule that was never committed left behind is removed first. The log is not waited for: the
// commit does that. Entries that don't fit into kBuildBytes of memory are sorted in temporary files in `spill_folder`.
// kConstraint when the graph breaks the rule: names the first entities that do, and leaves nothing behind.
inline constexpr uint64_t kBuildBytes = 128 << 20;
base::Result<void> BuildRule(KeyValue& store, Durability durability, const View& view, const Rule& rule,
                             std::string spill_folder);

}  // namespace qiao::storage
