#include "storage/snapshot.h"

#include "storage/catalog.h"
#include "storage/chunk_reader.h"
#include "storage/index_reader.h"

namespace qiao::storage {

Snapshot::Snapshot(std::shared_ptr<const Catalog> catalog, std::unique_ptr<const ChunkReader> chunks)
    : catalog_(std::move(catalog)), chunks_(std::move(chunks)) {}
Snapshot::~Snapshot() = default;

Version Snapshot::version() const { return catalog_->version; }

base::Result<std::optional<std::string>> Snapshot::GetMeta(std::string_view key) const { return chunks_->GetMeta(key); }
base::Result<std::vector<std::pair<std::string, std::string>>> Snapshot::ScanMeta(std::string_view prefix) const {
  return chunks_->ScanMeta(prefix);
}

base::Result<std::unique_ptr<IndexReader>> Snapshot::OpenIndex(const Rule& rule) const {
  return std::make_unique<IndexReader>(chunks_->key_value(), chunks_->snapshot(), rule.id, nullptr);
}

base::Result<std::shared_ptr<const ColumnChunk>> Snapshot::LoadColumn(const ChunkId& id) const {
  return chunks_->Load<ColumnChunk>(id);
}
base::Result<std::shared_ptr<const AdjacencyChunk>> Snapshot::LoadAdjacency(const ChunkId& id) const {
  return chunks_->Load<AdjacencyChunk>(id);
}
base::Result<LinksOfRow> Snapshot::LoadRow(const ChunkId& id, uint32_t row) const { return chunks_->LoadRow(id, row); }
base::Result<std::shared_ptr<const BitsChunk>> Snapshot::LoadBits(const ChunkId& id) const {
  return chunks_->Load<BitsChunk>(id);
}
base::Result<std::shared_ptr<const EndsChunk>> Snapshot::LoadEnds(const ChunkId& id) const {
  return chunks_->Load<EndsChunk>(id);
}

base::Result<std::shared_ptr<const StatisticsChunk>> Snapshot::LoadStatistics(const ChunkId& id) const {
  return chunks_->Load<StatisticsChunk>(id);
}

std::shared_ptr<const Snapshot> TakeSnapshot(const std::shared_ptr<StoreCore>& core,
                                             const std::shared_ptr<KeyValue>& key_value, Catalog catalog) {
  Version version = catalog.version;
  return std::make_shared<const Snapshot>(std::make_shared<const Catalog>(std::move(catalog)),
                                          std::make_unique<const ChunkReader>(core, key_value, version));
}

}  // namespace qiao::storage
