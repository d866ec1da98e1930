// The statistics of the columns of one table that an import fills. A table that had rows before goes without: there
// they would have to be made of all rows, and the next commit that adds some does that.
//
// Threads: of Add any number.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>

#include "base/ids.h"
#include "storage/bulk/chunk_files.h"
#include "storage/column_chunk.h"
#include "storage/statistics_builder.h"

namespace qiao::storage {

class TableStatistics {
 public:
  // `rows_before`: of the table.
  TableStatistics(ChunkKind kind, uint64_t rows_before) : kind_(kind), is_new_(rows_before == 0) {}

  void Add(base::KeyId key, uint32_t run, const ColumnChunk& column);
  // Of the table as it is now.
  base::Result<void> Finish(base::TableId table, uint64_t rows, uint64_t live, ChunkFiles& files);

 private:
  const ChunkKind kind_;
  const bool is_new_;
  std::mutex mutex_;  // guards the map
  std::map<base::KeyId, StatisticsBuilder> builders_;
};

}  // namespace qiao::storage
