// Shortest paths by weights, which the query language's own shortestPath() doesn't look at.
#include <algorithm>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <limits>

#include "engine/algo/algorithms.h"

namespace qiao::engine {

using base::ErrorCode;
using base::Result;
using base::Value;
using query::Procedure;
using query::ProcedureContext;

namespace {

constexpr double kUnreached = std::numeric_limits<double>::infinity();

struct Arrived {};

// Remembers over which link each vertex is reached, and ends the search at its goal.
class Trail : public boost::default_dijkstra_visitor {
 public:
  Trail(std::vector<Link>& links, std::optional<Vertex> goal) : links_(&links), goal_(goal) {}

  template <class Graph>
  void edge_relaxed(const Link& link, const Graph&) {
    (*links_)[link.target] = link;
  }
  template <class Graph>
  void examine_vertex(Vertex vertex, const Graph&) {
    if (vertex == goal_) throw Arrived();
  }

 private:
  std::vector<Link>* links_;
  std::optional<Vertex> goal_;
};

struct Search {
  GraphView view;
  Vertex start = 0;
  std::vector<double> distances;
  std::vector<Link> links;  // the last one on the way to each vertex that is reached
};

Result<Vertex> FindVertex(const GraphView& view, const Value& node, std::string_view name) {
  const auto vertex = view.VertexOf(node.node());
  if (vertex) return *vertex;
  return base::MakeError(ErrorCode::kArgument, "the {} has none of the labels that are chosen, or is deleted", name);
}

// From the node of the first argument, as the last one says; with a goal no farther than that.
Result<Search> SearchFrom(ProcedureContext& context, AlgorithmArguments arguments, const Value* goal) {
  constexpr std::string_view kOwn[] = {"undirected"};
  QIAO_TRY(const Options options, Options::Parse(arguments.back(), kOwn));
  QIAO_TRY(const bool undirected, options.Truth("undirected", false));
  QIAO_TRY(const Selection selection, options.Chosen(Weights::kNotNegative));
  QIAO_TRY(GraphView view, GraphView::Read(context, selection));
  Search search{.view = std::move(view)};
  QIAO_TRY(search.start, FindVertex(search.view, arguments[0], "source node"));
  std::optional<Vertex> end;
  if (goal != nullptr) {
    QIAO_TRY(end, FindVertex(search.view, *goal, "target node"));
  }
  constexpr size_t kBytesOfVertex = 2 * sizeof(double) + sizeof(Link) + 3 * sizeof(size_t);
  QIAO_CHECK(context.count_memory(search.view.vertices() * kBytesOfVertex));
  search.distances.assign(search.view.vertices(), kUnreached);
  search.links.resize(search.view.vertices());
  QIAO_CHECK(RunOn(search.view, context, !undirected, [&](const auto& graph) {
    try {
      boost::dijkstra_shortest_paths(graph, search.start,
                                     boost::vertex_index_map(VertexIndex())
                                         .weight_map(LinkWeights{&search.view})
                                         .distance_map(MapOf(search.distances))
                                         .distance_inf(kUnreached)
                                         .visitor(Trail(search.links, end)));
    } catch (Arrived) {
    }
  }));
  return search;
}

Result<void> ShortestPath(ProcedureContext& context, AlgorithmArguments arguments, const Procedure::Emit& emit) {
  QIAO_TRY(const Search search, SearchFrom(context, arguments, &arguments[1]));
  const Vertex end = *search.view.VertexOf(arguments[1].node());
  if (search.distances[end] == kUnreached) return {};
  base::Path path{{arguments[1].node()}, {}};
  for (Vertex at = end; at != search.start; at = search.links[at].source) {
    path.edges.push_back(search.links[at].id);
    path.nodes.push_back(search.view.NodeOf(search.links[at].source));
  }
  std::ranges::reverse(path.nodes);
  std::ranges::reverse(path.edges);
  return emit({Value::Of(std::move(path)), Value::Float(search.distances[end])});
}

Result<void> Distances(ProcedureContext& context, AlgorithmArguments arguments, const Procedure::Emit& emit) {
  QIAO_TRY(const Search search, SearchFrom(context, arguments, nullptr));
  for (Vertex vertex = 0; vertex < search.view.vertices(); ++vertex) {
    if (search.distances[vertex] == kUnreached) continue;
    QIAO_CHECK(emit({Value::Of(search.view.NodeOf(vertex)), Value::Float(search.distances[vertex])}));
  }
  return {};
}

Procedure::Field NodeArgument(std::string name) {
  return {std::move(name), query::Type::Of(base::Kind::kNode), false, "NODE"};
}

}  // namespace

void AddPathAlgorithms(query::ProcedureRegistry& registry) {
  registry.Add({"algo.shortestPath",
                {NodeArgument("source"), NodeArgument("target"), kOptionsField},
                {{"path", query::Type::Of(base::Kind::kPath), false, "PATH"},
                 {"cost", query::Type::Of(base::Kind::kFloat), false, "FLOAT"}},
                ShortestPath,
                "A path along the directions whose weights have the least sum; no row when there is none. Options: "
                "undirected."});
  registry.Add({"algo.distances",
                {NodeArgument("source"), kOptionsField},
                {kNodeField, {"distance", query::Type::Of(base::Kind::kFloat), false, "FLOAT"}},
                Distances,
                "Each node that can be reached, the source too, and the least sum of weights on the way. Options: "
                "undirected."});
}

}  // namespace qiao::engine
