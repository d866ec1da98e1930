#include "engine/store_graph.h"

#include <algorithm>

#include "storage/statistics_chunk.h"

namespace qiao::engine {

static_assert(query::kRunRows == storage::kRunRows, "a run of the store is a run of the query layer");

StoreReader::StoreReader(const storage::View& view) : view_(view) {
  Refresh();
  RefreshRules();
}
StoreReader::StoreReader(const storage::Transaction& transaction) : view_(transaction), transaction_(&transaction) {
  Refresh();
}

// A table's labels change rarely, its counts with every row: only what changed is taken over.
void StoreReader::Refresh() const {
  uint64_t shape = transaction_ != nullptr ? transaction_->shape() : 0;
  uint64_t counts = transaction_ != nullptr ? transaction_->counts() : 0;
  std::span<const storage::NodeTable> nodes = view_.NodeTables();
  std::span<const storage::EdgeTable> edges = view_.EdgeTables();
  if (shape != shape_ || node_tables_.size() != nodes.size() || edge_tables_.size() != edges.size()) {
    node_tables_.resize(nodes.size());
    for (size_t i = 0; i < nodes.size(); ++i) {
      node_tables_[i] = {nodes[i].id, nodes[i].labels, nodes[i].varying, nodes[i].rows, nodes[i].live};
    }
    edge_tables_.resize(edges.size());
    for (size_t i = 0; i < edges.size(); ++i) {
      edge_tables_[i] = {edges[i].id, edges[i].type, edges[i].source, edges[i].target, edges[i].rows, edges[i].live};
    }
  } else if (counts != counts_) {
    for (size_t i = 0; i < nodes.size(); ++i) {
      node_tables_[i].rows = nodes[i].rows;
      node_tables_[i].live = nodes[i].live;
    }
    for (size_t i = 0; i < edges.size(); ++i) {
      edge_tables_[i].rows = edges[i].rows;
      edge_tables_[i].live = edges[i].live;
    }
  }
  shape_ = shape;
  counts_ = counts;
}

std::span<const query::NodeTable> StoreReader::NodeTables() const {
  if (transaction_ != nullptr) Refresh();
  return node_tables_;
}

std::span<const query::EdgeTable> StoreReader::EdgeTables() const {
  if (transaction_ != nullptr) Refresh();
  return edge_tables_;
}

base::Result<query::LiveView> StoreReader::ReadLive(base::TableId node_table, uint32_t run) const {
  QIAO_TRY(storage::LiveView view, view_.ReadLive(node_table, run));
  return query::LiveView{view.size, view.live, std::move(view.owner)};
}

namespace {

query::ColumnView Translate(storage::ColumnView view) {
  return {view.kind,         view.mixed,        view.size,         view.present,
          view.integers,     view.floats,       view.booleans,     view.string_ends,
          view.string_bytes, view.string_codes, view.string_texts, view.string_starts,
          view.values,       view.least,        view.greatest,     std::move(view.owner)};
}

}  // namespace

base::Result<query::ColumnView> StoreReader::ReadColumn(base::TableId node_table, base::KeyId key, uint32_t run) const {
  QIAO_TRY(storage::ColumnView view, view_.ReadColumn(node_table, key, run));
  return Translate(std::move(view));
}

base::Result<query::ColumnView> StoreReader::ReadEdgeColumn(base::TableId edge_table, base::KeyId key,
                                                            uint32_t run) const {
  QIAO_TRY(storage::ColumnView view, view_.ReadEdgeColumn(edge_table, key, run));
  return Translate(std::move(view));
}

namespace {

template <class Table>
query::GraphReader::StatisticsPtr Fresh(const Table& table, base::KeyId key,
                                        base::Result<std::shared_ptr<const storage::StatisticsChunk>> read) {
  static const auto kNone = std::make_shared<const base::ValueStatistics>();  // no row has the property
  if (!std::ranges::binary_search(table.keys, key)) return kNone;
  if (!read || (*read)->IsStale(table.rows, table.live)) return nullptr;
  const base::ValueStatistics* values = &(*read)->values;
  return {*std::move(read), values};
}

}  // namespace

query::GraphReader::StatisticsPtr StoreReader::ReadStatistics(base::TableId node_table, base::KeyId key) const {
  return Fresh(view_.NodeTables()[node_table.value], key, view_.ReadStatistics(node_table, key));
}

query::GraphReader::StatisticsPtr StoreReader::ReadEdgeStatistics(base::TableId edge_table, base::KeyId key) const {
  return Fresh(view_.EdgeTables()[edge_table.value], key, view_.ReadEdgeStatistics(edge_table, key));
}

namespace {

query::AdjacencyView Translate(storage::AdjacencyView view) {
  return {view.size, view.offsets, view.neighbours, view.edges, std::move(view.owner)};
}

}  // namespace

base::Result<query::AdjacencyView> StoreReader::ReadAdjacency(base::TableId edge_table, base::Direction direction,
                                                              uint32_t run) const {
  QIAO_TRY(storage::AdjacencyView view, view_.ReadAdjacency(edge_table, direction, run));
  return Translate(std::move(view));
}

base::Result<query::LinksView> StoreReader::ReadLinks(base::TableId edge_table, base::Direction direction,
                                                      uint32_t row) const {
  QIAO_TRY(storage::LinksView links, view_.ReadLinks(edge_table, direction, row));
  return query::LinksView{Translate(std::move(links.view)), links.row, links.whole};
}

base::Result<query::EdgeEnds> StoreReader::Ends(base::EdgeId edge) const {
  QIAO_TRY(storage::EdgeEnds ends, view_.Ends(edge));
  return query::EdgeEnds{ends.source, ends.target, ends.type};
}

}  // namespace qiao::engine
