// A store that another process writes to, from the side of a reader: keeps up with it on demand.
//
// There are two openings of the database, in turn: readers have one while the other, from which the last reader has
// gone, is brought up to date. So no reader ever waits or sees its state change.
//
// Threads: any number.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "storage/cache_statistics.h"
#include "storage/rocks/rocks_follower.h"
#include "storage/shown_snapshot.h"

namespace qiao::storage {

class Follower {
 public:
  static base::Result<std::unique_ptr<Follower>> Open(std::shared_ptr<StoreCore> core);

  const ShownSnapshot& current() const { return *current_; }
  // Takes over what has been committed since; versions never go back. Yields the version that readers get from now on.
  // Errors: kIo, kCorruption; readers then go on with what they had.
  base::Result<Version> Refresh();
  CacheStatistics cache_statistics() const;

 private:
  explicit Follower(std::shared_ptr<StoreCore> core) : core_(std::move(core)) {}

  base::Result<void> PrepareSpare();
  // Tells the cache what the commits after `before` have touched.
  base::Result<void> UpdateCache(Version before, Version after);

  mutable std::mutex refreshing_;  // guards what follows
  std::shared_ptr<StoreCore> core_;
  std::unique_ptr<RocksFollower> serving_;
  std::unique_ptr<RocksFollower> spare_;

  std::optional<ShownSnapshot> current_;  // from the end of opening on
};

}  // namespace qiao::storage
