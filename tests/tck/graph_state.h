// What the conformance suite can see of a graph, taken before and after a query to count its side effects.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "base/result.h"
#include "query/graph.h"

namespace qiao::tests {

struct GraphState {
  std::set<uint64_t> nodes;
  std::set<uint64_t> relationships;
  std::set<std::string> labels;      // those that some node has
  std::set<std::string> properties;  // entity, key and value as one text
};

base::Result<GraphState> StateOf(const query::GraphReader& graph);

// "+nodes" -> 2, "-labels" -> 1 …; what did not change is left out.
std::map<std::string, uint64_t> SideEffects(const GraphState& before, const GraphState& after);

}  // namespace qiao::tests
