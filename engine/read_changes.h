// Reads the store's change log with its names.
#pragma once

#include "base/result.h"
#include "engine/changes.h"
#include "storage/change_log.h"
#include "storage/snapshot.h"

namespace qiao::engine {

// Errors: those of storage::ReadChanges.
base::Result<CommittedChanges> ReadChanges(const storage::Snapshot& snapshot, uint64_t version);

}  // namespace qiao::engine
