// How a folder is opened beside the process that writes to it. For this folder of sources only: it shows RocksDB.
#pragma once

#include <memory>
#include <string>

#include "storage/key_value.h"

namespace rocksdb {
class DB;
}

namespace qiao::storage {

struct OpenedBeside {
  std::shared_ptr<KeyValue> key_value;
  rocksdb::DB* db = nullptr;  // belongs to key_value
};

// kIo, kCorruption; also when the writer deletes a file at the wrong moment. See rocks_follower.h.
base::Result<OpenedBeside> OpenReadOnly(const std::string& folder);
// One that can be brought up to date; takes twice as long.
base::Result<OpenedBeside> OpenSecondary(const std::string& folder);

}  // namespace qiao::storage
