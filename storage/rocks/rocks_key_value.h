// The key-value engine of a folder: RocksDB.
#pragma once

#include <memory>
#include <string>

#include "storage/key_value.h"

namespace rocksdb {
class Env;
}

namespace qiao::storage {

struct RocksOptions {
  bool create = false;          // when nothing is there; what is there is opened
  rocksdb::Env* env = nullptr;  // the files; null: those of the machine. Tests have others, which fail when told to
};

// kIo, kCorruption, kBusy. Destroying it flushes what is in memory, so that the next opening has no log to replay;
// not so after a write or a sync has failed.
base::Result<std::unique_ptr<KeyValue>> OpenRocks(const std::string& folder, const RocksOptions& options);

}  // namespace qiao::storage
