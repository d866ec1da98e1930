// Sorted files of RocksDB, written beside the database and then moved into it (key_value.h).
//
// Errors: kIo, kCorruption.
#pragma once

#include <rocksdb/db.h>

#include <array>
#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "storage/key_value.h"
#include "storage/rocks/database_env.h"

namespace qiao::storage {

class RocksImport {
 public:
  // `env` is the database's; null for one that is only read.
  RocksImport(rocksdb::DB* db, const std::array<rocksdb::ColumnFamilyHandle*, kFamilies>& handles, DatabaseEnv* env);

  base::Result<std::unique_ptr<KeyValue::SortedFile>> NewFile(Family family);
  base::Result<void> Ingest(std::vector<std::unique_ptr<KeyValue::SortedFile>> files);

  // Takes away what an import that never ended has left in the folder of a database.
  static void CleanUp(rocksdb::Env& env, const std::string& database_folder);

 private:
  rocksdb::DB* db_;
  const std::array<rocksdb::ColumnFamilyHandle*, kFamilies>& handles_;
  DatabaseEnv* env_;
  std::string folder_;
  std::atomic<uint64_t> next_{0};
};

}  // namespace qiao::storage
