// Which nodes hang together.
#include <boost/graph/connected_components.hpp>
#include <boost/graph/strong_components.hpp>

#include "engine/algo/algorithms.h"

namespace qiao::engine {

using base::Result;
using base::Value;
using query::Procedure;
using query::ProcedureContext;

namespace {

// Gives each vertex a number by `algorithm`(graph, numbers).
template <class Graph, class Algorithm>
Result<void> NumberVertices(ProcedureContext& context, AlgorithmArguments arguments, const Procedure::Emit& emit,
                            Algorithm algorithm) {
  QIAO_TRY(const Options options, Options::Parse(arguments[0], {}));
  QIAO_TRY(const Selection selection, options.Chosen());
  QIAO_TRY(const GraphView view, GraphView::Read(context, selection));
  constexpr size_t kBytesOfVertex = 6 * sizeof(uint64_t);
  QIAO_CHECK(context.count_memory(view.vertices() * kBytesOfVertex));
  std::vector<int64_t> numbers(view.vertices());
  QIAO_CHECK(RunStoppable([&] { algorithm(Graph(view, context), numbers); }));
  return EmitVertices(view, numbers, Value::Integer, emit);
}

Result<void> Components(ProcedureContext& context, AlgorithmArguments arguments, const Procedure::Emit& emit) {
  return NumberVertices<UndirectedGraph>(context, arguments, emit, [](const auto& graph, auto& numbers) {
    boost::connected_components(graph, MapOf(numbers), boost::vertex_index_map(VertexIndex()));
  });
}

Result<void> StrongComponents(ProcedureContext& context, AlgorithmArguments arguments, const Procedure::Emit& emit) {
  return NumberVertices<DirectedGraph>(context, arguments, emit, [](const auto& graph, auto& numbers) {
    boost::strong_components(graph, MapOf(numbers), boost::vertex_index_map(VertexIndex()));
  });
}

const Procedure::Field kComponent{"component", query::Type::Of(base::Kind::kInteger), false, "INTEGER"};

}  // namespace

void AddComponentAlgorithms(query::ProcedureRegistry& registry) {
  registry.Add({"algo.components",
                {kOptionsField},
                {kNodeField, kComponent},
                Components,
                "Nodes that hang together, whatever the directions, get the same number."});
  registry.Add({"algo.strongComponents",
                {kOptionsField},
                {kNodeField, kComponent},
                StrongComponents,
                "Nodes that can be reached from each other along the directions get the same number."});
}

}  // namespace qiao::engine
