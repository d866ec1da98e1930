#include "storage/rocks/database_env.h"

#include <rocksdb/file_system.h>

#include <algorithm>
#include <set>
#include <string>

namespace qiao::storage {

class DatabaseEnv::Files final : public rocksdb::FileSystemWrapper {
 public:
  explicit Files(const std::shared_ptr<rocksdb::FileSystem>& files) : FileSystemWrapper(files) {}
  const char* Name() const override { return "DatabaseFiles"; }

  void Keep(bool keeps) {
    std::lock_guard lock(mutex_);
    keeps_ = keeps;
    links_.clear();
  }

  rocksdb::IOStatus NewWritableFile(const std::string& name, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* file,
                                    rocksdb::IODebugContext* context) override {
    if (name.substr(name.rfind('/') + 1).starts_with("OPTIONS-")) {
      return rocksdb::IOStatus::NotSupported("options are not kept", name);
    }
    return FileSystemWrapper::NewWritableFile(name, options, file, context);
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

DatabaseEnv::DatabaseEnv(rocksdb::Env* machine)
    : EnvWrapper(machine), files_(std::make_shared<Files>(machine->GetFileSystem())) {
  file_system_ = files_;
  system_clock_ = machine->GetSystemClock();
}

void DatabaseEnv::Schedule(void (*function)(void*), void* argument, Priority priority, void* tag,
                           void (*unscheduled)(void*)) {
  const Job job{function, argument, priority, tag, unscheduled};
  {
    std::lock_guard lock(mutex_);
    if (!writing_ && priority != Priority::HIGH) return waiting_.push_back(job);
  }
  Start(job);
}

int DatabaseEnv::UnSchedule(void* tag, Priority priority) {
  std::vector<Job> gone;
  {
    std::lock_guard lock(mutex_);
    const auto rest =
        std::ranges::partition(waiting_, [&](const Job& job) { return job.tag != tag || job.priority != priority; });
    gone.assign(rest.begin(), rest.end());
    waiting_.erase(rest.begin(), rest.end());
  }
  for (const Job& job : gone) {
    if (job.unscheduled != nullptr) job.unscheduled(job.argument);
  }
  return static_cast<int>(gone.size()) + EnvWrapper::UnSchedule(tag, priority);
}

void DatabaseEnv::BeginWriting() {
  if (writing_) return;
  std::vector<Job> jobs;
  {
    std::lock_guard lock(mutex_);
    writing_ = true;
    jobs.swap(waiting_);
  }
  for (const Job& job : jobs) Start(job);
}

void DatabaseEnv::KeepLinks() { files_->Keep(true); }
void DatabaseEnv::ReleaseLinks() { files_->Keep(false); }

}  // namespace qiao::storage
