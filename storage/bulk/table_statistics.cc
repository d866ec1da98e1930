#include "storage/bulk/table_statistics.h"

#include "storage/statistics_upkeep.h"

namespace qiao::storage {

void TableStatistics::Add(base::KeyId key, uint32_t run, const ColumnChunk& column) {
  if (!is_new_) return;
  StatisticsBuilder* builder = nullptr;
  {
    std::lock_guard lock(mutex_);
    builder = &builders_[key];
  }
  builder->Add(run, ViewOf(column), nullptr);
}

base::Result<void> TableStatistics::Finish(base::TableId table, uint64_t rows, uint64_t live, ChunkFiles& files) {
  if (builders_.empty() || live < kLeastStatisticsRows) return {};
  ChunkRange& range = files.NewRange(Family::kRows);
  for (auto& [key, builder] : builders_) {
    StatisticsChunk statistics;
    statistics.allocated_rows = rows;
    statistics.values = builder.Finish(live);
    std::string content;
    EncodeBase(statistics, content);
    const ChunkId id{kind_, table.value, key.value};
    QIAO_CHECK(range.Put(KeyOf(id), content));
    range.Touch(id);
  }
  return {};
}

}  // namespace qiao::storage
