// The statistics of the columns of one table that an import fills: of its rows and those that the table had, once the
// import is so large beside them that what was known of their values is out of date. A smaller one leaves what is
// known.
//
// Threads: of Add any number.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <span>

#include "base/ids.h"
#include "storage/bulk/chunk_files.h"
#include "storage/column_chunk.h"
#include "storage/statistics_builder.h"

namespace qiao::storage {

class TableStatistics {
 public:
  // `before` shows the table without what is imported, and outlives this; it has `rows_before` rows there.
  TableStatistics(const View& before, ChunkKind kind, base::TableId table, uint64_t rows_before)
      : before_(before), kind_(kind), table_(table), rows_before_(static_cast<uint32_t>(rows_before)) {}

  // A column of a run as it will be: with the rows that the table had in it. Errors: kIo, kCorruption.
  base::Result<void> Add(base::KeyId key, uint32_t run, const ColumnChunk& column);
  // Of the table as it will be; its rows had the properties `keys_before`.
  // Errors: kIo. A column that can't be read keeps what is known of it.
  base::Result<void> Finish(std::span<const base::KeyId> keys_before, uint64_t rows, uint64_t live, ChunkFiles& files);

 private:
  struct Column {
    StatisticsBuilder builder;
    bool shared = false;  // the run that has both stored and new rows was added
  };
  ChunkId IdOf(base::KeyId key) const { return {kind_, table_.value, key.value}; }
  bool IsStale(base::KeyId key, uint64_t rows, uint64_t live) const;
  base::Result<void> AddStored(base::KeyId key, Column& column) const;

  const View& before_;
  const ChunkKind kind_;
  const base::TableId table_;
  const uint32_t rows_before_;
  std::mutex mutex_;  // guards the map
  std::map<base::KeyId, Column> columns_;
};

}  // namespace qiao::storage
