#include "cli/graph/each_node.h"

namespace qiao::cli {

base::Result<void> ForEachNode(const query::GraphReader& graph,
                               const std::function<base::Result<void>(base::NodeId)>& visit) {
  for (const query::NodeTable& table : graph.NodeTables()) {
    for (uint32_t run = 0; uint64_t{run} * query::kRunRows < table.rows; ++run) {
      QIAO_TRY(const auto live, graph.ReadLive(table.id, run));
      for (uint32_t i = 0; i < live.size; ++i) {
        if (live.Has(i)) QIAO_CHECK(visit(base::NodeId(table.id, run * query::kRunRows + i)));
      }
    }
  }
  return {};
}

base::Result<std::vector<Link>> LinksOf(const query::GraphReader& graph, base::NodeId node) {
  std::vector<Link> links;
  const uint32_t run = query::RunOf(node.row());
  const uint32_t row = query::RowInRun(node.row());
  for (const query::EdgeTable& table : graph.EdgeTables()) {
    if (table.live == 0) continue;
    for (const base::Direction direction : {base::Direction::kOut, base::Direction::kIn}) {
      const bool outgoing = direction == base::Direction::kOut;
      if ((outgoing ? table.source : table.target) != node.table()) continue;
      QIAO_TRY(const auto view, graph.ReadAdjacency(table.id, direction, run));
      const auto neighbours = view.Neighbours(row);
      const auto edges = view.Edges(row);
      for (size_t i = 0; i < neighbours.size(); ++i) {
        links.push_back({base::EdgeId(table.id, edges[i]), table.type,
                         base::NodeId(outgoing ? table.target : table.source, neighbours[i]), outgoing});
      }
    }
  }
  return links;
}

base::Result<base::Value> PropertyOf(const query::GraphReader& graph, base::NodeId node, std::string_view key) {
  const auto id = graph.FindKey(key);
  if (!id) return base::Value::Null();
  return graph.Property(node, *id);
}

base::Result<std::vector<std::string>> LabelsOf(const query::GraphReader& graph, base::NodeId node) {
  QIAO_TRY(const auto ids, graph.Labels(node));
  std::vector<std::string> labels;
  labels.reserve(ids.size());
  for (const base::LabelId id : ids) labels.emplace_back(graph.LabelName(id));
  return labels;
}

}  // namespace qiao::cli
