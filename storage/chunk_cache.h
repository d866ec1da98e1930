// Decoded chunks, shared by all readers, within a budget of bytes.
//
// An entry holds for a range of versions: from the last commit that wrote the chunk up to the next one that touches it.
// A chunk that was loaded from an older state than the last commit that touched it never gets in.
//
// While there is room everything gets in. After that a chunk gets in when it is missed for the second time, and the
// first time was not too long ago for a cache of twice the size: a scan of more than the cache holds goes past it
// instead of through it.
//
// Threads: any number. Touch comes before the commit's version can be read.
#pragma once

#include <cstdint>
#include <limits>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <unordered_map>
#include <vector>

#include "storage/cache_statistics.h"
#include "storage/chunk.h"
#include "storage/chunk_id.h"
#include "storage/view.h"

namespace qiao::storage {

class ChunkCache {
 public:
  explicit ChunkCache(uint64_t budget);

  // Null when the cache doesn't have the chunk as it is in `version`.
  std::shared_ptr<const Chunk> Find(const ChunkId& id, Version version);
  // Nothing had to go or stay out so far for want of room, or half of it has become free since.
  bool HasRoom(const ChunkId& id);
  // Whether a chunk of that size would get in. Asking counts as missing it.
  bool Wants(const ChunkId& id, size_t bytes);
  // `written` is the version of the last commit in the chunk, `loaded` the one from whose state it was read.
  void Insert(const ChunkId& id, Version written, Version loaded, std::shared_ptr<const Chunk> chunk);
  // Any chunk may have changed in the commits up to `version`: what was read from older states is of no use to readers
  // of newer ones.
  void ForgetBefore(Version version);
  // The commit of `version` changes these chunks.
  void Touch(std::span<const ChunkId> ids, Version version);

  // Versions that somebody reads, so that the cache knows what nobody can ask for any more.
  void Pin(Version version);
  void Unpin(Version version);

  CacheStatistics statistics() const;
  uint64_t budget() const { return shard_budget_ * shards_.size(); }

 private:
  struct Entry {
    ChunkId id;
    Version from = 0;
    Version until = std::numeric_limits<Version>::max();  // the first version for which it no longer holds
    size_t bytes = 0;
    std::shared_ptr<const Chunk> chunk;
    bool used = true;  // since it was last looked at for something to drop
  };
  using Entries = std::list<Entry>;
  // What is known of one chunk. The entry that came last, which is the one that most look for, is at hand.
  struct Slot {
    // Null: none holds in that version.
    const Entries::iterator* Find(Version version) const;
    void Add(Entries::iterator entry);
    void Remove(Entries::iterator entry);
    bool is_empty() const { return !last && others.empty(); }

    Version touched = 0;
    std::optional<Entries::iterator> last;
    std::vector<Entries::iterator> others;
  };
  // A chunk that was not let in: which one (its hash), and how many bytes the shard had missed by then.
  struct Miss {
    size_t chunk = 0;
    uint64_t at = 0;
  };
  // Of its own lines of the processor's caches: those who look up chunks of other shards don't take them away.
  struct alignas(64) Shard {
    mutable std::mutex mutex;
    uint64_t hits = 0;  // beside the mutex, because each hit writes to both
    Entries entries;    // the last ones are looked at first when something must go
    std::unordered_map<ChunkId, Slot, ChunkIdHash> slots;
    uint64_t bytes = 0;
    uint64_t misses = 0;
    uint64_t evictions = 0;
    uint64_t missed_bytes = 0;
    std::vector<Miss> misses_of_late;  // by hash, a later one in the place of an earlier one; empty until it was full
    size_t sweep_at = 1024;            // slots
    Version oldest = 0;                // of states that chunks may come from
  };

  Shard& ShardOf(const ChunkId& id) { return shards_[ChunkIdHash()(id) >> 7 & (shards_.size() - 1)]; }
  Version OldestPinned() const;
  bool IsWanted(Shard& shard, const ChunkId& id, size_t bytes) const;
  void MakeRoom(Shard& shard) const;
  static void Drop(Shard& shard, Entries::iterator entry);
  static void Sweep(Shard& shard, Version oldest);

  uint64_t shard_budget_;
  std::vector<Shard> shards_;  // as many as a power of two
  mutable std::mutex pins_mutex_;
  std::multiset<Version> pins_;
};

}  // namespace qiao::storage
