// Steps along edges for loaders, which know the graph's names but no query.
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "query/graph.h"

namespace qiao::loaders {

struct Neighbour {
  base::EdgeId edge;
  base::NodeId node;
};

// What `node` leads to over edges of `type` in `direction`; empty for a type that the graph doesn't have.
base::Result<std::vector<Neighbour>> NeighboursOf(const query::GraphReader& graph, base::NodeId node,
                                                  std::string_view type, base::Direction direction);

// Calls visit(node) for every live node of `label`.
template <class Visit>
base::Result<void> ForEachNode(const query::GraphReader& graph, base::LabelId label, const Visit& visit) {
  for (const query::NodeTable& table : graph.NodeTables()) {
    for (uint32_t run = 0; uint64_t{run} * query::kRunRows < table.rows; ++run) {
      QIAO_TRY(query::LiveView live, graph.ReadLive(table.id, run));
      for (uint32_t row = 0; row < live.size; ++row) {
        if (!live.Has(row)) continue;
        const base::NodeId node(table.id, run * query::kRunRows + row);
        QIAO_TRY(bool has, graph.HasLabel(node, label));
        if (has) QIAO_CHECK(visit(node));
      }
    }
  }
  return {};
}

}  // namespace qiao::loaders
