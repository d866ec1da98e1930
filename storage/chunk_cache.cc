#include "storage/chunk_cache.h"

#include <algorithm>
#include <bit>

namespace qiao::storage {
namespace {

// Few shards for a small budget: one chunk must not be larger than its shard may be.
size_t ShardCount(uint64_t budget) { return std::bit_floor(std::clamp<uint64_t>(budget / (64ULL << 20), 1, 16)); }

}  // namespace

ChunkCache::ChunkCache(uint64_t budget) : shard_budget_(budget / ShardCount(budget)), shards_(ShardCount(budget)) {}

std::shared_ptr<const Chunk> ChunkCache::Find(const ChunkId& id, Version version) {
  Shard& shard = ShardOf(id);
  std::lock_guard lock(shard.mutex);
  auto slot = shard.slots.find(id);
  if (slot != shard.slots.end()) {
    for (Entries::iterator entry : slot->second.entries) {
      if (version < entry->from || version >= entry->until) continue;
      shard.recent.splice(shard.recent.begin(), shard.recent, entry);
      ++shard.hits;
      return entry->chunk;
    }
  }
  ++shard.misses;
  return nullptr;
}

void ChunkCache::Insert(const ChunkId& id, Version written, Version loaded, std::shared_ptr<const Chunk> chunk) {
  size_t bytes = chunk->bytes() + sizeof(Entry) + sizeof(Slot);
  Shard& shard = ShardOf(id);
  std::lock_guard lock(shard.mutex);
  Slot& slot = shard.slots[id];
  if (slot.touched > loaded || shard.oldest > loaded) return;
  // A chunk that is gone doesn't say when it went.
  written = std::max({written, slot.touched, shard.oldest});
  for (Entries::iterator entry : slot.entries) {
    if (loaded >= entry->from && loaded < entry->until) return;  // another reader was faster
  }
  shard.recent.push_front({id, written, std::numeric_limits<Version>::max(), bytes, std::move(chunk)});
  slot.entries.push_back(shard.recent.begin());
  shard.bytes += bytes;
  while (shard.bytes > shard_budget_ && !shard.recent.empty()) {
    Drop(shard, std::prev(shard.recent.end()));
    ++shard.evictions;
  }
}

void ChunkCache::ForgetBefore(Version version) {
  for (Shard& shard : shards_) {
    std::lock_guard lock(shard.mutex);
    shard.oldest = std::max(shard.oldest, version);
    shard.recent.clear();
    shard.slots.clear();
    shard.bytes = 0;
  }
}

void ChunkCache::Touch(std::span<const ChunkId> ids, Version version) {
  Version oldest = OldestPinned();
  for (const ChunkId& id : ids) {
    Shard& shard = ShardOf(id);
    std::lock_guard lock(shard.mutex);
    Slot& slot = shard.slots[id];
    slot.touched = version;
    // From the back, because Drop takes entries out.
    for (size_t i = slot.entries.size(); i > 0; --i) {
      Entries::iterator entry = slot.entries[i - 1];
      if (entry->until > version) entry->until = version;
      if (entry->until <= oldest) Drop(shard, entry);
    }
    if (shard.slots.size() > shard.sweep_at) Sweep(shard, oldest);
  }
}

void ChunkCache::Pin(Version version) {
  std::lock_guard lock(pins_mutex_);
  pins_.insert(version);
}

void ChunkCache::Unpin(Version version) {
  std::lock_guard lock(pins_mutex_);
  pins_.erase(pins_.find(version));
}

CacheStatistics ChunkCache::statistics() const {
  CacheStatistics total;
  total.budget = budget();
  for (const Shard& shard : shards_) {
    std::lock_guard lock(shard.mutex);
    total.bytes += shard.bytes;
    total.chunks += shard.recent.size();
    total.hits += shard.hits;
    total.misses += shard.misses;
    total.evictions += shard.evictions;
  }
  return total;
}

Version ChunkCache::OldestPinned() const {
  std::lock_guard lock(pins_mutex_);
  return pins_.empty() ? std::numeric_limits<Version>::max() : *pins_.begin();
}

// Leaves the slot where it is: it may still have to remember when its chunk was touched.
void ChunkCache::Drop(Shard& shard, Entries::iterator entry) {
  Slot& slot = shard.slots[entry->id];
  slot.entries.erase(std::ranges::find(slot.entries, entry));
  shard.bytes -= entry->bytes;
  shard.recent.erase(entry);
}

// Forgets slots that hold nothing and whose last touch every reader has seen.
void ChunkCache::Sweep(Shard& shard, Version oldest) {
  std::erase_if(shard.slots,
                [oldest](const auto& slot) { return slot.second.entries.empty() && slot.second.touched <= oldest; });
  shard.sweep_at = std::max<size_t>(1024, 2 * shard.slots.size());
}

}  // namespace qiao::storage
