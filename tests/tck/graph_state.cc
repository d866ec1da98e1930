#include "tests/tck/graph_state.h"

#include "tests/support/notation.h"

namespace qiao::tests {
namespace {

using base::Direction;
using base::Result;

void AddProperties(const std::string& entity, const base::Map& properties, GraphState& state) {
  for (const auto& [key, value] : properties) state.properties.insert(entity + "." + key + "=" + Canonical(value));
}

Result<void> AddNodes(const query::GraphReader& graph, const query::NodeTable& table, GraphState& state) {
  for (uint64_t row = 0; row < table.rows; ++row) {
    const base::NodeId node(table.id, static_cast<uint32_t>(row));
    QIAO_TRY(bool exists, graph.Exists(node));
    if (!exists) continue;
    state.nodes.insert(node.value);
    QIAO_TRY(auto labels, graph.Labels(node));
    for (base::LabelId label : labels) state.labels.emplace(graph.LabelName(label));
    QIAO_TRY(auto properties, graph.Properties(node));
    AddProperties("n" + std::to_string(node.value), properties, state);
  }
  return {};
}

Result<void> AddEdges(const query::GraphReader& graph, const query::EdgeTable& table, GraphState& state) {
  for (uint64_t row = 0; row < table.rows; ++row) {
    const base::EdgeId edge(table.id, static_cast<uint32_t>(row));
    QIAO_TRY(bool exists, graph.Exists(edge));
    if (!exists) continue;
    state.relationships.insert(edge.value);
    QIAO_TRY(auto properties, graph.Properties(edge));
    AddProperties("e" + std::to_string(edge.value), properties, state);
  }
  return {};
}

template <class Element>
void Count(const std::string& name, const std::set<Element>& before, const std::set<Element>& after,
           std::map<std::string, uint64_t>& effects) {
  uint64_t added = 0;
  uint64_t removed = 0;
  for (const Element& element : after) added += !before.contains(element);
  for (const Element& element : before) removed += !after.contains(element);
  if (added != 0) effects["+" + name] = added;
  if (removed != 0) effects["-" + name] = removed;
}

}  // namespace

Result<GraphState> StateOf(const query::GraphReader& graph) {
  GraphState state;
  for (const query::NodeTable& table : graph.NodeTables()) QIAO_CHECK(AddNodes(graph, table, state));
  for (const query::EdgeTable& table : graph.EdgeTables()) QIAO_CHECK(AddEdges(graph, table, state));
  return state;
}

std::map<std::string, uint64_t> SideEffects(const GraphState& before, const GraphState& after) {
  std::map<std::string, uint64_t> effects;
  Count("nodes", before.nodes, after.nodes, effects);
  Count("relationships", before.relationships, after.relationships, effects);
  Count("labels", before.labels, after.labels, effects);
  Count("properties", before.properties, after.properties, effects);
  return effects;
}

}  // namespace qiao::tests
