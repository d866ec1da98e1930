// The new rows of one node table as chunks: columns, deleted rows, label overrides.
//
// Rows come in pieces, in any order and from any thread; a run is written once all of its rows are there, and runs
// reach the sorted files in order. Rows that the table has already in its last run are taken from the store.
//
// Errors: kIo, kCorruption.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <span>
#include <vector>

#include "storage/bits_chunk.h"
#include "storage/bulk/batch.h"
#include "storage/bulk/chunk_files.h"
#include "storage/bulk/table_statistics.h"
#include "storage/chunk_reader.h"
#include "storage/snapshot.h"

namespace qiao::storage {

class NodeRows {
 public:
  // `before` is the table as `stored` shows it; empty for a table that is new.
  NodeRows(ChunkFiles& files, const Snapshot& stored, NodeTable before)
      : files_(files),
        stored_(stored.chunks()),
        before_(std::move(before)),
        rows_(before_.rows),
        next_run_(RunOf(static_cast<uint32_t>(before_.rows))),
        statistics_(stored, ChunkKind::kNodeStatistics, before_.id, before_.rows) {}

  // The first of `count` new rows; kLimit when the table can't hold them. All of them must be written.
  base::Result<uint32_t> Reserve(uint32_t count);
  base::Result<void> Write(uint32_t first, const NodeBatch& batch);
  void Delete(uint32_t row);
  void Override(base::LabelId label, uint32_t first, uint32_t count);

  // Writes the last run and the sets of rows; adds to `after`, which is the table as it will be, what came.
  base::Result<void> Finish(NodeTable& after);

 private:
  using Columns = std::vector<NodeBatch::Column>;
  // A run whose rows aren't all there yet.
  struct Part {
    uint32_t first;  // in the run
    uint32_t count;
    Columns columns;
  };
  using Encoded = std::vector<std::pair<base::KeyId, std::string>>;

  base::Result<void> AddPart(uint32_t run, Part part);
  base::Result<void> WriteParts(uint32_t run, std::vector<Part> parts);
  // Appends the column to `encoded`.
  base::Result<void> Encode(base::KeyId key, uint32_t run, const ColumnBuffer& column, Encoded& encoded);
  base::Result<void> PutInOrder(uint32_t run, Encoded columns);
  base::Result<void> PutSets(ChunkKind kind, uint32_t sub, bool was_there, std::map<uint32_t, BitsChunk>& runs);
  uint32_t StoredIn(uint32_t run) const;  // rows of the run that the store has

  ChunkFiles& files_;
  const ChunkReader& stored_;
  const NodeTable before_;
  std::mutex mutex_;
  uint64_t rows_;
  std::map<uint32_t, std::vector<Part>> parts_;
  std::map<uint32_t, Encoded> waiting_;  // for the runs before them
  uint32_t next_run_;
  std::map<base::KeyId, ChunkRange*> ranges_;
  std::map<uint32_t, BitsChunk> deleted_;
  uint64_t deleted_rows_ = 0;
  std::map<base::LabelId, std::map<uint32_t, BitsChunk>> overrides_;
  std::map<base::LabelId, uint64_t> override_rows_;
  TableStatistics statistics_;
};

}  // namespace qiao::storage
