// One direction of an edge table's new links as adjacency chunks.
//
// Errors: kIo, kCorruption.
#pragma once

#include <cstdint>
#include <vector>

#include "storage/adjacency_chunk.h"
#include "storage/bulk/chunk_files.h"
#include "storage/chunk_reader.h"

namespace qiao::storage {

class LinkWriter {
 public:
  // Of rows below `stored_rows` of the node table the store may have links already.
  LinkWriter(ChunkFiles& files, const ChunkReader& stored, ChunkKind kind, uint32_t table, uint64_t stored_rows)
      : range_(files.NewRange(Family::kAdjacency)),
        stored_(stored),
        id_{kind, table, 0, 0},
        stored_rows_(stored_rows) {}

  // Links come sorted by row, neighbour and edge.
  base::Result<void> Add(uint32_t row, uint32_t neighbour, uint32_t edge);
  base::Result<void> Finish() { return WriteRun(); }

 private:
  base::Result<void> WriteRun();
  // The links that the store has for the run join the new ones; `least` gets the segments that they stood in.
  base::Result<void> AddStored(std::vector<Link>& least);

  ChunkRange& range_;
  const ChunkReader& stored_;
  ChunkId id_;  // of the run that is being gathered
  uint64_t stored_rows_;
  AdjacencyChunk run_;
};

}  // namespace qiao::storage
