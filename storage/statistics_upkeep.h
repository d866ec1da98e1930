// Which statistics of columns (statistics_chunk.h) a commit has to bring up to date, and how they are made from a
// graph.
//
// Rows that came or went since are seen in the counts of the table; how many cells of other rows were changed is added
// up in the statistics, by one commit out of many for all of them. Once a quarter has changed, the commit that sees it
// looks at the column again: at some of its runs, where it has many, so that no commit takes long.
//
// Errors: kIo, kCorruption from reading columns.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

#include "storage/chunk_id.h"
#include "storage/statistics_chunk.h"
#include "storage/transaction.h"

namespace qiao::storage {

struct Catalog;
class StatisticsBuilder;

// Tables with fewer live rows have no statistics: whoever wants to know looks at all of them.
inline constexpr uint64_t kLeastStatisticsRows = 512;

// By the kind of statistics and the table: at how many rows that came or went one of its columns is looked at again.
using StatisticsDue = std::unordered_map<ChunkId, uint64_t, ChunkIdHash>;

struct StatisticsWork {
  std::vector<std::pair<ChunkId, uint64_t>> changed;  // cells to be added
  std::vector<ChunkId> stale;                         // to be made anew
};
// For a commit of the transaction, which makes `after`. Remembers in `due` what is good to know at the next one.
StatisticsWork FindStatisticsWork(const Transaction::State& transaction, const Catalog& after, StatisticsDue& due);

// The rows of one run that count for the statistics `id`.
base::Result<LiveView> ReadLive(const View& view, const ChunkId& id, uint32_t run);
// Adds the rows of one run of the column that the statistics `id` are of.
base::Result<void> AddRun(const View& view, const ChunkId& id, uint32_t run, StatisticsBuilder& builder);

// The statistics `id` of the column as the view shows it.
base::Result<StatisticsChunk> GatherStatistics(const View& view, const ChunkId& id);

}  // namespace qiao::storage
