// A database that another process may be writing to, opened beside it: as it is at that moment, or as a RocksDB
// secondary instance, which can be brought up to date.
//
// A secondary has no snapshots: catching up changes what every read sees. So it may only catch up while nobody reads
// from it. Nor may it follow its writer over a flush: what was in its memory would then stand in a file too, and merges
// would count twice. It has to be opened anew then.
//
// Threads: one; what key_value() gives may be read by any number.
#pragma once

#include <memory>
#include <string>

#include "storage/key_value.h"
#include "storage/rocks/file_stamp.h"

namespace rocksdb {
class DB;
}

namespace qiao::storage {

class RocksFollower {
 public:
  enum class Kind : uint8_t { kMoment, kSecondary };

  // The state of some moment between call and return. Writes nothing to the folder.
  // Errors: kIo, kCorruption.
  static base::Result<std::unique_ptr<RocksFollower>> Open(const std::string& folder, Kind kind);

  // Whoever holds a copy reads.
  const std::shared_ptr<KeyValue>& key_value() const { return key_value_; }
  bool IsRead() const;

  // Whether the files have changed since they were last read.
  base::Result<bool> HasMoved() const;
  // Reads what the writer has added. Requires that nobody reads. False: this opening is of no more use, as one of a
  // moment always is.
  base::Result<bool> CatchUp();
  // Of the database; another one when somebody has put another database into the folder.
  const std::string& identity() const { return identity_; }

 private:
  RocksFollower(std::string folder, std::shared_ptr<KeyValue> key_value, rocksdb::DB* db, FileStamp seen);

  std::string folder_;
  std::shared_ptr<KeyValue> key_value_;
  rocksdb::DB* db_;  // belongs to key_value_
  FileStamp seen_;
  std::string identity_;
};

}  // namespace qiao::storage
