// A seal over RocksDB's list of files, put there when a database is closed, and in backups.
//
// RocksDB takes a list whose end can't be read for one that a crash has cut off, and goes on without its last entries,
// that is without the newest tables. The seal tells damage from a crash. It is a file SEAL beside the list, of one
// line:
//   <name of the list> <bytes> <CRC-32C of these bytes> <CRC-32C of the line up to here>
// The checksums are in hexadecimal digits. A list only grows, and every opening for writing begins a new one; so what
// is sealed must be there as long as CURRENT names that list. A seal that can't be read, or of another list, says
// nothing.
#pragma once

#include <string>

#include "base/result.h"

namespace rocksdb {
class Env;
}

namespace qiao::storage {

// Whether it succeeds or not, nothing is lost. Without `env`: on the disk of the machine.
void SealManifest(rocksdb::Env& env, const std::string& folder);
void SealManifest(const std::string& folder);

// kCorruption when CURRENT names no list that is there. Whoever has the folder's lock: others may look between two
// steps of a writer.
base::Result<void> CheckManifestExists(rocksdb::Env& env, const std::string& folder);

// kCorruption when the list is not what was sealed.
base::Result<void> CheckManifestSeal(rocksdb::Env& env, const std::string& folder);
base::Result<void> CheckManifestSeal(const std::string& folder);

}  // namespace qiao::storage
