#include "tests/crash/faulty_file_system.h"

#include <rocksdb/system_clock.h>

#include <algorithm>

namespace qiao::storage {

using rocksdb::Slice;
using Status = FaultyFileSystem::Status;

namespace {

std::string FolderOf(const std::string& name) { return name.substr(0, name.rfind('/')); }

class Lock final : public rocksdb::FileLock {
 public:
  explicit Lock(std::string locked) : name(std::move(locked)) {}
  std::string name;
};

}  // namespace

std::string NameOf(Fault fault) {
  switch (fault) {
    case Fault::kNone:
      break;
    case Fault::kPowerCut:
      return "PowerCut";
    case Fault::kBrokenDisk:
      return "BrokenDisk";
    case Fault::kFullDisk:
      return "FullDisk";
    case Fault::kFailedOnce:
      return "FailedOnce";
  }
  return "None";
}

class FaultyFileSystem::Sequential final : public rocksdb::FSSequentialFile {
 public:
  Sequential(FaultyFileSystem& system, std::shared_ptr<File> file) : system_(system), file_(std::move(file)) {}

  Status Read(size_t n, const IO&, Slice* result, char* scratch, Context*) override {
    std::lock_guard lock(system_.mutex_);
    if (Status status = system_.Step(Act::kRead); !status.ok()) return status;
    size_t size = std::min(n, file_->data.size() - std::min(place_, file_->data.size()));
    std::copy_n(file_->data.data() + place_, size, scratch);
    place_ += size;
    *result = Slice(scratch, size);
    return Status::OK();
  }
  Status Skip(uint64_t n) override {
    std::lock_guard lock(system_.mutex_);
    place_ = std::min<size_t>(place_ + n, file_->data.size());
    return Status::OK();
  }

 private:
  FaultyFileSystem& system_;
  std::shared_ptr<File> file_;
  size_t place_ = 0;
};

class FaultyFileSystem::RandomAccess final : public rocksdb::FSRandomAccessFile {
 public:
  RandomAccess(FaultyFileSystem& system, std::shared_ptr<File> file) : system_(system), file_(std::move(file)) {}

  Status Read(uint64_t offset, size_t n, const IO&, Slice* result, char* scratch, Context*) const override {
    std::lock_guard lock(system_.mutex_);
    if (Status status = system_.Step(Act::kRead); !status.ok()) return status;
    size_t start = std::min<size_t>(offset, file_->data.size());
    size_t size = std::min(n, file_->data.size() - start);
    std::copy_n(file_->data.data() + start, size, scratch);
    *result = Slice(scratch, size);
    return Status::OK();
  }

 private:
  FaultyFileSystem& system_;
  std::shared_ptr<File> file_;
};

class FaultyFileSystem::Writable final : public rocksdb::FSWritableFile {
 public:
  Writable(FaultyFileSystem& system, std::shared_ptr<File> file) : system_(system), file_(std::move(file)) {}

  using FSWritableFile::Append;
  Status Append(const Slice& data, const IO&, Context*) override {
    std::lock_guard lock(system_.mutex_);
    return system_.Append(*file_, data);
  }
  Status Truncate(uint64_t size, const IO&, Context*) override {
    std::lock_guard lock(system_.mutex_);
    if (Status status = system_.Step(Act::kWrite); !status.ok()) return status;
    file_->data.resize(size);
    file_->synced = std::min<size_t>(file_->synced, size);
    return Status::OK();
  }
  Status Close(const IO&, Context*) override { return Status::OK(); }
  Status Flush(const IO&, Context*) override { return Status::OK(); }
  Status Sync(const IO&, Context*) override {
    std::lock_guard lock(system_.mutex_);
    return system_.Sync(*file_);
  }
  bool IsSyncThreadSafe() const override { return true; }
  uint64_t GetFileSize(const IO&, Context*) override {
    std::lock_guard lock(system_.mutex_);
    return file_->data.size();
  }

 private:
  FaultyFileSystem& system_;
  std::shared_ptr<File> file_;
};

class FaultyFileSystem::Directory final : public rocksdb::FSDirectory {
 public:
  Directory(FaultyFileSystem& system, std::string name) : system_(system), name_(std::move(name)) {}

  Status Fsync(const IO&, Context*) override {
    std::lock_guard lock(system_.mutex_);
    return system_.SyncFolder(name_);
  }
  Status Close(const IO&, Context*) override { return Status::OK(); }

 private:
  FaultyFileSystem& system_;
  std::string name_;
};

void FaultyFileSystem::Arm(Fault fault, uint64_t point) {
  std::lock_guard lock(mutex_);
  fault_ = fault;
  fault_at_ = points_ + point;
}

uint64_t FaultyFileSystem::points() const {
  std::lock_guard lock(mutex_);
  return points_;
}

bool FaultyFileSystem::struck() const {
  std::lock_guard lock(mutex_);
  return fault_ != Fault::kNone && points_ >= fault_at_;
}

void FaultyFileSystem::Repair() {
  std::lock_guard lock(mutex_);
  fault_ = Fault::kNone;
}

void FaultyFileSystem::CutPower(std::mt19937& random) {
  // Nothing, a part, or all of what was not synced.
  auto survivors = [&random](size_t all) -> size_t {
    switch (random() % 3) {
      case 0:
        return 0;
      case 1:
        return random() % (all + 1);
      default:
        return all;
    }
  };
  std::lock_guard lock(mutex_);
  fault_ = Fault::kNone;
  locked_.clear();
  for (auto& [folder, changes] : pending_) {
    size_t kept = survivors(changes.size());
    for (size_t i = 0; i < kept; ++i) {
      if (!changes[i].removed.empty()) durable_.erase(changes[i].removed);
      if (!changes[i].name.empty()) durable_[changes[i].name] = changes[i].file;
    }
  }
  pending_.clear();
  files_.clear();
  // Files of their own: what is still open belongs to the time before.
  for (auto& [name, file] : durable_) {
    auto copy = std::make_shared<File>();
    copy->data = file->data.substr(0, file->synced + survivors(file->data.size() - file->synced));
    copy->synced = copy->data.size();
    file = copy;
    files_[name] = copy;
  }
}

std::shared_ptr<FaultyFileSystem> FaultyFileSystem::Copy() const {
  auto copy = std::make_shared<FaultyFileSystem>();
  std::lock_guard lock(mutex_);
  std::map<const File*, std::shared_ptr<File>> copies;
  const auto copy_of = [&copies](const std::shared_ptr<File>& file) {
    std::shared_ptr<File>& known = copies[file.get()];
    if (file && !known) known = std::make_shared<File>(*file);
    return known;
  };
  for (const auto& [name, file] : files_) copy->files_[name] = copy_of(file);
  for (const auto& [name, file] : durable_) copy->durable_[name] = copy_of(file);
  for (const auto& [folder, changes] : pending_) {
    for (const FolderChange& change : changes) {
      copy->pending_[folder].push_back({change.removed, change.name, copy_of(change.file)});
    }
  }
  return copy;
}

void FaultyFileSystem::ForEachFile(const std::function<void(const std::string& name, std::string& data)>& change) {
  std::lock_guard lock(mutex_);
  for (auto& [name, file] : files_) change(name, file->data);
}

Status FaultyFileSystem::Step(Act act) {
  if (act != Act::kRead) ++points_;
  if (fault_ == Fault::kNone || points_ < fault_at_) return Status::OK();
  switch (fault_) {
    case Fault::kNone:
      break;
    case Fault::kPowerCut:
      return Status::IOError("the power is off");
    case Fault::kBrokenDisk:
      return act == Act::kRead ? Status::OK() : Status::IOError("the disk is broken");
    case Fault::kFullDisk:
      return act == Act::kWrite ? Status::NoSpace("the disk is full") : Status::OK();
    case Fault::kFailedOnce:
      return act != Act::kRead && points_ == fault_at_ ? Status::IOError("the disk stumbled") : Status::OK();
  }
  return Status::OK();
}

// A write that fails has written a part.
Status FaultyFileSystem::Append(File& file, const Slice& data) {
  Status status = Step(Act::kWrite);
  file.data.append(data.data(), status.ok() ? data.size() : data.size() / 2);
  return status;
}

Status FaultyFileSystem::Sync(File& file) {
  Status status = Step(Act::kSync);
  if (!status.ok()) file.unsure = true;
  if (!file.unsure) file.synced = file.data.size();
  return status;
}

Status FaultyFileSystem::SyncFolder(const std::string& folder) {
  if (Status status = Step(Act::kSync); !status.ok()) return status;
  for (FolderChange& change : pending_[folder]) {
    if (!change.removed.empty()) durable_.erase(change.removed);
    if (!change.name.empty()) durable_[change.name] = change.file;
  }
  pending_.erase(folder);
  return Status::OK();
}

Status FaultyFileSystem::Find(const std::string& name, std::shared_ptr<File>& file) {
  if (Status status = Step(Act::kRead); !status.ok()) return status;
  auto found = files_.find(name);
  if (found == files_.end()) return Status::PathNotFound(name);
  file = found->second;
  return Status::OK();
}

void FaultyFileSystem::Change(FolderChange change) {
  if (!change.removed.empty()) files_.erase(change.removed);
  if (!change.name.empty()) files_[change.name] = change.file;
  pending_[FolderOf(change.name.empty() ? change.removed : change.name)].push_back(std::move(change));
}

Status FaultyFileSystem::NewSequentialFile(const std::string& name, const Options&,
                                           std::unique_ptr<rocksdb::FSSequentialFile>* result, Context*) {
  std::lock_guard lock(mutex_);
  std::shared_ptr<File> file;
  if (Status status = Find(name, file); !status.ok()) return status;
  *result = std::make_unique<Sequential>(*this, std::move(file));
  return Status::OK();
}

Status FaultyFileSystem::NewRandomAccessFile(const std::string& name, const Options&,
                                             std::unique_ptr<rocksdb::FSRandomAccessFile>* result, Context*) {
  std::lock_guard lock(mutex_);
  std::shared_ptr<File> file;
  if (Status status = Find(name, file); !status.ok()) return status;
  *result = std::make_unique<RandomAccess>(*this, std::move(file));
  return Status::OK();
}

Status FaultyFileSystem::NewWritableFile(const std::string& name, const Options&,
                                         std::unique_ptr<rocksdb::FSWritableFile>* result, Context*) {
  std::lock_guard lock(mutex_);
  if (Status status = Step(Act::kWrite); !status.ok()) return status;
  auto file = std::make_shared<File>();
  Change({"", name, file});
  *result = std::make_unique<Writable>(*this, std::move(file));
  return Status::OK();
}

Status FaultyFileSystem::NewDirectory(const std::string& name, const IO&, std::unique_ptr<rocksdb::FSDirectory>* result,
                                      Context*) {
  *result = std::make_unique<Directory>(*this, name);
  return Status::OK();
}

Status FaultyFileSystem::FileExists(const std::string& name, const IO&, Context*) {
  std::lock_guard lock(mutex_);
  std::shared_ptr<File> file;
  Status status = Find(name, file);
  return status.IsPathNotFound() ? Status::NotFound(name) : status;
}

Status FaultyFileSystem::GetChildren(const std::string& folder, const IO&, std::vector<std::string>* result, Context*) {
  std::lock_guard lock(mutex_);
  if (Status status = Step(Act::kRead); !status.ok()) return status;
  result->clear();
  for (const auto& [name, file] : files_) {
    if (FolderOf(name) == folder) result->push_back(name.substr(folder.size() + 1));
  }
  return Status::OK();
}

Status FaultyFileSystem::DeleteFile(const std::string& name, const IO&, Context*) {
  std::lock_guard lock(mutex_);
  if (!files_.contains(name)) return Status::PathNotFound(name);
  // A full disk lets files be deleted.
  if (Status status = Step(Act::kSync); !status.ok()) return status;
  Change({name, "", nullptr});
  return Status::OK();
}

Status FaultyFileSystem::RenameFile(const std::string& from, const std::string& to, const IO&, Context*) {
  std::lock_guard lock(mutex_);
  std::shared_ptr<File> file;
  if (Status status = Find(from, file); !status.ok()) return status;
  if (Status status = Step(Act::kSync); !status.ok()) return status;
  Change({from, to, std::move(file)});
  return Status::OK();
}

Status FaultyFileSystem::LinkFile(const std::string& from, const std::string& to, const IO&, Context*) {
  std::lock_guard lock(mutex_);
  std::shared_ptr<File> file;
  if (Status status = Find(from, file); !status.ok()) return status;
  if (Status status = Step(Act::kWrite); !status.ok()) return status;
  Change({"", to, std::move(file)});
  return Status::OK();
}

// Folders are there as soon as they are named.
Status FaultyFileSystem::CreateDir(const std::string&, const IO&, Context*) { return Status::OK(); }
Status FaultyFileSystem::CreateDirIfMissing(const std::string&, const IO&, Context*) { return Status::OK(); }
Status FaultyFileSystem::DeleteDir(const std::string&, const IO&, Context*) { return Status::OK(); }

Status FaultyFileSystem::GetFileSize(const std::string& name, const IO&, uint64_t* size, Context*) {
  std::lock_guard lock(mutex_);
  std::shared_ptr<File> file;
  if (Status status = Find(name, file); !status.ok()) return status;
  *size = file->data.size();
  return Status::OK();
}

Status FaultyFileSystem::GetFileModificationTime(const std::string&, const IO&, uint64_t* time, Context*) {
  *time = 0;
  return Status::OK();
}

Status FaultyFileSystem::LockFile(const std::string& name, const IO&, rocksdb::FileLock** lock, Context*) {
  std::lock_guard guard(mutex_);
  if (!locked_.insert(name).second) return Status::IOError("locked", name);
  *lock = new Lock(name);
  return Status::OK();
}

Status FaultyFileSystem::UnlockFile(rocksdb::FileLock* lock, const IO&, Context*) {
  std::lock_guard guard(mutex_);
  locked_.erase(static_cast<Lock*>(lock)->name);
  delete lock;
  return Status::OK();
}

Status FaultyFileSystem::GetTestDirectory(const IO&, std::string* path, Context*) {
  *path = "/test";
  return Status::OK();
}

Status FaultyFileSystem::GetAbsolutePath(const std::string& path, const IO&, std::string* result, Context*) {
  *result = path;
  return Status::OK();
}

Status FaultyFileSystem::IsDirectory(const std::string& name, const IO&, bool* result, Context*) {
  std::lock_guard lock(mutex_);
  *result = !files_.contains(name);
  return Status::OK();
}

namespace {

class SleeplessClock final : public rocksdb::SystemClockWrapper {
 public:
  SleeplessClock() : SystemClockWrapper(rocksdb::SystemClock::Default()) {}
  const char* Name() const override { return "SleeplessClock"; }
  void SleepForMicroseconds(int) override {}
};

class SleeplessEnv final : public rocksdb::EnvWrapper {
 public:
  explicit SleeplessEnv(std::unique_ptr<rocksdb::Env> env) : EnvWrapper(std::move(env)) {
    system_clock_ = std::make_shared<SleeplessClock>();
  }
};

}  // namespace

std::unique_ptr<rocksdb::Env> MakeEnv(const std::shared_ptr<FaultyFileSystem>& files) {
  return std::make_unique<SleeplessEnv>(rocksdb::NewCompositeEnv(files));
}

}  // namespace qiao::storage
