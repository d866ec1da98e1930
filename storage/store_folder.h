// The folder of a database: what makes it one, and who may write to it.
//
//   QIAO   text file: "Qiao database\nformat 3\n". Stands there as QIAO.new until the database has been made.
//   LOCK   held with flock by the process that writes; says "<pid> <host>". A lock dies with its process, so what a
//          killed process left in the file hinders nobody.
//   data/  the key-value store
//
// Owner:  the Store; the lock is released when the StoreFolder is destroyed.
// Errors: see store.h.
#pragma once

#include <string>

#include "base/result.h"

namespace qiao::storage {

class StoreFolder {
 public:
  // Creates the folder when `create` says so and nothing, or an empty folder, is there.
  static base::Result<StoreFolder> OpenForWriting(const std::string& path, bool create);
  static base::Result<StoreFolder> OpenForReading(const std::string& path);

  StoreFolder(StoreFolder&& other) noexcept;
  StoreFolder& operator=(StoreFolder&& other) noexcept;
  ~StoreFolder();

  const std::string& path() const { return path_; }
  std::string data() const { return path_ + "/data"; }

  // Whoever has opened it for writing: kIo when the lock's file is gone, and so most likely the whole folder. What is
  // written then can't be found again, or another process writes there already.
  base::Result<void> CheckLock() const;

  // A database that is being made; unless FinishCreation is called, its destruction takes away what was made.
  bool is_new() const { return is_new_; }
  base::Result<void> FinishCreation();

 private:
  explicit StoreFolder(std::string path) : path_(std::move(path)) {}

  std::string path_;
  int lock_ = -1;  // file descriptor
  bool is_new_ = false;
  bool made_folder_ = false;
};

}  // namespace qiao::storage
