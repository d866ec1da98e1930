// The machine, as a database that is open for writing sees it. Three things differ.
//
// RocksDB writes a file of its options at each opening, syncs it twice, reads it again and compares: a third of what an
// opening takes. Nobody reads such files here, so they can't be written; RocksDB goes on without.
//
// RocksDB begins to compact as soon as a database is open. A process that asks one question and ends would only throw
// away what it has begun: compactions wait until somebody writes.
//
// RocksDB links the files of imports (rocks_sorted_file.h) into its folder, and deletes the links again when it can't
// write down that they are part of the database. But a write that was reported as failed may have reached the disk, and
// then the list of files names one that is gone: such a database can't be opened. Here these links stay; the next
// opening uses them or takes them away.
//
// Owner:   whoever opens the database; it outlives it, and so does what it wraps.
// Threads: any number.
#pragma once

#include <rocksdb/env.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

namespace qiao::storage {

class DatabaseEnv final : public rocksdb::EnvWrapper {
 public:
  explicit DatabaseEnv(rocksdb::Env* machine);

  void Schedule(void (*function)(void*), void* argument, Priority priority, void* tag,
                void (*unscheduled)(void*)) override;
  int UnSchedule(void* tag, Priority priority) override;
  // Compactions no longer wait.
  void BeginWriting();

  // Links that are made from here on can't be deleted.
  void KeepLinks();
  // All of them can be deleted again.
  void ReleaseLinks();

 private:
  class Files;
  struct Job {
    void (*function)(void*);
    void* argument;
    Priority priority;
    void* tag;
    void (*unscheduled)(void*);
  };
  void Start(const Job& job) {
    EnvWrapper::Schedule(job.function, job.argument, job.priority, job.tag, job.unscheduled);
  }

  std::shared_ptr<Files> files_;
  std::atomic<bool> writing_ = false;
  std::mutex mutex_;
  std::vector<Job> waiting_;
};

}  // namespace qiao::storage
