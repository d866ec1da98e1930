#include "storage/rocks/ingest_env.h"

#include <rocksdb/file_system.h>

#include <mutex>
#include <set>
#include <string>

namespace qiao::storage {

class IngestEnv::Files final : public rocksdb::FileSystemWrapper {
 public:
  explicit Files(const std::shared_ptr<rocksdb::FileSystem>& files) : FileSystemWrapper(files) {}
  const char* Name() const override { return "IngestFiles"; }

  void Keep(bool keeps) {
    std::lock_guard lock(mutex_);
    keeps_ = keeps;
    links_.clear();
  }

  rocksdb::IOStatus LinkFile(const std::string& from, const std::string& to, const rocksdb::IOOptions& options,
                             rocksdb::IODebugContext* context) override {
    {
      std::lock_guard lock(mutex_);
      if (keeps_) links_.insert(to);
    }
    return FileSystemWrapper::LinkFile(from, to, options, context);
  }
  rocksdb::IOStatus DeleteFile(const std::string& name, const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* context) override {
    {
      std::lock_guard lock(mutex_);
      if (links_.contains(name)) return rocksdb::IOStatus::Busy("kept until the next opening", name);
    }
    return FileSystemWrapper::DeleteFile(name, options, context);
  }

 private:
  std::mutex mutex_;
  bool keeps_ = false;
  std::set<std::string> links_;
};

IngestEnv::IngestEnv(rocksdb::Env* machine)
    : EnvWrapper(machine), files_(std::make_shared<Files>(machine->GetFileSystem())) {
  file_system_ = files_;
  system_clock_ = machine->GetSystemClock();
}

void IngestEnv::KeepLinks() { files_->Keep(true); }
void IngestEnv::ReleaseLinks() { files_->Keep(false); }

}  // namespace qiao::storage
