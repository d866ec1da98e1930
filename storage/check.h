// Looks for damage and contradictions in one state of a store: checksums of files and of every frame, the content of
// every chunk, counts of the catalog against rows, both directions of every edge against its ends, and indexes and
// constraints against rows.
//
// Needs memory for 16 million edges at a time, about 150 MB, however large the graph is.
#pragma once

#include <vector>

#include "base/error.h"
#include "storage/snapshot.h"
#include "storage/store.h"

namespace qiao::storage {

struct CheckReport {
  std::vector<base::Error> findings;  // the first kShownFindings; they say what is wrong and where
  uint64_t count = 0;                 // of all findings
};
inline constexpr size_t kShownFindings = 100;

// Errors: kCancelled, kIo. What is damaged is a finding, not an error.
base::Result<CheckReport> CheckSnapshot(const Snapshot& snapshot, const KeyValue::Progress& progress);

}  // namespace qiao::storage
