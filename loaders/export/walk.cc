#include "loaders/export/walk.h"

#include <algorithm>

namespace qiao::loaders::exporting {
namespace {

uint32_t Runs(uint64_t rows) { return static_cast<uint32_t>((rows + query::kRunRows - 1) / query::kRunRows); }

bool HasAny(const query::ColumnView& column) {
  for (uint32_t row = 0; row < column.size; ++row) {
    if (column.Has(row)) return true;
  }
  return false;
}

template <class Read>
base::Result<std::vector<base::KeyId>> FindKeys(const query::GraphReader& graph, uint64_t rows, const Read& read) {
  std::vector<base::KeyId> keys;
  const auto count = static_cast<uint32_t>(graph.KeyNames().size());
  for (base::KeyId key{0}; key.value < count; ++key.value) {
    for (uint32_t run = 0; run < Runs(rows); ++run) {
      QIAO_TRY(const query::ColumnView column, read(key, run));
      if (!HasAny(column)) continue;
      keys.push_back(key);
      break;
    }
  }
  return keys;
}

using Values = std::vector<std::pair<base::KeyId, base::Value>>;

void AddValue(const query::ColumnView& column, uint32_t row, base::KeyId key, Values& values) {
  if (row < column.size && column.Has(row)) values.emplace_back(key, column.Get(row));
}

// The columns of one run of edges: most edges stand in the run of the edge before.
class EdgeColumns {
 public:
  EdgeColumns(const query::GraphReader& graph, base::TableId table, std::span<const base::KeyId> keys)
      : graph_(graph), table_(table), keys_(keys) {}

  base::Result<void> Read(uint32_t row, Values& values) {
    values.clear();
    if (keys_.empty()) return {};
    if (columns_.empty() || query::RunOf(row) != run_) {
      run_ = query::RunOf(row);
      columns_.clear();
      for (const base::KeyId key : keys_) {
        QIAO_TRY(auto column, graph_.ReadEdgeColumn(table_, key, run_));
        columns_.push_back(std::move(column));
      }
    }
    for (size_t i = 0; i < keys_.size(); ++i) AddValue(columns_[i], query::RowInRun(row), keys_[i], values);
    return {};
  }

 private:
  const query::GraphReader& graph_;
  base::TableId table_;
  std::span<const base::KeyId> keys_;
  uint32_t run_ = 0;
  std::vector<query::ColumnView> columns_;
};

}  // namespace

base::Result<std::vector<base::KeyId>> KeysOf(const query::GraphReader& graph, const query::NodeTable& table) {
  return FindKeys(graph, table.rows,
                  [&](base::KeyId key, uint32_t run) { return graph.ReadColumn(table.id, key, run); });
}

base::Result<std::vector<base::KeyId>> KeysOf(const query::GraphReader& graph, const query::EdgeTable& table) {
  return FindKeys(graph, table.rows,
                  [&](base::KeyId key, uint32_t run) { return graph.ReadEdgeColumn(table.id, key, run); });
}

base::Result<void> WalkNodes(const query::GraphReader& graph, const query::NodeTable& table,
                             std::span<const base::KeyId> keys, const TakeNode& take) {
  Values values;
  for (uint32_t run = 0; run < Runs(table.rows); ++run) {
    QIAO_TRY(const query::LiveView live, graph.ReadLive(table.id, run));
    std::vector<query::ColumnView> columns;
    for (const base::KeyId key : keys) {
      QIAO_TRY(auto column, graph.ReadColumn(table.id, key, run));
      columns.push_back(std::move(column));
    }
    for (uint32_t row = 0; row < live.size; ++row) {
      if (!live.Has(row)) continue;
      values.clear();
      for (size_t i = 0; i < keys.size(); ++i) AddValue(columns[i], row, keys[i], values);
      QIAO_CHECK(take(base::NodeId(table.id, run * query::kRunRows + row), values));
    }
  }
  return {};
}

base::Result<void> WalkEdges(const query::GraphReader& graph, const query::EdgeTable& table,
                             std::span<const base::KeyId> keys, const TakeEdge& take) {
  const uint64_t sources = graph.NodeTables()[table.source.value].rows;
  EdgeColumns columns(graph, table.id, keys);
  Values values;
  for (uint32_t run = 0; run < Runs(sources); ++run) {
    QIAO_TRY(const query::AdjacencyView links, graph.ReadAdjacency(table.id, base::Direction::kOut, run));
    for (uint32_t row = 0; row < links.size; ++row) {
      for (uint32_t i = links.offsets[row]; i < links.offsets[row + 1]; ++i) {
        QIAO_CHECK(columns.Read(links.edges[i], values));
        QIAO_CHECK(take(base::EdgeId(table.id, links.edges[i]), base::NodeId(table.source, run * query::kRunRows + row),
                        base::NodeId(table.target, links.neighbours[i]), values));
      }
    }
  }
  return {};
}

}  // namespace qiao::loaders::exporting
