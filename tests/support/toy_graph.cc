#include "tests/support/toy_graph.h"

#include <algorithm>

namespace qiao::tests {

using base::Direction;
using base::EdgeId;
using base::KeyId;
using base::LabelId;
using base::Map;
using base::NodeId;
using base::Result;
using base::TableId;
using base::TypeId;
using base::Value;
using query::kRunRows;

namespace {

template <class Id>
std::optional<Id> FindName(const std::deque<std::string>& names, std::string_view name) {
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) return std::nullopt;
  return Id(static_cast<uint32_t>(found - names.begin()));
}

template <class Id>
Id Intern(std::deque<std::string>& names, std::string_view name) {
  if (const auto known = FindName<Id>(names, name)) return *known;
  names.emplace_back(name);
  return Id(static_cast<uint32_t>(names.size() - 1));
}

struct ColumnArrays {
  std::vector<uint64_t> present = std::vector<uint64_t>(kRunRows / 64, 0);
  std::vector<int64_t> integers = std::vector<int64_t>(kRunRows, 0);
  std::vector<Value> values = std::vector<Value>(kRunRows);
};

struct AdjacencyArrays {
  std::vector<uint32_t> offsets{0};
  std::vector<uint32_t> neighbours;
  std::vector<uint32_t> edges;
};

void SetBit(std::vector<uint64_t>& bits, uint32_t at) { bits[at / 64] |= uint64_t{1} << (at % 64); }

}  // namespace

NodeId ToyGraph::AddNode(const std::vector<std::string>& labels, const Map& properties) {
  std::vector<LabelId> ids;
  for (const std::string& label : labels) ids.push_back(Intern<LabelId>(labels_, label));
  std::vector<std::pair<KeyId, Value>> pairs;
  for (const auto& [name, value] : properties) pairs.emplace_back(Intern<KeyId>(keys_, name), value);
  return *CreateNode(ids, pairs);
}

EdgeId ToyGraph::AddEdge(NodeId source, const std::string& type, NodeId target, const Map& properties) {
  std::vector<std::pair<KeyId, Value>> pairs;
  for (const auto& [name, value] : properties) pairs.emplace_back(Intern<KeyId>(keys_, name), value);
  return *CreateEdge(source, Intern<TypeId>(types_, type), target, pairs);
}

std::optional<LabelId> ToyGraph::FindLabel(std::string_view name) const { return FindName<LabelId>(labels_, name); }
std::optional<TypeId> ToyGraph::FindType(std::string_view name) const { return FindName<TypeId>(types_, name); }
std::optional<KeyId> ToyGraph::FindKey(std::string_view name) const { return FindName<KeyId>(keys_, name); }

const ToyGraph::Row* ToyGraph::Find(NodeId node) const {
  const size_t table = node.table().value;
  return table < nodes_.size() && node.row() < nodes_[table].size() ? &nodes_[table][node.row()] : nullptr;
}

const ToyGraph::Row* ToyGraph::Find(EdgeId edge) const {
  const size_t table = edge.table().value;
  return table < edges_.size() && edge.row() < edges_[table].size() ? &edges_[table][edge.row()] : nullptr;
}

Result<query::LiveView> ToyGraph::ReadLive(TableId node_table, uint32_t run) const {
  const auto& rows = nodes_[node_table.value];
  auto bits = std::make_shared<std::vector<uint64_t>>(kRunRows / 64, 0);
  query::LiveView view;
  for (size_t row = size_t{run} * kRunRows; row < rows.size() && view.size < kRunRows; ++row, ++view.size) {
    if (rows[row].live) SetBit(*bits, view.size);
  }
  view.live = bits->data();
  view.owner = bits;
  return view;
}

// Columns of integers come as integers, all others as mixed ones.
Result<query::ColumnView> ToyGraph::Column(const std::vector<Row>& rows, KeyId key, uint32_t run) const {
  auto arrays = std::make_shared<ColumnArrays>();
  query::ColumnView view;
  for (size_t row = size_t{run} * kRunRows; row < rows.size() && view.size < kRunRows; ++row, ++view.size) {
    const auto found = rows[row].properties.find(key);
    if (found == rows[row].properties.end()) continue;
    SetBit(arrays->present, view.size);
    arrays->values[view.size] = found->second;
    if (found->second.is(base::Kind::kInteger)) {
      arrays->integers[view.size] = found->second.integer();
      view.kind = base::Kind::kInteger;
    } else {
      view.mixed = true;
    }
  }
  view.present = arrays->present.data();
  view.integers.distances = arrays->integers.data();
  view.values = arrays->values.data();
  view.owner = arrays;
  return view;
}

Result<query::ColumnView> ToyGraph::ReadColumn(TableId node_table, KeyId key, uint32_t run) const {
  return Column(nodes_[node_table.value], key, run);
}
Result<query::ColumnView> ToyGraph::ReadEdgeColumn(TableId edge_table, KeyId key, uint32_t run) const {
  return Column(edges_[edge_table.value], key, run);
}

Result<query::AdjacencyView> ToyGraph::ReadAdjacency(TableId edge_table, Direction direction, uint32_t run) const {
  std::vector<std::vector<std::pair<uint32_t, uint32_t>>> lists(kRunRows);
  const auto& rows = edges_[edge_table.value];
  for (uint32_t edge = 0; edge < rows.size(); ++edge) {
    if (!rows[edge].live) continue;
    const NodeId near = direction == Direction::kOut ? rows[edge].source : rows[edge].target;
    const NodeId far = direction == Direction::kOut ? rows[edge].target : rows[edge].source;
    if (query::RunOf(near.row()) == run) lists[query::RowInRun(near.row())].emplace_back(far.row(), edge);
  }
  auto arrays = std::make_shared<AdjacencyArrays>();
  for (auto& list : lists) {
    std::ranges::sort(list);
    for (const auto& [neighbour, edge] : list) {
      arrays->neighbours.push_back(neighbour);
      arrays->edges.push_back(edge);
    }
    arrays->offsets.push_back(static_cast<uint32_t>(arrays->edges.size()));
  }
  query::AdjacencyView view;
  view.size = kRunRows;
  view.offsets = arrays->offsets.data();
  view.neighbours = arrays->neighbours.data();
  view.edges = arrays->edges.data();
  view.owner = arrays;
  return view;
}

Result<bool> ToyGraph::Exists(NodeId node) const {
  const Row* row = Find(node);
  return row != nullptr && row->live;
}
Result<bool> ToyGraph::Exists(EdgeId edge) const {
  const Row* row = Find(edge);
  return row != nullptr && row->live;
}

Result<std::vector<LabelId>> ToyGraph::Labels(NodeId node) const {
  const auto& labels = Find(node)->labels;
  return std::vector<LabelId>(labels.begin(), labels.end());
}
Result<bool> ToyGraph::HasLabel(NodeId node, LabelId label) const { return Find(node)->labels.contains(label); }

Result<query::EdgeEnds> ToyGraph::Ends(EdgeId edge) const {
  const Row* row = Find(edge);
  return query::EdgeEnds{row->source, row->target, edge_tables_[edge.table().value].type};
}

Result<Value> ToyGraph::Property(NodeId node, KeyId key) const {
  const auto& properties = Find(node)->properties;
  const auto found = properties.find(key);
  return found != properties.end() ? found->second : Value::Null();
}
Result<Value> ToyGraph::Property(EdgeId edge, KeyId key) const {
  const auto& properties = Find(edge)->properties;
  const auto found = properties.find(key);
  return found != properties.end() ? found->second : Value::Null();
}

Map ToyGraph::ToMap(const Row& row) const {
  Map map;
  for (const auto& [key, value] : row.properties) map.emplace_back(keys_[key.value], value);
  std::ranges::sort(map, {}, &Map::value_type::first);
  return map;
}
Result<Map> ToyGraph::Properties(NodeId node) const { return ToMap(*Find(node)); }
Result<Map> ToyGraph::Properties(EdgeId edge) const { return ToMap(*Find(edge)); }

Result<LabelId> ToyGraph::InternLabel(std::string_view name) { return Intern<LabelId>(labels_, name); }
Result<TypeId> ToyGraph::InternType(std::string_view name) { return Intern<TypeId>(types_, name); }
Result<KeyId> ToyGraph::InternKey(std::string_view name) { return Intern<KeyId>(keys_, name); }

Result<NodeId> ToyGraph::CreateNode(std::span<const LabelId> labels, Pairs properties) {
  const std::set<LabelId> set(labels.begin(), labels.end());
  const std::vector<LabelId> sorted(set.begin(), set.end());
  auto table = std::ranges::find(node_tables_, sorted, &query::NodeTable::labels);
  if (table == node_tables_.end()) {
    node_tables_.push_back({TableId(static_cast<uint32_t>(node_tables_.size())), sorted, {}, 0, 0});
    nodes_.emplace_back();
    table = node_tables_.end() - 1;
  }
  Row row;
  row.labels = set;
  row.properties.insert(properties.begin(), properties.end());
  nodes_[table->id.value].push_back(std::move(row));
  ++table->rows;
  ++table->live;
  return NodeId(table->id, static_cast<uint32_t>(table->rows - 1));
}

Result<EdgeId> ToyGraph::CreateEdge(NodeId source, TypeId type, NodeId target, Pairs properties) {
  auto table = std::ranges::find_if(edge_tables_, [&](const query::EdgeTable& t) {
    return t.type == type && t.source == source.table() && t.target == target.table();
  });
  if (table == edge_tables_.end()) {
    const TableId id(static_cast<uint32_t>(edge_tables_.size()));
    edge_tables_.push_back({id, type, source.table(), target.table(), 0, 0});
    edges_.emplace_back();
    table = edge_tables_.end() - 1;
  }
  Row row;
  row.source = source;
  row.target = target;
  row.properties.insert(properties.begin(), properties.end());
  edges_[table->id.value].push_back(std::move(row));
  ++table->rows;
  ++table->live;
  return EdgeId(table->id, static_cast<uint32_t>(table->rows - 1));
}

Result<void> ToyGraph::SetProperty(NodeId node, KeyId key, const Value& value) {
  auto& properties = nodes_[node.table().value][node.row()].properties;
  if (value.is_null()) {
    properties.erase(key);
  } else {
    properties[key] = value;
  }
  return {};
}
Result<void> ToyGraph::SetProperty(EdgeId edge, KeyId key, const Value& value) {
  auto& properties = edges_[edge.table().value][edge.row()].properties;
  if (value.is_null()) {
    properties.erase(key);
  } else {
    properties[key] = value;
  }
  return {};
}

void ToyGraph::SetVarying(NodeId node, LabelId label) {
  auto& varying = node_tables_[node.table().value].varying;
  const auto place = std::ranges::lower_bound(varying, label);
  if (place == varying.end() || *place != label) varying.insert(place, label);
}

Result<void> ToyGraph::AddLabel(NodeId node, LabelId label) {
  nodes_[node.table().value][node.row()].labels.insert(label);
  SetVarying(node, label);
  return {};
}
Result<void> ToyGraph::RemoveLabel(NodeId node, LabelId label) {
  nodes_[node.table().value][node.row()].labels.erase(label);
  SetVarying(node, label);
  return {};
}

Result<void> ToyGraph::DeleteNode(NodeId node) {
  Row& row = nodes_[node.table().value][node.row()];
  if (row.live) --node_tables_[node.table().value].live;
  row.live = false;
  return {};
}
Result<void> ToyGraph::DeleteEdge(EdgeId edge) {
  Row& row = edges_[edge.table().value][edge.row()];
  if (row.live) --edge_tables_[edge.table().value].live;
  row.live = false;
  return {};
}

}  // namespace qiao::tests
