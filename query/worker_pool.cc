#include "query/worker_pool.h"

#include <algorithm>
#include <atomic>
#include <optional>

namespace qiao::query {

using base::Result;

struct WorkerPool::Job {
  const Work* work;
  size_t pieces;
  std::atomic<size_t> next{0};
  std::mutex mutex;
  std::condition_variable done;
  size_t busy = 0;  // workers that may still touch `work`
  std::optional<base::Error> error;
};

WorkerPool::WorkerPool(size_t threads) : threads_(std::max<size_t>(threads, 1)) {}

void WorkerPool::Start() {
  for (size_t worker = 1; worker < threads_; ++worker) helpers_.emplace_back([this, worker] { Help(worker); });
}

WorkerPool::~WorkerPool() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  for (std::thread& helper : helpers_) helper.join();
}

void WorkerPool::WorkOn(Job& job, size_t worker) {
  while (true) {
    const size_t piece = job.next.fetch_add(1);
    if (piece >= job.pieces) return;
    auto result = (*job.work)(piece, worker);
    if (result) continue;
    job.next.store(job.pieces);
    std::lock_guard lock(job.mutex);
    if (!job.error) job.error = std::move(result).error();
    return;
  }
}

void WorkerPool::Help(size_t worker) {
  while (true) {
    std::shared_ptr<Job> job;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [&] { return stopping_ || !jobs_.empty(); });
      if (stopping_) return;
      job = jobs_.front();
      std::lock_guard busy(job->mutex);
      ++job->busy;
    }
    WorkOn(*job, worker);
    {
      // Nothing of it is left to begin: nobody else need look at it.
      std::lock_guard lock(mutex_);
      std::erase(jobs_, job);
    }
    std::lock_guard lock(job->mutex);
    --job->busy;
    job->done.notify_all();
  }
}

Result<void> WorkerPool::Run(size_t pieces, const Work& work) {
  auto job = std::make_shared<Job>();
  job->work = &work;
  job->pieces = pieces;
  const bool shared = pieces > 1 && threads_ > 1;
  if (shared) {
    std::call_once(started_, [this] { Start(); });
    {
      std::lock_guard lock(mutex_);
      jobs_.push_back(job);
    }
    wake_.notify_all();
  }
  WorkOn(*job, 0);
  if (shared) {
    {
      std::lock_guard lock(mutex_);
      std::erase(jobs_, job);
    }
    std::unique_lock lock(job->mutex);
    job->done.wait(lock, [&] { return job->busy == 0; });
  }
  if (job->error) return std::move(*job->error);
  return {};
}

}  // namespace qiao::query
