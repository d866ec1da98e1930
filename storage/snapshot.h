// One consistent picture of the graph, fixed at the moment of a commit. See view.h.
//
// Owner:   whoever holds the shared pointer. A Store that is destroyed while snapshots are alive stays open on disk
//          until the last of them is gone.
// Threads: any number may read the same snapshot at once.
#pragma once

#include <memory>

#include "storage/view.h"

namespace qiao::storage {

class ChunkReader;
class KeyValue;
struct StoreCore;

class Snapshot final : public View {
 public:
  Snapshot(std::shared_ptr<const Catalog> catalog, std::unique_ptr<const ChunkReader> chunks);
  ~Snapshot() override;

  Version version() const;

  base::Result<std::optional<std::string>> GetMeta(std::string_view key) const override;
  base::Result<std::vector<std::pair<std::string, std::string>>> ScanMeta(std::string_view prefix) const override;

  base::Result<std::unique_ptr<IndexReader>> OpenIndex(const Rule& rule) const override;

  // For transactions, which start from these.
  const std::shared_ptr<const Catalog>& shared_catalog() const { return catalog_; }
  const ChunkReader& chunks() const { return *chunks_; }

 protected:
  const Catalog& catalog() const override { return *catalog_; }
  base::Result<std::shared_ptr<const ColumnChunk>> LoadColumn(const ChunkId& id) const override;
  base::Result<std::shared_ptr<const AdjacencyChunk>> LoadAdjacency(const ChunkId& id) const override;
  base::Result<LinksOfRow> LoadRow(const ChunkId& id, uint32_t row) const override;
  base::Result<std::shared_ptr<const BitsChunk>> LoadBits(const ChunkId& id) const override;
  base::Result<std::shared_ptr<const EndsChunk>> LoadEnds(const ChunkId& id) const override;
  base::Result<std::shared_ptr<const StatisticsChunk>> LoadStatistics(const ChunkId& id) const override;

 private:
  std::shared_ptr<const Catalog> catalog_;
  std::unique_ptr<const ChunkReader> chunks_;
};

// The state that `key_value` has now and whose catalog this is.
std::shared_ptr<const Snapshot> TakeSnapshot(const std::shared_ptr<StoreCore>& core,
                                             const std::shared_ptr<KeyValue>& key_value, Catalog catalog);

}  // namespace qiao::storage
