// The machine of a database that takes over the files of imports (rocks_sorted_file.h).
//
// RocksDB links such files into its folder, and deletes the links again when it can't write down that they are part of
// the database. But a write that was reported as failed may have reached the disk, and then the list of files names one
// that is gone: such a database can't be opened. Here these links stay; the next opening uses them or takes them away.
//
// Owner:   whoever opens the database; it outlives it, and so does what it wraps.
// Threads: any number.
#pragma once

#include <rocksdb/env.h>

#include <memory>

namespace qiao::storage {

class IngestEnv final : public rocksdb::EnvWrapper {
 public:
  explicit IngestEnv(rocksdb::Env* machine);

  // Links that are made from here on can't be deleted.
  void KeepLinks();
  // All of them can be deleted again.
  void ReleaseLinks();

 private:
  class Files;
  std::shared_ptr<Files> files_;
};

}  // namespace qiao::storage
