#include "storage/statistics_upkeep.h"

#include <algorithm>
#include <map>

#include "storage/catalog.h"
#include "storage/statistics_builder.h"
#include "storage/transaction_state.h"

namespace qiao::storage {
namespace {

// One commit out of so many that change a cell adds as many.
constexpr uint64_t kCountedCells = 64;
// Of a column with more, so many runs are read.
constexpr uint32_t kMostRuns = 128;

// Grows by one with each row that comes or goes.
template <class Table>
uint64_t MovesOf(const Table& table) {
  return 2 * table.rows - table.live;
}

class Finder {
 public:
  Finder(const Transaction::State& transaction, const Catalog& after, StatisticsDue& due)
      : transaction_(transaction), before_(*transaction.base->shared_catalog()), after_(after), due_(due) {}

  StatisticsWork Find() {
    FindMovedTables(ChunkKind::kNodeStatistics, before_.node_tables, after_.node_tables);
    FindMovedTables(ChunkKind::kEdgeStatistics, before_.edge_tables, after_.edge_tables);
    FindChanged();
    return std::move(work_);
  }

 private:
  // Columns of tables that got or lost rows.
  template <class Tables>
  void FindMovedTables(ChunkKind kind, const Tables& before, const Tables& after) {
    if (before.IsSame(after) && !transaction_.refresh_statistics) return;
    for (size_t i = 0; i < after->size(); ++i) {
      const auto& table = (*after)[i];
      const uint64_t moves = MovesOf(table);
      const uint64_t known = i < before->size() ? MovesOf((*before)[i]) : 0;
      if (transaction_.refresh_statistics || moves != known) FindMovedColumns(kind, table, moves);
    }
  }

  template <class Table>
  void FindMovedColumns(ChunkKind kind, const Table& table, uint64_t moves) {
    uint64_t& due = due_[{kind, table.id.value}];
    if (moves < due && !transaction_.refresh_statistics) return;
    if (table.live < kLeastStatisticsRows) {
      due = moves + kLeastStatisticsRows - table.live;
      return;
    }
    StatisticsChunk anew;
    anew.known = true;
    anew.allocated_rows = table.rows;
    anew.values.rows = table.live;
    uint64_t left = anew.RowsUntilStale(table.rows, table.live);
    for (const base::KeyId key : table.keys) {
      const ChunkId id{kind, table.id.value, key.value};
      // Those that are damaged are made anew.
      const auto known = transaction_.base->chunks().Load<StatisticsChunk>(id);
      if (transaction_.refresh_statistics || !known || (*known)->IsStale(table.rows, table.live)) {
        work_.stale.push_back(id);
      } else {
        left = std::min(left, (*known)->RowsUntilStale(table.rows, table.live));
      }
    }
    due = moves + left;
  }

  // Columns of which cells were changed in rows that were there.
  void FindChanged() {
    std::map<std::tuple<ChunkKind, uint32_t, uint32_t>, uint64_t> cells;
    for (const auto& [id, chunk] : transaction_.columns) {
      const bool nodes = id.kind == ChunkKind::kNodeColumn;
      const uint64_t first = uint64_t{id.run} * kRunRows;
      const uint64_t rows = nodes ? RowsOf(*before_.node_tables, id) : RowsOf(*before_.edge_tables, id);
      if (rows <= first) continue;
      const auto there = [&](const ColumnChunk::Change& change) { return first + change.row < rows; };
      cells[{StatisticsOf(id.kind), id.table, id.sub}] +=
          static_cast<uint64_t>(std::ranges::count_if(chunk.changes(), there));
    }
    for (const auto& [column, count] : cells) {
      const auto& [kind, table, key] = column;
      AddCells({kind, table, key}, count);
    }
  }

  void AddCells(const ChunkId& id, uint64_t count) {
    const uint64_t chance = base::HashNumber(after_.version ^ ChunkIdHash()(id)) % kCountedCells;
    const uint64_t counted = (count + chance) / kCountedCells * kCountedCells;
    if (counted == 0 || std::ranges::find(work_.stale, id) != work_.stale.end()) return;
    const bool nodes = id.kind == ChunkKind::kNodeStatistics;
    const auto [rows, live] = nodes ? SizeOf(*after_.node_tables, id) : SizeOf(*after_.edge_tables, id);
    if (live < kLeastStatisticsRows) return;
    const auto stored = transaction_.base->chunks().Load<StatisticsChunk>(id);
    if (!stored || (*stored)->IsStale(rows, live, counted)) {
      work_.stale.push_back(id);
    } else {
      work_.changed.emplace_back(id, counted);
    }
  }

  template <class Tables>
  static uint64_t RowsOf(const Tables& tables, const ChunkId& id) {
    return id.table < tables.size() ? tables[id.table].rows : 0;
  }
  template <class Tables>
  static std::pair<uint64_t, uint64_t> SizeOf(const Tables& tables, const ChunkId& id) {
    return {tables[id.table].rows, tables[id.table].live};
  }

  const Transaction::State& transaction_;
  const Catalog& before_;
  const Catalog& after_;
  StatisticsDue& due_;
  StatisticsWork work_;
};

// Every second of the runs that are read, then the others, so that it is known how the number of values grows.
template <class Read>
base::Result<StatisticsChunk> Gather(uint64_t rows, uint64_t live, const Read& read) {
  const auto runs = static_cast<uint32_t>((rows + kRunRows - 1) / kRunRows);
  const uint32_t count = std::min(runs, kMostRuns);
  StatisticsBuilder builder;
  double half = 0;
  for (const uint32_t first : {0, 1}) {
    for (uint32_t i = first; i < count; i += 2) {
      QIAO_CHECK(read(static_cast<uint32_t>(uint64_t{i} * runs / count), builder));
    }
    if (first == 0) half = builder.Distinct();
  }
  StatisticsChunk statistics;
  statistics.known = true;
  statistics.allocated_rows = rows;
  statistics.values = builder.Finish(live, static_cast<double>(count) / runs, half);
  return statistics;
}

}  // namespace

StatisticsWork FindStatisticsWork(const Transaction::State& transaction, const Catalog& after, StatisticsDue& due) {
  return Finder(transaction, after, due).Find();
}

base::Result<LiveView> ReadLive(const View& view, const ChunkId& id, uint32_t run) {
  const base::TableId table(id.table);
  return id.kind == ChunkKind::kNodeStatistics ? view.ReadLive(table, run) : view.ReadEdgeLive(table, run);
}

base::Result<void> AddRun(const View& view, const ChunkId& id, uint32_t run, StatisticsBuilder& builder) {
  const base::TableId table(id.table);
  const base::KeyId key(id.sub);
  QIAO_TRY(const ColumnView column, id.kind == ChunkKind::kNodeStatistics ? view.ReadColumn(table, key, run)
                                                                          : view.ReadEdgeColumn(table, key, run));
  QIAO_TRY(const LiveView live, ReadLive(view, id, run));
  builder.Add(run, column, live.live);
  return {};
}

base::Result<StatisticsChunk> GatherStatistics(const View& view, const ChunkId& id) {
  const auto gather = [&](const auto& table) {
    return Gather(table.rows, table.live,
                  [&](uint32_t run, StatisticsBuilder& builder) { return AddRun(view, id, run, builder); });
  };
  return id.kind == ChunkKind::kNodeStatistics ? gather(view.NodeTables()[id.table])
                                               : gather(view.EdgeTables()[id.table]);
}

}  // namespace qiao::storage
