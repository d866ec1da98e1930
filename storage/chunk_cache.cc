#include "storage/chunk_cache.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace qiao::storage {
namespace {

// Few shards for a small budget: one chunk must not be larger than its shard may be.
size_t ShardCount(uint64_t budget) { return std::bit_floor(std::clamp<uint64_t>(budget / (64ULL << 20), 1, 16)); }

// As many misses are remembered as chunks of this size would fit.
constexpr uint64_t kSmallChunk = 4 << 10;

}  // namespace

const ChunkCache::Entries::iterator* ChunkCache::Slot::Find(Version version) const {
  const auto holds = [version](Entries::iterator entry) { return version >= entry->from && version < entry->until; };
  if (last && holds(*last)) return &*last;
  const auto other = std::ranges::find_if(others, holds);
  return other == others.end() ? nullptr : &*other;
}

void ChunkCache::Slot::Add(Entries::iterator entry) {
  if (last) others.push_back(*last);
  last = entry;
}

void ChunkCache::Slot::Remove(Entries::iterator entry) {
  if (last == entry) {
    last.reset();
  } else {
    others.erase(std::ranges::find(others, entry));
  }
}

ChunkCache::ChunkCache(uint64_t budget) : shard_budget_(budget / ShardCount(budget)), shards_(ShardCount(budget)) {}

std::shared_ptr<const Chunk> ChunkCache::Find(const ChunkId& id, Version version) {
  Shard& shard = ShardOf(id);
  std::lock_guard lock(shard.mutex);
  auto slot = shard.slots.find(id);
  if (slot != shard.slots.end()) {
    if (const Entries::iterator* found = slot->second.Find(version)) {
      Entry& entry = **found;
      if (!entry.used) entry.used = true;  // what is only read can be in the caches of several processors
      ++shard.hits;
      return entry.chunk;
    }
  }
  ++shard.misses;
  return nullptr;
}

bool ChunkCache::HasRoom(const ChunkId& id) {
  Shard& shard = ShardOf(id);
  std::lock_guard lock(shard.mutex);
  return shard.misses_of_late.empty() || shard.bytes < shard_budget_ / 2;
}

bool ChunkCache::Wants(const ChunkId& id, size_t bytes) {
  Shard& shard = ShardOf(id);
  std::lock_guard lock(shard.mutex);
  return bytes <= shard_budget_ && IsWanted(shard, id, bytes);
}

void ChunkCache::Insert(const ChunkId& id, Version written, Version loaded, std::shared_ptr<const Chunk> chunk) {
  size_t bytes = chunk->bytes() + sizeof(Entry) + sizeof(Slot);
  Shard& shard = ShardOf(id);
  std::lock_guard lock(shard.mutex);
  if (bytes > shard_budget_ || shard.oldest > loaded || !IsWanted(shard, id, bytes)) return;
  Slot& slot = shard.slots[id];
  if (slot.touched > loaded) return;
  if (slot.Find(loaded) != nullptr) return;  // another reader was faster
  // A chunk that is gone doesn't say when it went.
  written = std::max({written, slot.touched, shard.oldest});
  shard.entries.push_front({id, written, std::numeric_limits<Version>::max(), bytes, std::move(chunk)});
  const Entries::iterator added = shard.entries.begin();
  slot.Add(added);
  shard.bytes += bytes;
  MakeRoom(shard);
  added->used = false;
}

bool ChunkCache::IsWanted(Shard& shard, const ChunkId& id, size_t bytes) const {
  if (shard.bytes + bytes <= shard_budget_) return true;
  if (shard.misses_of_late.empty()) shard.misses_of_late.resize(shard_budget_ / kSmallChunk + 1);
  shard.missed_bytes += bytes;
  const size_t chunk = ChunkIdHash()(id);
  Miss& miss = shard.misses_of_late[chunk % shard.misses_of_late.size()];
  if (miss.chunk == chunk && shard.missed_bytes - miss.at <= shard_budget_) return true;
  miss = {chunk, shard.missed_bytes};
  return false;
}

// What was of use since it was last looked at gets a second chance, and so does what has just come.
void ChunkCache::MakeRoom(Shard& shard) const {
  while (shard.bytes > shard_budget_) {
    const Entries::iterator last = std::prev(shard.entries.end());
    if (std::exchange(last->used, false)) {
      shard.entries.splice(shard.entries.begin(), shard.entries, last);
      continue;
    }
    Drop(shard, last);
    ++shard.evictions;
  }
}

void ChunkCache::ForgetBefore(Version version) {
  for (Shard& shard : shards_) {
    std::lock_guard lock(shard.mutex);
    shard.oldest = std::max(shard.oldest, version);
    shard.entries.clear();
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
    const auto end = [&](Entries::iterator entry) {
      if (entry->until > version) entry->until = version;
      if (entry->until <= oldest) Drop(shard, entry);
    };
    // From the back, because Drop takes entries out.
    for (size_t i = slot.others.size(); i > 0; --i) end(slot.others[i - 1]);
    if (slot.last) end(*slot.last);
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
    total.chunks += shard.entries.size();
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

// Leaves the slot of a chunk that was touched where it is: it may still have to remember when.
void ChunkCache::Drop(Shard& shard, Entries::iterator entry) {
  const auto slot = shard.slots.find(entry->id);
  slot->second.Remove(entry);
  if (slot->second.is_empty() && slot->second.touched == 0) shard.slots.erase(slot);
  shard.bytes -= entry->bytes;
  shard.entries.erase(entry);
}

// Forgets slots that hold nothing and whose last touch every reader has seen.
void ChunkCache::Sweep(Shard& shard, Version oldest) {
  std::erase_if(shard.slots,
                [oldest](const auto& slot) { return slot.second.is_empty() && slot.second.touched <= oldest; });
  shard.sweep_at = std::max<size_t>(1024, 2 * shard.slots.size());
}

}  // namespace qiao::storage
