// Loads the chunks of one state of the store, through the cache.
//
// Threads: any number. Keeps the key-value store and the cache alive.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "storage/adjacency_chunk.h"
#include "storage/bits_chunk.h"
#include "storage/chunk_cache.h"
#include "storage/column_chunk.h"
#include "storage/encoded_links.h"
#include "storage/ends_chunk.h"
#include "storage/key_value.h"
#include "storage/run_walks.h"
#include "storage/spare_adjacencies.h"
#include "storage/statistics_chunk.h"
#include "storage/store_folder.h"

namespace qiao::storage {

// What a store and its snapshots share. Whoever holds a key-value store besides lets it go first, so that the folder's
// lock goes last.
struct StoreCore {
  std::optional<StoreFolder> folder;
  ChunkCache cache;
  SpareAdjacencies spares;  // for what doesn't get into the cache

  StoreCore(std::optional<StoreFolder> place, uint64_t cache_bytes);
};

class ChunkReader {
 public:
  // The state that `key_value` has now, which is that of `version`.
  ChunkReader(std::shared_ptr<StoreCore> core, std::shared_ptr<KeyValue> key_value, Version version);
  ~ChunkReader();
  ChunkReader(const ChunkReader&) = delete;
  ChunkReader& operator=(const ChunkReader&) = delete;

  // Never null: an empty chunk where nothing is stored. C: one of the five kinds of chunks.
  template <class C>
  base::Result<std::shared_ptr<const C>> Load(const ChunkId& id) const;

  // The links of a row: those of its whole run when the cache has them or room for them, of the row alone otherwise.
  base::Result<LinksOfRow> LoadRow(const ChunkId& id, uint32_t row) const;

  // One segment of an adjacency, past the cache: `more` says whether it is the first of several.
  base::Result<AdjacencyChunk> LoadSegment(const ChunkId& id, const Link& least, bool& more) const;

  base::Result<std::optional<std::string>> GetMeta(std::string_view key) const;
  base::Result<std::vector<std::pair<std::string, std::string>>> ScanMeta(std::string_view prefix) const;

  // See KeyValue::Verify.
  base::Result<void> VerifyFiles(const KeyValue::Progress& progress) const { return key_value_->Verify(progress); }

  const KeyValue& key_value() const { return *key_value_; }
  const KeyValue::Snapshot& snapshot() const { return *snapshot_; }

 private:
  // Fills an empty chunk; `written` becomes the version of the last commit in it.
  template <class C>
  base::Result<void> Read(const ChunkId& id, C& chunk, Version& written) const;
  // Calls take(frame, more) for the frames of the run's segments in order: it answers false for one that is damaged and
  // sets `more` for one that says that others follow. `walks`: the runs behind this one may be read next.
  template <class Take>
  base::Result<void> ForEachFrame(const ChunkId& id, bool walks, const Take& take) const;

  std::shared_ptr<StoreCore> core_;
  std::shared_ptr<KeyValue> key_value_;
  std::unique_ptr<const KeyValue::Snapshot> snapshot_;
  Version version_;
  mutable RunWalks walks_;
};

}  // namespace qiao::storage
