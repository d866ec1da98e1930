// One direction of an edge table's new links as adjacency chunks.
//
// Errors: kIo, kCorruption.
#pragma once

#include <cstdint>
#include <span>
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

  // Links, row << 32 | neighbour, and the edge of each; they come sorted by row, neighbour and edge.
  base::Result<void> Add(std::span<const uint64_t> links, std::span<const uint32_t> edges);
  base::Result<void> Finish() { return WriteRun(); }

 private:
  void Gather(std::span<const uint64_t> links, std::span<const uint32_t> edges);
  base::Result<void> WriteRun();
  // The links that the store has for the run join the new ones; `least` gets the segments that they stood in.
  base::Result<void> AddStored(std::vector<Link>& least);

  ChunkRange& range_;
  const ChunkReader& stored_;
  ChunkId id_;  // of the run that is being gathered
  uint64_t stored_rows_;
  AdjacencyChunk run_;  // without the end of the last row until it is written
};

}  // namespace qiao::storage
