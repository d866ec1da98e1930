// Steps along edges for loaders, which know the graph's names but no query.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "query/graph.h"

namespace qiao::loaders {

struct Neighbour {
  base::EdgeId edge;
  base::NodeId node;
};

// An edge seen from one of its ends.
struct EdgeOf {
  base::EdgeId edge;
  base::TypeId type;
  base::NodeId other;
  bool outgoing = true;
};

// What `node` leads to over edges of `type` in `direction`; empty for a type that the graph doesn't have.
base::Result<std::vector<Neighbour>> NeighboursOf(const query::GraphReader& graph, base::NodeId node,
                                                  std::string_view type, base::Direction direction);
// The first of them.
base::Result<std::optional<base::NodeId>> NeighbourOf(const query::GraphReader& graph, base::NodeId node,
                                                      std::string_view type, base::Direction direction);
// All edges of a node; a loop comes twice, once in each direction.
base::Result<std::vector<EdgeOf>> EdgesOf(const query::GraphReader& graph, base::NodeId node);
base::Result<void> DeleteWithEdges(const query::GraphReader& graph, query::GraphWriter& writer, base::NodeId node);

// Null for a key that the graph doesn't have.
base::Result<base::Value> PropertyOf(const query::GraphReader& graph, base::NodeId node, std::string_view key);
// Empty when it is no text.
base::Result<std::string> TextOf(const query::GraphReader& graph, base::NodeId node, std::string_view key);
std::string TextIn(const base::Map& properties, std::string_view key);
std::vector<std::string> TextsIn(const base::Map& properties, std::string_view key);
const base::Value* ValueIn(const base::Map& properties, std::string_view key);
bool TrueIn(const base::Map& properties, std::string_view key);

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

// The same by the label's name; none when the graph doesn't have it.
template <class Visit>
base::Result<void> ForEachNode(const query::GraphReader& graph, std::string_view label, const Visit& visit) {
  const auto id = graph.FindLabel(label);
  if (!id) return {};
  return ForEachNode(graph, *id, visit);
}

}  // namespace qiao::loaders
