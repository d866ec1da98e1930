// Plain loops over a graph, for commands that look at all of it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "query/graph.h"

namespace qiao::cli {

// Every live node, table by table.
base::Result<void> ForEachNode(const query::GraphReader& graph,
                               const std::function<base::Result<void>(base::NodeId)>& visit);

// A relationship seen from one of its ends.
struct Link {
  base::EdgeId edge;
  base::TypeId type;
  base::NodeId other;
  bool outgoing = true;
};

// All relationships of a node; a loop comes twice, once in each direction.
base::Result<std::vector<Link>> LinksOf(const query::GraphReader& graph, base::NodeId node);

// null when the graph has no such key.
base::Result<base::Value> PropertyOf(const query::GraphReader& graph, base::NodeId node, std::string_view key);
base::Result<std::vector<std::string>> LabelsOf(const query::GraphReader& graph, base::NodeId node);

}  // namespace qiao::cli
