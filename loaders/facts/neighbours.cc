#include "loaders/facts/neighbours.h"

namespace qiao::loaders {

base::Result<std::vector<Neighbour>> NeighboursOf(const query::GraphReader& graph, base::NodeId node,
                                                  std::string_view type, base::Direction direction) {
  std::vector<Neighbour> found;
  const auto wanted = graph.FindType(type);
  if (!wanted) return found;
  const bool out = direction == base::Direction::kOut;
  for (const query::EdgeTable& table : graph.EdgeTables()) {
    if (table.type != *wanted || (out ? table.source : table.target) != node.table()) continue;
    QIAO_TRY(auto adjacency, graph.ReadAdjacency(table.id, direction, query::RunOf(node.row())));
    const auto rows = adjacency.Neighbours(query::RowInRun(node.row()));
    const auto edges = adjacency.Edges(query::RowInRun(node.row()));
    for (size_t i = 0; i < rows.size(); ++i) {
      found.push_back({base::EdgeId(table.id, edges[i]), base::NodeId(out ? table.target : table.source, rows[i])});
    }
  }
  return found;
}

}  // namespace qiao::loaders
