#include "storage/statistics.h"

#include "storage/chunk_reader.h"

namespace qiao::storage {
namespace {

// Where a key's bytes count; null for a key that belongs to no chunk.
PartSize* PartOf(StoreStatistics& statistics, Family family, std::string_view key) {
  switch (family) {
    case Family::kMeta:
      return &statistics.catalog;
    case Family::kIndex:
      return &statistics.indexes;
    case Family::kChange:
      return &statistics.changes;
    case Family::kProperty:
    case Family::kAdjacency:
    case Family::kRows: {
      auto id = ReadChunkId(key.substr(0, kChunkKeySize));
      return id ? &statistics.parts[{id->kind, id->table, id->sub}] : nullptr;
    }
  }
  return nullptr;
}

}  // namespace

base::Result<StoreStatistics> ReadStatistics(const Snapshot& snapshot, const KeyValue::Progress& progress) {
  StoreStatistics statistics;
  statistics.version = snapshot.version();
  const ChunkReader& chunks = snapshot.chunks();
  for (size_t i = 0; i < kFamilies; ++i) {
    const auto family = static_cast<Family>(i);
    auto cursor = chunks.key_value().Scan(chunks.snapshot(), family, "");
    for (uint64_t seen = 0;; ++seen) {
      if (seen % 1024 == 0 && !progress(static_cast<double>(i) / kFamilies)) {
        return base::MakeError(base::ErrorCode::kCancelled, "stopped");
      }
      QIAO_TRY(bool found, cursor->Next());
      if (!found) break;
      PartSize* part = PartOf(statistics, family, cursor->key());
      if (part == nullptr) {
        return base::MakeError(base::ErrorCode::kCorruption,
                               "the database is damaged: it holds a key of no known kind; 'qiao check' says where");
      }
      ++part->chunks;
      part->bytes += cursor->key().size() + cursor->value().size();
    }
  }
  return statistics;
}

}  // namespace qiao::storage
