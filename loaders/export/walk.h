// All nodes and relationships of a graph with their properties, in the order of their tables and rows.
//
// Errors: those of the graph and of the caller's function.
#pragma once

#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "base/result.h"
#include "query/graph.h"

namespace qiao::loaders::exporting {

using Properties = std::span<const std::pair<base::KeyId, base::Value>>;  // in the order of their keys

// The keys that a table's rows have: the graph doesn't tell.
base::Result<std::vector<base::KeyId>> KeysOf(const query::GraphReader& graph, const query::NodeTable& table);
base::Result<std::vector<base::KeyId>> KeysOf(const query::GraphReader& graph, const query::EdgeTable& table);

using TakeNode = std::function<base::Result<void>(base::NodeId node, Properties properties)>;
base::Result<void> WalkNodes(const query::GraphReader& graph, const query::NodeTable& table,
                             std::span<const base::KeyId> keys, const TakeNode& take);

using TakeEdge =
    std::function<base::Result<void>(base::EdgeId edge, base::NodeId start, base::NodeId end, Properties properties)>;
base::Result<void> WalkEdges(const query::GraphReader& graph, const query::EdgeTable& table,
                             std::span<const base::KeyId> keys, const TakeEdge& take);

}  // namespace qiao::loaders::exporting
