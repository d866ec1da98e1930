#include "storage/bulk/table_statistics.h"

#include <algorithm>
#include <array>

#include "storage/statistics_upkeep.h"

namespace qiao::storage {

base::Result<void> TableStatistics::Add(base::KeyId key, uint32_t run, const ColumnChunk& column) {
  const uint32_t stored = run == RunOf(rows_before_) ? RowInRun(rows_before_) : 0;
  StatisticsBuilder* builder = nullptr;
  {
    std::lock_guard lock(mutex_);
    Column& known = columns_[key];
    known.shared |= stored > 0;
    builder = &known.builder;
  }
  if (stored == 0) {
    builder->Add(run, ViewOf(column), nullptr);
    return {};
  }
  QIAO_TRY(const LiveView before, ReadLive(before_, IdOf(key), run));
  std::array<uint64_t, kRunRows / 64> live;
  std::copy_n(before.live, live.size(), live.begin());
  for (uint32_t row = stored; row < column.size; ++row) live[row / 64] |= uint64_t{1} << (row % 64);
  builder->Add(run, ViewOf(column), live.data());
  return {};
}

// Damaged statistics are made anew.
bool TableStatistics::IsStale(base::KeyId key, uint64_t rows, uint64_t live) const {
  const auto known = kind_ == ChunkKind::kNodeStatistics ? before_.ReadStatistics(table_, key)
                                                         : before_.ReadEdgeStatistics(table_, key);
  return !known || (*known)->IsStale(rows, live);
}

base::Result<void> TableStatistics::AddStored(base::KeyId key, Column& column) const {
  const bool rest = RowInRun(rows_before_) > 0 && !column.shared;
  const uint32_t runs = RunOf(rows_before_) + (rest ? 1 : 0);
  for (uint32_t run = 0; run < runs; ++run) QIAO_CHECK(AddRun(before_, IdOf(key), run, column.builder));
  return {};
}

base::Result<void> TableStatistics::Finish(std::span<const base::KeyId> keys_before, uint64_t rows, uint64_t live,
                                           ChunkFiles& files) {
  if (live < kLeastStatisticsRows) return {};
  for (const base::KeyId key : keys_before) columns_.try_emplace(key);
  ChunkRange* range = nullptr;
  for (auto& [key, column] : columns_) {
    if (!IsStale(key, rows, live) || !AddStored(key, column)) continue;
    StatisticsChunk statistics;
    statistics.allocated_rows = rows;
    statistics.values = column.builder.Finish(live);
    std::string content;
    EncodeBase(statistics, content);
    if (range == nullptr) range = &files.NewRange(Family::kRows);
    QIAO_CHECK(range->Put(KeyOf(IdOf(key)), content));
    range->Touch(IdOf(key));
  }
  return {};
}

}  // namespace qiao::storage
