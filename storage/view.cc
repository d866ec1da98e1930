#include "storage/view.h"

#include <algorithm>
#include <array>

#include "storage/adjacency_chunk.h"
#include "storage/bits_chunk.h"
#include "storage/catalog.h"
#include "storage/chunk_id.h"
#include "storage/column_chunk.h"
#include "storage/ends_chunk.h"

namespace qiao::storage {
namespace {

using Words = std::array<uint64_t, kRunRows / 64>;

constexpr Words AllOnes() {
  Words words{};
  words.fill(~uint64_t{0});
  return words;
}
constexpr Words kAllLive = AllOnes();

uint32_t RowsInRun(uint64_t rows, uint32_t run) {
  uint64_t first = uint64_t{run} * kRunRows;
  return first >= rows ? 0 : static_cast<uint32_t>(std::min<uint64_t>(kRunRows, rows - first));
}

// `words`, kept alive by `owner`, with nothing set from `size` on.
LiveView MakeLiveView(const Words& words, std::shared_ptr<const void> owner, uint32_t size) {
  if (size == kRunRows) return {size, words.data(), std::move(owner)};
  auto cut = std::make_shared<Words>(words);
  if (size % 64 != 0) (*cut)[size / 64] &= (uint64_t{1} << (size % 64)) - 1;
  std::fill(cut->begin() + (size + 63) / 64, cut->end(), uint64_t{0});
  const uint64_t* live = cut->data();
  return {size, live, std::move(cut)};
}

ColumnView MakeColumnView(std::shared_ptr<const ColumnChunk> column) {
  ColumnView view = ViewOf(*column);
  view.owner = std::move(column);
  return view;
}

template <class Id>
bool Contains(const std::vector<Id>& sorted, Id id) {
  return std::ranges::binary_search(sorted, id);
}

template <class Table>
bool HasRow(const Table* table, uint32_t row) {
  return table != nullptr && row < table->rows;
}

}  // namespace

std::optional<base::LabelId> View::FindLabel(std::string_view name) const {
  auto id = catalog().labels->Find(name);
  return id ? std::optional(base::LabelId(*id)) : std::nullopt;
}
std::optional<base::TypeId> View::FindType(std::string_view name) const {
  auto id = catalog().types->Find(name);
  return id ? std::optional(base::TypeId(*id)) : std::nullopt;
}
std::optional<base::KeyId> View::FindKey(std::string_view name) const {
  auto id = catalog().keys->Find(name);
  return id ? std::optional(base::KeyId(*id)) : std::nullopt;
}
std::string_view View::LabelName(base::LabelId label) const { return catalog().labels->name(label.value); }
std::string_view View::TypeName(base::TypeId type) const { return catalog().types->name(type.value); }
std::string_view View::KeyName(base::KeyId key) const { return catalog().keys->name(key.value); }
std::vector<std::string> View::LabelNames() const { return catalog().labels->All(); }
std::vector<std::string> View::TypeNames() const { return catalog().types->All(); }
std::vector<std::string> View::KeyNames() const { return catalog().keys->All(); }

std::span<const NodeTable> View::NodeTables() const { return *catalog().node_tables; }
std::span<const EdgeTable> View::EdgeTables() const { return *catalog().edge_tables; }

const Schema& View::schema() const { return *catalog().schema; }

template <class Table>
base::Result<LiveView> View::ReadLiveRows(const Table* table, ChunkKind dead, uint32_t run) const {
  uint32_t size = table == nullptr ? 0 : RowsInRun(table->rows, run);
  if (size == 0) return LiveView();
  if (table->live == table->rows) return MakeLiveView(kAllLive, nullptr, size);
  QIAO_TRY(auto bits, LoadBits({dead, table->id.value, 0, run}));
  const Words& live = bits->absent;
  return MakeLiveView(live, std::move(bits), size);
}

template <class Table>
base::Result<bool> View::IsLive(const Table* table, ChunkKind dead, uint32_t row) const {
  if (!HasRow(table, row)) return false;
  if (table->live == table->rows) return true;
  QIAO_TRY(auto bits, LoadBits({dead, table->id.value, 0, RunOf(row)}));
  return !bits->Has(RowInRun(row));
}

base::Result<LiveView> View::ReadLive(base::TableId node_table, uint32_t run) const {
  return ReadLiveRows(catalog().node_table(node_table), ChunkKind::kDeadNodes, run);
}
base::Result<LiveView> View::ReadEdgeLive(base::TableId edge_table, uint32_t run) const {
  return ReadLiveRows(catalog().edge_table(edge_table), ChunkKind::kDeadEdges, run);
}

base::Result<bool> View::Exists(base::NodeId node) const {
  return IsLive(catalog().node_table(node.table()), ChunkKind::kDeadNodes, node.row());
}
base::Result<bool> View::Exists(base::EdgeId edge) const {
  return IsLive(catalog().edge_table(edge.table()), ChunkKind::kDeadEdges, edge.row());
}

base::Result<ColumnView> View::ReadColumn(base::TableId node_table, base::KeyId key, uint32_t run) const {
  const NodeTable* table = catalog().node_table(node_table);
  if (table == nullptr || RowsInRun(table->rows, run) == 0 || !Contains(table->keys, key)) return ColumnView();
  QIAO_TRY(auto column, LoadColumn({ChunkKind::kNodeColumn, node_table.value, key.value, run}));
  return MakeColumnView(std::move(column));
}

base::Result<ColumnView> View::ReadEdgeColumn(base::TableId edge_table, base::KeyId key, uint32_t run) const {
  const EdgeTable* table = catalog().edge_table(edge_table);
  if (table == nullptr || RowsInRun(table->rows, run) == 0 || !Contains(table->keys, key)) return ColumnView();
  QIAO_TRY(auto column, LoadColumn({ChunkKind::kEdgeColumn, edge_table.value, key.value, run}));
  return MakeColumnView(std::move(column));
}

base::Result<std::shared_ptr<const StatisticsChunk>> View::ReadStatistics(base::TableId node_table,
                                                                          base::KeyId key) const {
  return LoadStatistics({ChunkKind::kNodeStatistics, node_table.value, key.value});
}

base::Result<std::shared_ptr<const StatisticsChunk>> View::ReadEdgeStatistics(base::TableId edge_table,
                                                                              base::KeyId key) const {
  return LoadStatistics({ChunkKind::kEdgeStatistics, edge_table.value, key.value});
}

namespace {

AdjacencyView MakeAdjacencyView(std::shared_ptr<const AdjacencyChunk> adjacency) {
  AdjacencyView view;
  view.size = adjacency->size();
  view.offsets = adjacency->offsets.data();
  view.neighbours = adjacency->neighbours.data();
  view.edges = adjacency->edges.data();
  view.owner = std::move(adjacency);
  return view;
}

ChunkId LinksOf(base::TableId edge_table, base::Direction direction, uint32_t run) {
  const ChunkKind kind = direction == base::Direction::kOut ? ChunkKind::kOut : ChunkKind::kIn;
  return {kind, edge_table.value, 0, run};
}

}  // namespace

base::Result<AdjacencyView> View::ReadAdjacency(base::TableId edge_table, base::Direction direction,
                                                uint32_t run) const {
  const EdgeTable* table = catalog().edge_table(edge_table);
  if (table == nullptr || table->live == 0) return AdjacencyView();
  QIAO_TRY(auto adjacency, LoadAdjacency(LinksOf(edge_table, direction, run)));
  return MakeAdjacencyView(std::move(adjacency));
}

base::Result<LinksView> View::ReadLinks(base::TableId edge_table, base::Direction direction, uint32_t row) const {
  const EdgeTable* table = catalog().edge_table(edge_table);
  if (table == nullptr || table->live == 0) return LinksView();
  const uint32_t in_run = RowInRun(row);
  QIAO_TRY(auto loaded, LoadRow(LinksOf(edge_table, direction, RunOf(row)), in_run));
  return LinksView{MakeAdjacencyView(std::move(loaded.links)), loaded.whole ? in_run : 0, loaded.whole};
}

base::Result<bool> View::IsOverridden(base::NodeId node, base::LabelId label) const {
  QIAO_TRY(auto bits, LoadBits({ChunkKind::kOverride, node.table().value, label.value, RunOf(node.row())}));
  return bits->Has(RowInRun(node.row()));
}

base::Result<std::vector<base::LabelId>> View::Labels(base::NodeId node) const {
  std::vector<base::LabelId> labels;
  const NodeTable* table = catalog().node_table(node.table());
  if (!HasRow(table, node.row())) return labels;
  labels = table->labels;
  for (base::LabelId label : table->varying) {
    QIAO_TRY(bool overridden, IsOverridden(node, label));
    if (!overridden) continue;
    auto place = std::ranges::lower_bound(labels, label);
    if (place != labels.end() && *place == label) {
      labels.erase(place);
    } else {
      labels.insert(place, label);
    }
  }
  return labels;
}

base::Result<bool> View::HasLabel(base::NodeId node, base::LabelId label) const {
  const NodeTable* table = catalog().node_table(node.table());
  if (!HasRow(table, node.row())) return false;
  bool has = Contains(table->labels, label);
  if (!Contains(table->varying, label)) return has;
  QIAO_TRY(bool overridden, IsOverridden(node, label));
  return has != overridden;
}

base::Result<EdgeEnds> View::Ends(base::EdgeId edge) const {
  const EdgeTable* table = catalog().edge_table(edge.table());
  if (!HasRow(table, edge.row())) {
    return base::MakeError(base::ErrorCode::kEntityNotFound, "there is no relationship {}", edge.value);
  }
  ChunkId id{ChunkKind::kEnds, edge.table().value, 0, RunOf(edge.row())};
  QIAO_TRY(auto ends, LoadEnds(id));
  uint32_t row = RowInRun(edge.row());
  if (row >= ends->sources.size()) {
    return base::MakeError(base::ErrorCode::kCorruption, "the database is damaged: {} can't be read", Describe(id));
  }
  return EdgeEnds{base::NodeId(table->source, ends->sources[row]), base::NodeId(table->target, ends->targets[row]),
                  table->type};
}

base::Result<base::Value> View::CellOf(ChunkKind kind, base::TableId table, base::KeyId key, uint32_t row) const {
  QIAO_TRY(auto column, LoadColumn({kind, table.value, key.value, RunOf(row)}));
  return column->Get(RowInRun(row));
}

base::Result<base::Value> View::Property(base::NodeId node, base::KeyId key) const {
  QIAO_TRY(bool exists, Exists(node));
  if (!exists || !Contains(catalog().node_table(node.table())->keys, key)) return base::Value();
  return CellOf(ChunkKind::kNodeColumn, node.table(), key, node.row());
}

base::Result<base::Value> View::Property(base::EdgeId edge, base::KeyId key) const {
  QIAO_TRY(bool exists, Exists(edge));
  if (!exists || !Contains(catalog().edge_table(edge.table())->keys, key)) return base::Value();
  return CellOf(ChunkKind::kEdgeColumn, edge.table(), key, edge.row());
}

base::Result<base::Map> View::Cells(ChunkKind kind, base::TableId table, const std::vector<base::KeyId>& keys,
                                    uint32_t row) const {
  base::Map cells;
  for (base::KeyId key : keys) {
    QIAO_TRY(base::Value value, CellOf(kind, table, key, row));
    if (!value.is_null()) cells.emplace_back(KeyName(key), std::move(value));
  }
  std::ranges::sort(cells, {}, [](const auto& cell) -> const std::string& { return cell.first; });
  return cells;
}

base::Result<base::Map> View::Properties(base::NodeId node) const {
  QIAO_TRY(bool exists, Exists(node));
  if (!exists) return base::Map();
  return Cells(ChunkKind::kNodeColumn, node.table(), catalog().node_table(node.table())->keys, node.row());
}

base::Result<base::Map> View::Properties(base::EdgeId edge) const {
  QIAO_TRY(bool exists, Exists(edge));
  if (!exists) return base::Map();
  return Cells(ChunkKind::kEdgeColumn, edge.table(), catalog().edge_table(edge.table())->keys, edge.row());
}

}  // namespace qiao::storage
