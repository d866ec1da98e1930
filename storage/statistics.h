// How much room each part of a store takes.
#pragma once

#include <map>
#include <tuple>

#include "storage/chunk_id.h"
#include "storage/snapshot.h"

namespace qiao::storage {

// Of all chunks of one kind, table, and key or label.
struct PartSize {
  uint64_t chunks = 0;  // segments count each
  uint64_t bytes = 0;   // keys and values, before compression
};

struct StoreStatistics {
  Version version = 0;
  std::map<std::tuple<ChunkKind, uint32_t, uint32_t>, PartSize> parts;
  PartSize catalog;
  PartSize indexes;
  PartSize changes;
};

// Reads everything once. Errors: kCancelled, kIo, kCorruption.
base::Result<StoreStatistics> ReadStatistics(const Snapshot& snapshot, const KeyValue::Progress& progress);

}  // namespace qiao::storage
