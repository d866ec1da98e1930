// Makes the entries of a new rule from a graph that is already there, and removes those of one that is gone.
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

// Removes what stands under a rule's number, in batches. Nobody reads it any more: the commit that drops the rule comes
// before, the one that makes a rule of this number after. A removal that is interrupted is taken up by the latter.
base::Result<void> RemoveEntries(KeyValue& store, Durability durability, uint32_t rule);

}  // namespace qiao::storage
