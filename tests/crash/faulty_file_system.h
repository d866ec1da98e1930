// A file system in memory that behaves as the cruellest disk may: it counts what would reach the disk, fails at a
// chosen point, and when the power goes it loses what was not synced.
//
// What survives a power cut: of a file, all bytes up to its last successful sync and any number of those behind it; of
// a folder, its changes (files made, renamed, deleted) up to its last sync and any number of those that followed, in
// their order. After a sync of a file has failed, later ones promise nothing.
//
// Threads: any number.
#pragma once

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace qiao::storage {

enum class Fault {
  kNone,
  kPowerCut,    // nothing succeeds from the point on
  kBrokenDisk,  // writes and syncs fail from the point on; reads go on
  kFullDisk,    // nothing can be written from the point on, after a part of it; syncs succeed
  kFailedOnce,  // one write or sync fails, the next ones succeed
};
std::string NameOf(Fault fault);

class FaultyFileSystem final : public rocksdb::FileSystem {
 public:
  // Points count from 1: writes, syncs, and files made, linked, renamed and deleted.
  void Arm(Fault fault, uint64_t point);
  uint64_t points() const;
  // Whether the armed point was reached.
  bool struck() const;
  // Forgets the fault, and what a power cut loses.
  void CutPower(std::mt19937& random);
  // Forgets the fault and loses nothing.
  void Repair();
  // A disk of its own, sound, with what is on this one. What a power cut loses here it may lose there.
  std::shared_ptr<FaultyFileSystem> Copy() const;
  // For damage of other kinds.
  void ForEachFile(const std::function<void(const std::string& name, std::string& data)>& change);

  const char* Name() const override { return "FaultyFileSystem"; }

  using Options = rocksdb::FileOptions;
  using IO = rocksdb::IOOptions;
  using Status = rocksdb::IOStatus;
  using Context = rocksdb::IODebugContext;
  Status NewSequentialFile(const std::string& name, const Options& options,
                           std::unique_ptr<rocksdb::FSSequentialFile>* result, Context* context) override;
  Status NewRandomAccessFile(const std::string& name, const Options& options,
                             std::unique_ptr<rocksdb::FSRandomAccessFile>* result, Context* context) override;
  Status NewWritableFile(const std::string& name, const Options& options,
                         std::unique_ptr<rocksdb::FSWritableFile>* result, Context* context) override;
  Status NewDirectory(const std::string& name, const IO& options, std::unique_ptr<rocksdb::FSDirectory>* result,
                      Context* context) override;
  Status FileExists(const std::string& name, const IO& options, Context* context) override;
  Status GetChildren(const std::string& folder, const IO& options, std::vector<std::string>* result,
                     Context* context) override;
  Status DeleteFile(const std::string& name, const IO& options, Context* context) override;
  Status CreateDir(const std::string& name, const IO& options, Context* context) override;
  Status CreateDirIfMissing(const std::string& name, const IO& options, Context* context) override;
  Status DeleteDir(const std::string& name, const IO& options, Context* context) override;
  Status GetFileSize(const std::string& name, const IO& options, uint64_t* size, Context* context) override;
  Status GetFileModificationTime(const std::string& name, const IO& options, uint64_t* time, Context* context) override;
  Status RenameFile(const std::string& from, const std::string& to, const IO& options, Context* context) override;
  Status LinkFile(const std::string& from, const std::string& to, const IO& options, Context* context) override;
  Status LockFile(const std::string& name, const IO& options, rocksdb::FileLock** lock, Context* context) override;
  Status UnlockFile(rocksdb::FileLock* lock, const IO& options, Context* context) override;
  Status GetTestDirectory(const IO& options, std::string* path, Context* context) override;
  Status GetAbsolutePath(const std::string& path, const IO& options, std::string* result, Context* context) override;
  Status IsDirectory(const std::string& name, const IO& options, bool* result, Context* context) override;

 private:
  struct File {
    std::string data;
    size_t synced = 0;
    bool unsure = false;  // a sync failed
  };
  using Files = std::map<std::string, std::shared_ptr<File>>;
  // A change of a folder that is not synced yet: `removed` goes, `name` stands for `file` when it isn't empty.
  struct FolderChange {
    std::string removed;
    std::string name;
    std::shared_ptr<File> file;
  };
  class Sequential;
  class RandomAccess;
  class Writable;
  class Directory;

  enum class Act { kRead, kWrite, kSync };
  // Counts and decides. The lock is held.
  Status Step(Act act);
  Status Append(File& file, const rocksdb::Slice& data);
  Status Sync(File& file);
  Status SyncFolder(const std::string& folder);
  Status Find(const std::string& name, std::shared_ptr<File>& file);
  void Change(FolderChange change);

  mutable std::mutex mutex_;
  Files files_;
  Files durable_;
  std::map<std::string, std::vector<FolderChange>> pending_;  // by folder
  std::set<std::string> locked_;
  Fault fault_ = Fault::kNone;
  uint64_t points_ = 0;
  uint64_t fault_at_ = 0;
};

// The machine, but for its files, and for the second that RocksDB's threads sleep after each error.
std::unique_ptr<rocksdb::Env> MakeEnv(const std::shared_ptr<FaultyFileSystem>& files);

}  // namespace qiao::storage
