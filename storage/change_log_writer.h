// Writes the change log (change_log.h), and keeps it small.
//
// Threads: belongs to the one transaction that commits.
#pragma once

#include <optional>

#include "storage/change_log.h"
#include "storage/transaction_state.h"

namespace qiao::storage {

// A copy can be tried: it counts if its batch gets written.
class ChangeLogWriter {
 public:
  // About so many bytes of records are kept; none at all with 0.
  explicit ChangeLogWriter(uint64_t budget) : budget_(budget) {}

  // Adds the record of a commit to its batch, and drops the oldest ones that are too many. `now`: the graph with the
  // transaction's changes; `after.version` is that of the commit. A record that would take more than a quarter of the
  // budget is reduced to counts.
  base::Result<void> Add(const Transaction::State& transaction, const View& now, const Catalog& after,
                         KeyValue::Batch& batch);
  // The same with counts alone, for what isn't written as a transaction's chunks. Drops nothing.
  base::Result<void> AddCounts(const Snapshot& before, const Catalog& after, KeyValue::Batch& batch);

 private:
  // Finds out where the log stands. A log that doesn't reach up to `before` is of no use.
  base::Result<void> Begin(const Snapshot& before);
  base::Result<void> DropUntil(const Snapshot& before, uint64_t place, KeyValue::Batch& batch);
  void Put(Version version, const std::string& content, KeyValue::Batch& batch);

  uint64_t budget_;
  bool begun_ = false;
  bool broken_ = false;  // what is there doesn't reach up to now: all of it goes
  uint64_t end_ = 0;     // bytes of all contents since the log began
  uint64_t kept_ = 0;    // where the oldest one that is kept begins
};

}  // namespace qiao::storage
