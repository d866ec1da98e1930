// The states that commits leave, from the log to the readers.
//
// A commit hands over its state once the log holds it, and the next transaction goes on from there. Readers get a state
// once it is on disk. Those who wait for that share syncs: one of them syncs for all that was written before it began.
// A sync that ends wakes those it was for, and one of those who came too late for it, who begins the next.
//
// When a sync fails nobody knows what is on disk: all who wait fail, and so does every commit from then on. Readers
// keep the last state that was synced.
//
// Threads: any number; Add by one at a time.
#pragma once

#include <memory>
#include <mutex>
#include <optional>

#include "base/error.h"
#include "base/result.h"
#include "storage/shown_snapshot.h"

namespace qiao::storage {

class KeyValue;

class CommitQueue {
 public:
  explicit CommitQueue(std::shared_ptr<const Snapshot> start);
  ~CommitQueue();

  // What readers see, what the next transaction goes on from.
  const ShownSnapshot& published() const { return published_; }
  // kIo after a failure.
  base::Result<std::shared_ptr<const Snapshot>> written() const;

  void Add(std::shared_ptr<const Snapshot> state);
  // Returns once `version` is on disk and readers see it, or that has failed.
  base::Result<void> AwaitSync(Version version, KeyValue& key_value);
  // For stores that don't wait for the disk: readers see it now.
  void Publish();
  // A commit could not be written: what the log holds behind its last good record is unknown, so none may follow.
  void Stop();

 private:
  class Sync;

  base::Result<void> Lead(KeyValue& key_value, std::unique_lock<std::mutex> lock);

  ShownSnapshot published_;   // changes under the mutex
  mutable std::mutex mutex_;  // guards what follows
  std::shared_ptr<const Snapshot> written_;
  std::shared_ptr<Sync> current_;  // under way; null: none is
  Version current_until_ = 0;      // what it is for
  std::shared_ptr<Sync> next_;
  std::optional<base::Error> failure_;
};

}  // namespace qiao::storage
