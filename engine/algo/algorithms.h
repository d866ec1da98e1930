// Graph algorithms as procedures: CALL algo.pagerank({labels: ['District']}) YIELD node, score.
//
// Where Boost.Graph has the algorithm, it runs on the stored graph itself (boost_graph.h). One file a family.
#pragma once

#include <functional>

#include "engine/algo/boost_graph.h"
#include "engine/algo/options.h"
#include "query/procedures/procedure.h"

namespace qiao::engine {

void AddAlgorithms(query::ProcedureRegistry& registry);

// algo.pagerank, algo.betweenness.
void AddCentralityAlgorithms(query::ProcedureRegistry& registry);
// algo.components, algo.strongComponents.
void AddComponentAlgorithms(query::ProcedureRegistry& registry);
// algo.shortestPath, algo.distances.
void AddPathAlgorithms(query::ProcedureRegistry& registry);
// algo.similarity, algo.matching.
void AddPairAlgorithms(query::ProcedureRegistry& registry);

// What the procedures of all families are made of.
using AlgorithmArguments = std::span<const base::Value>;
inline const query::Procedure::Field kOptionsField{"options", query::Type::Of(base::Kind::kMap), true, "MAP?", true};
inline const query::Procedure::Field kNodeField{"node", query::Type::Of(base::Kind::kNode), false, "NODE"};

// A row a vertex: its node and its value.
template <class T, class ToValue>
base::Result<void> EmitVertices(const GraphView& view, const std::vector<T>& values, ToValue to_value,
                                const query::Procedure::Emit& emit) {
  for (Vertex vertex = 0; vertex < view.vertices(); ++vertex) {
    QIAO_CHECK(emit({base::Value::Of(view.NodeOf(vertex)), to_value(values[vertex])}));
  }
  return {};
}

// Runs `algorithm` on the graph with or without directions.
template <class Algorithm>
base::Result<void> RunOn(const GraphView& view, const query::ProcedureContext& context, bool directed,
                         Algorithm algorithm) {
  return RunStoppable([&] {
    if (directed) {
      algorithm(DirectedGraph(view, context));
    } else {
      algorithm(UndirectedGraph(view, context));
    }
  });
}

}  // namespace qiao::engine
