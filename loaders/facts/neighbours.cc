#include "loaders/facts/neighbours.h"

#include <algorithm>

namespace qiao::loaders {

using base::Direction;
using base::Kind;
using base::NodeId;
using base::Result;
using base::Value;

Result<std::vector<Neighbour>> NeighboursOf(const query::GraphReader& graph, NodeId node, std::string_view type,
                                            Direction direction) {
  std::vector<Neighbour> found;
  const auto wanted = graph.FindType(type);
  if (!wanted) return found;
  const bool out = direction == Direction::kOut;
  for (const query::EdgeTable& table : graph.EdgeTables()) {
    if (table.type != *wanted || (out ? table.source : table.target) != node.table()) continue;
    QIAO_TRY(auto adjacency, graph.ReadAdjacency(table.id, direction, query::RunOf(node.row())));
    const auto rows = adjacency.Neighbours(query::RowInRun(node.row()));
    const auto edges = adjacency.Edges(query::RowInRun(node.row()));
    for (size_t i = 0; i < rows.size(); ++i) {
      found.push_back({base::EdgeId(table.id, edges[i]), NodeId(out ? table.target : table.source, rows[i])});
    }
  }
  return found;
}

Result<std::optional<NodeId>> NeighbourOf(const query::GraphReader& graph, NodeId node, std::string_view type,
                                          Direction direction) {
  QIAO_TRY(const auto found, NeighboursOf(graph, node, type, direction));
  return found.empty() ? std::nullopt : std::optional(found.front().node);
}

Result<std::vector<EdgeOf>> EdgesOf(const query::GraphReader& graph, NodeId node) {
  std::vector<EdgeOf> found;
  for (const query::EdgeTable& table : graph.EdgeTables()) {
    if (table.live == 0) continue;
    for (const Direction direction : {Direction::kOut, Direction::kIn}) {
      const bool out = direction == Direction::kOut;
      if ((out ? table.source : table.target) != node.table()) continue;
      QIAO_TRY(auto adjacency, graph.ReadAdjacency(table.id, direction, query::RunOf(node.row())));
      const auto rows = adjacency.Neighbours(query::RowInRun(node.row()));
      const auto edges = adjacency.Edges(query::RowInRun(node.row()));
      for (size_t i = 0; i < rows.size(); ++i) {
        found.push_back(
            {base::EdgeId(table.id, edges[i]), table.type, NodeId(out ? table.target : table.source, rows[i]), out});
      }
    }
  }
  return found;
}

Result<void> DeleteWithEdges(const query::GraphReader& graph, query::GraphWriter& writer, NodeId node) {
  QIAO_TRY(const auto edges, EdgesOf(graph, node));
  for (const EdgeOf& edge : edges) QIAO_CHECK(writer.DeleteEdge(edge.edge));
  return writer.DeleteNode(node);
}

Result<Value> PropertyOf(const query::GraphReader& graph, NodeId node, std::string_view key) {
  const auto id = graph.FindKey(key);
  if (!id) return Value::Null();
  return graph.Property(node, *id);
}

Result<std::string> TextOf(const query::GraphReader& graph, NodeId node, std::string_view key) {
  QIAO_TRY(const Value value, PropertyOf(graph, node, key));
  return value.is(Kind::kString) ? std::string(value.string()) : std::string();
}

const Value* ValueIn(const base::Map& properties, std::string_view key) {
  const auto found = std::ranges::find(properties, key, [](const auto& p) { return std::string_view(p.first); });
  return found == properties.end() ? nullptr : &found->second;
}

std::string TextIn(const base::Map& properties, std::string_view key) {
  const Value* value = ValueIn(properties, key);
  return value != nullptr && value->is(Kind::kString) ? std::string(value->string()) : std::string();
}

std::vector<std::string> TextsIn(const base::Map& properties, std::string_view key) {
  std::vector<std::string> texts;
  const Value* value = ValueIn(properties, key);
  if (value == nullptr) return texts;
  if (value->is(Kind::kString)) texts.emplace_back(value->string());
  if (!value->is(Kind::kList)) return texts;
  for (const Value& text : value->list()) {
    if (text.is(Kind::kString)) texts.emplace_back(text.string());
  }
  return texts;
}

bool TrueIn(const base::Map& properties, std::string_view key) {
  const Value* value = ValueIn(properties, key);
  return value != nullptr && value->is(Kind::kBoolean) && value->boolean();
}

}  // namespace qiao::loaders
