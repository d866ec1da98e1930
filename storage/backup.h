// Copies of databases that are in use, by whatever process.
//
// A folder of backups holds one database folder a backup, named 000001, 000002 …. Each is whole and can be opened
// read-only; files that have not changed since the one before it are shared with that by hard links, so a further
// backup takes no more room and time than what has changed.
//
// Errors: kInput (no database, something else in the way), kIo, kCorruption, kCancelled. None of them leaves a backup
// or a database by halves.
#pragma once

#include <string>

#include "storage/key_value.h"
#include "storage/view.h"

namespace qiao::storage {

struct BackupReport {
  std::string folder;  // of this backup
  Version version = 0;
  uint64_t bytes = 0;
  uint64_t copied_bytes = 0;  // the others are shared with the backup before
};

// Makes the folder of backups when it is missing. Holds the state of some moment between call and return.
base::Result<BackupReport> BackUp(const std::string& path, const std::string& backups,
                                  const KeyValue::Progress& progress);

// Copies the newest backup, that of a number, or the one whose folder is given, to `path`, where nothing may be.
base::Result<BackupReport> Restore(const std::string& backups, uint64_t number, const std::string& path,
                                   const KeyValue::Progress& progress);

}  // namespace qiao::storage
