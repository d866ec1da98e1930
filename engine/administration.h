// What an administrator does with a database: look whether it is sound, copy it while it is in use, tidy it up, see
// what takes its room.
//
// Each opens the database by itself; all but Compact do so read-only, beside the process that has it open for writing.
// Errors: those of Database::Open; kCancelled when the progress callback says stop; kInput, kIo.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/result.h"
#include "base/value_statistics.h"

namespace qiao::engine {

// Called from time to time with how much is done, 0 to 1, or less than 0 when that isn't known; false stops.
using WorkProgress = std::function<bool(double done)>;

struct CheckReport {
  uint64_t version = 0;
  std::vector<base::Error> findings;  // the first hundred: what is wrong, and where
  uint64_t count = 0;                 // of all findings
};
// Reads everything: checksums of files and of every value, counts, both directions of every relationship, indexes and
// constraints.
base::Result<CheckReport> CheckDatabase(const std::string& path, const WorkProgress& progress);

struct BackupReport {
  std::string folder;
  uint64_t version = 0;
  uint64_t bytes = 0;
  uint64_t copied_bytes = 0;  // the others are shared with the backup before
};
// Adds a backup to the folder `backups`. See docs/operations.md.
base::Result<BackupReport> BackUpDatabase(const std::string& path, const std::string& backups,
                                          const WorkProgress& progress);
// `number` 0: the newest one. `path` must not hold anything.
base::Result<BackupReport> RestoreDatabase(const std::string& backups, uint64_t number, const std::string& path,
                                           const WorkProgress& progress);

// Looks at the values of all properties again, too.
struct CompactReport {
  uint64_t bytes_before = 0;  // of the files
  uint64_t bytes_after = 0;
};
base::Result<CompactReport> CompactDatabase(const std::string& path, const WorkProgress& progress);

// Chunks are the units of storage: a column or the links of up to 2,048 rows. Bytes are those before compression.
struct PartStatistics {
  std::string name;  // of a property or label; empty for what has none
  uint64_t chunks = 0;
  uint64_t bytes = 0;
  std::shared_ptr<const base::ValueStatistics> values;  // of a property; nullptr: nobody has looked at them yet
  bool stale = false;                                   // so much has changed since that the planner doesn't trust them
};
struct TableStatistics {
  std::string type;                 // of relationships; empty for nodes
  std::vector<std::string> labels;  // of the nodes, or of the sources
  std::vector<std::string> target_labels;
  uint64_t rows = 0;
  uint64_t live_rows = 0;
  std::vector<PartStatistics> properties;
  PartStatistics outgoing;
  PartStatistics incoming;
  PartStatistics ends;
  PartStatistics deleted;  // sets of deleted rows
  std::vector<PartStatistics> varying_labels;
};
struct DatabaseStatistics {
  uint64_t version = 0;
  uint64_t data_files = 0;
  uint64_t data_bytes = 0;  // compressed, on disk
  uint64_t log_bytes = 0;   // on disk, to be replayed after a crash
  PartStatistics catalog;
  PartStatistics indexes;
  PartStatistics changes;
  std::vector<TableStatistics> tables;  // nodes first
};
base::Result<DatabaseStatistics> ReadDatabaseStatistics(const std::string& path, const WorkProgress& progress);

}  // namespace qiao::engine
