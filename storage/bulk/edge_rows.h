// The new edges of one edge table as chunks: links in both directions, ends, columns.
//
// New edges are numbered in the order of their source and target, so that most of what says which edge a link is takes
// no room.
//
// Errors: kIo, kCorruption, kLimit when the table is full.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "storage/bulk/batch.h"
#include "storage/bulk/chunk_files.h"
#include "storage/bulk/edge_sorter.h"
#include "storage/bulk/table_statistics.h"
#include "storage/chunk_reader.h"
#include "storage/snapshot.h"

namespace qiao::storage {

class EdgeRows {
 public:
  // `before` is the table as `stored` shows it; empty for a table that is new. The node tables have
  // `stored_sources` and `stored_targets` rows in that state. `rules` are those of the type that have entries.
  EdgeRows(ChunkFiles& files, const Snapshot& stored, EdgeTable before, uint64_t stored_sources,
           uint64_t stored_targets, std::vector<const BatchRule*> rules, std::string spill_folder);

  void Add(const EdgeBatch& batch);
  uint64_t size() const { return by_source_.size(); }
  uint64_t bytes() const { return by_source_.bytes(); }
  base::Result<void> Spill() { return by_source_.Spill(); }

  // Writes everything, holding about `memory` bytes at most, and adds to `after`, which is the table as it will be.
  base::Result<void> Finish(uint64_t memory, EdgeTable& after);

 private:
  class RowWriter;
  base::Result<void> WriteForward(uint64_t memory);
  base::Result<void> WriteBackward();

  ChunkFiles& files_;
  const ChunkReader& stored_;
  const EdgeTable before_;
  uint64_t stored_sources_;
  uint64_t stored_targets_;
  std::vector<const BatchRule*> rules_;
  TableStatistics statistics_;
  std::set<base::KeyId> keys_;
  EdgeSorter by_source_;  // source << 32 | target, properties
  EdgeSorter by_target_;  // target << 32 | source, row of the edge
};

}  // namespace qiao::storage
