// Makes the entries of a new rule from a graph that is already there.
#pragma once

#include "storage/chunk_reader.h"
#include "storage/schema.h"
#include "storage/view.h"

namespace qiao::storage {

// Writes the entries in batches, ahead of the commit that makes the rule known: nobody reads them until then, and what
// a rule that was never committed left behind is removed first. The log is not waited for: the commit does that.
// kConstraint when the graph breaks the rule: names the first entities that do, and leaves nothing behind.
base::Result<void> BuildRule(KeyValue& store, Durability durability, const View& view, const Rule& rule);

}  // namespace qiao::storage
