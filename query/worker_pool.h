// A fixed number of threads that share the pieces of a query's large steps.
//
// Owner:   the Database; it outlives the queries that use it.
// Threads: any number may call Run at once; their pieces are worked off side by side.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "base/result.h"

namespace qiao::query {

class WorkerPool {
 public:
  // As many threads as this work on a job, the caller of Run among them; at least 1.
  explicit WorkerPool(size_t threads);
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  size_t threads() const { return threads_; }

  // work(piece, worker) for each piece below `pieces`; workers are numbered from 0 to threads() - 1, and none works on
  // two pieces of one job at a time. After a failure no new piece is begun; the first error is returned.
  using Work = std::function<base::Result<void>(size_t piece, size_t worker)>;
  base::Result<void> Run(size_t pieces, const Work& work);

 private:
  struct Job;

  void Start();
  void Help(size_t worker);
  static void WorkOn(Job& job, size_t worker);

  const size_t threads_;
  std::once_flag started_;  // threads are made when there is something to share
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::shared_ptr<Job>> jobs_;
  bool stopping_ = false;
  std::vector<std::thread> helpers_;
};

}  // namespace qiao::query
