#include "tests/oracle/plain_graph.h"

#include <algorithm>

namespace qiao::tests {

using base::Result;
using base::Value;

namespace {

template <class Id>
std::optional<Id> Find(const std::vector<std::string>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return Id(static_cast<uint32_t>(found - names.begin()));
}

template <class Id>
Id Intern(std::vector<std::string>& names, std::string_view name) {
  if (auto known = Find<Id>(names, name)) return *known;
  names.emplace_back(name);
  return Id(static_cast<uint32_t>(names.size() - 1));
}

base::Error ByRow() { return base::MakeError(base::ErrorCode::kInternal, "a plain graph is read a row at a time"); }
base::Error Deleted() { return base::MakeError(base::ErrorCode::kEntityNotFound, "what is deleted can't be written"); }

template <class Properties>
Value Get(const Properties& properties, base::KeyId key) {
  const auto found = properties.find(key);
  return found == properties.end() ? Value() : found->second;
}

template <class Row>
Result<void> Put(Row& row, base::KeyId key, const Value& value) {
  if (!row.alive) return Deleted();
  if (value.is_null()) {
    row.properties.erase(key);
  } else {
    row.properties[key] = value;
  }
  return {};
}

}  // namespace

std::optional<base::LabelId> PlainGraph::FindLabel(std::string_view name) const {
  return Find<base::LabelId>(labels_, name);
}
std::optional<base::TypeId> PlainGraph::FindType(std::string_view name) const {
  return Find<base::TypeId>(types_, name);
}
std::optional<base::KeyId> PlainGraph::FindKey(std::string_view name) const { return Find<base::KeyId>(keys_, name); }

Result<query::LiveView> PlainGraph::ReadLive(base::TableId, uint32_t) const { return ByRow(); }
Result<query::ColumnView> PlainGraph::ReadColumn(base::TableId, base::KeyId, uint32_t) const { return ByRow(); }
Result<query::ColumnView> PlainGraph::ReadEdgeColumn(base::TableId, base::KeyId, uint32_t) const { return ByRow(); }
Result<query::AdjacencyView> PlainGraph::ReadAdjacency(base::TableId, base::Direction, uint32_t) const {
  return ByRow();
}

Result<std::vector<base::LabelId>> PlainGraph::Labels(base::NodeId node) const {
  const auto& labels = nodes_.at(node.row()).labels;
  return std::vector<base::LabelId>(labels.begin(), labels.end());
}
Result<bool> PlainGraph::HasLabel(base::NodeId node, base::LabelId label) const {
  return nodes_.at(node.row()).labels.contains(label);
}
Result<Value> PlainGraph::Property(base::NodeId node, base::KeyId key) const {
  return Get(nodes_.at(node.row()).properties, key);
}
Result<Value> PlainGraph::Property(base::EdgeId edge, base::KeyId key) const {
  return Get(edges_.at(edge.row()).properties, key);
}
Result<base::Map> PlainGraph::Properties(base::NodeId node) const { return Named(nodes_.at(node.row()).properties); }
Result<base::Map> PlainGraph::Properties(base::EdgeId edge) const { return Named(edges_.at(edge.row()).properties); }

base::Map PlainGraph::Named(const PropertyMap& properties) const {
  base::Map named;
  for (const auto& [key, value] : properties) named.emplace_back(keys_[key.value], value);
  std::sort(named.begin(), named.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  return named;
}

Result<base::LabelId> PlainGraph::InternLabel(std::string_view name) { return Intern<base::LabelId>(labels_, name); }
Result<base::TypeId> PlainGraph::InternType(std::string_view name) { return Intern<base::TypeId>(types_, name); }
Result<base::KeyId> PlainGraph::InternKey(std::string_view name) { return Intern<base::KeyId>(keys_, name); }

Result<base::NodeId> PlainGraph::CreateNode(std::span<const base::LabelId> labels,
                                            std::span<const std::pair<base::KeyId, Value>> properties) {
  const base::NodeId node(node_table_.id, static_cast<uint32_t>(nodes_.size()));
  nodes_.push_back({.labels = {labels.begin(), labels.end()}, .properties = {properties.begin(), properties.end()}});
  node_table_.rows = nodes_.size();
  return node;
}
Result<base::EdgeId> PlainGraph::CreateEdge(base::NodeId source, base::TypeId type, base::NodeId target,
                                            std::span<const std::pair<base::KeyId, Value>> properties) {
  if (!nodes_.at(source.row()).alive || !nodes_.at(target.row()).alive) return Deleted();
  const base::EdgeId edge(edge_table_.id, static_cast<uint32_t>(edges_.size()));
  edges_.push_back({.ends = {source, target, type}, .properties = {properties.begin(), properties.end()}});
  edge_table_.rows = edges_.size();
  return edge;
}
Result<void> PlainGraph::SetProperty(base::NodeId node, base::KeyId key, const Value& value) {
  return Put(nodes_.at(node.row()), key, value);
}
Result<void> PlainGraph::SetProperty(base::EdgeId edge, base::KeyId key, const Value& value) {
  return Put(edges_.at(edge.row()), key, value);
}
Result<void> PlainGraph::AddLabel(base::NodeId node, base::LabelId label) {
  if (!nodes_.at(node.row()).alive) return Deleted();
  nodes_[node.row()].labels.insert(label);
  return {};
}
Result<void> PlainGraph::RemoveLabel(base::NodeId node, base::LabelId label) {
  if (!nodes_.at(node.row()).alive) return Deleted();
  nodes_[node.row()].labels.erase(label);
  return {};
}
Result<void> PlainGraph::DeleteNode(base::NodeId node) {
  nodes_.at(node.row()).alive = false;
  return {};
}
Result<void> PlainGraph::DeleteEdge(base::EdgeId edge) {
  edges_.at(edge.row()).alive = false;
  return {};
}

}  // namespace qiao::tests
