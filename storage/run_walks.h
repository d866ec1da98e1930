// Reads runs that are asked for one after the other with a cursor that walks over them: looking each of them up costs
// more.
//
// Owner:   the key-value store and the snapshot outlive it.
// Threads: any number. Each has a walk for itself while it reads; who finds it taken looks the run up.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <mutex>

#include "storage/chunk_id.h"
#include "storage/key_value.h"

namespace qiao::storage {

class RunWalks {
 public:
  RunWalks(const KeyValue& key_value, const KeyValue::Snapshot& snapshot)
      : key_value_(key_value), snapshot_(snapshot) {}

  // Notes that the run is read. If those before it were too, calls take(key, value) for all that stands under its keys,
  // in their order, and answers true; false: it has to be looked up.
  using Take = std::function<void(std::string_view key, std::string_view value)>;
  base::Result<bool> Read(const ChunkId& id, const Take& take);

 private:
  struct Walk {
    ChunkId next;  // the run behind those that were read
    uint32_t read = 0;
    std::unique_ptr<KeyValue::Cursor> cursor;  // on the first key from `next` on; null before it pays
  };
  // The walk that has come to the run, which is taken out; a new one when there is none.
  Walk TakeOut(const ChunkId& id);
  void Keep(Walk walk);

  const KeyValue& key_value_;
  const KeyValue::Snapshot& snapshot_;
  std::mutex mutex_;
  std::deque<Walk> walks_;  // the one that was used last stands first
};

}  // namespace qiao::storage
