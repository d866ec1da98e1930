// Which nodes matter: by who points at them, by how many shortest paths lead through them.
#include <boost/graph/betweenness_centrality.hpp>
#include <cmath>

#include "engine/algo/algorithms.h"

namespace qiao::engine {

using base::Result;
using base::Value;
using query::Procedure;
using query::ProcedureContext;

namespace {

struct Ranking {
  double damping = 0.85;
  int64_t most_rounds = 100;
  double tolerance = 1e-6;  // all changes of a round together
};

// Boost's page_rank() knows no weights and loses the rank of nodes without links, so that ranks depend on them.
template <class Graph>
void Rank(const Graph& graph, const Ranking& ranking, std::vector<double>& ranks) {
  const size_t count = ranks.size();
  std::vector<double> weights(count, 0), next(count);
  for (Vertex vertex = 0; vertex < count; ++vertex) {
    for (auto [at, end] = out_edges(vertex, graph); at != end; ++at) weights[vertex] += graph.view().WeightOf(at->id);
  }
  ranks.assign(count, 1.0 / static_cast<double>(count));
  for (int64_t round = 0; round < ranking.most_rounds; ++round) {
    double idle = 0;
    std::ranges::fill(next, 0);
    for (Vertex vertex = 0; vertex < count; ++vertex) {
      if (weights[vertex] == 0) {
        idle += ranks[vertex];
        continue;
      }
      const double share = ranks[vertex] / weights[vertex];
      for (auto [at, end] = out_edges(vertex, graph); at != end; ++at) {
        next[at->target] += share * graph.view().WeightOf(at->id);
      }
    }
    double change = 0;
    for (Vertex vertex = 0; vertex < count; ++vertex) {
      next[vertex] =
          (1 - ranking.damping + ranking.damping * idle) / static_cast<double>(count) + ranking.damping * next[vertex];
      change += std::abs(next[vertex] - ranks[vertex]);
    }
    ranks.swap(next);
    if (change < ranking.tolerance) return;
  }
}

Result<void> PageRank(ProcedureContext& context, AlgorithmArguments arguments, const Procedure::Emit& emit) {
  constexpr std::string_view kOwn[] = {"damping", "iterations", "tolerance", "undirected"};
  QIAO_TRY(const Options options, Options::Parse(arguments[0], kOwn));
  Ranking ranking;
  QIAO_TRY(ranking.damping, options.Number("damping", ranking.damping, 0, 1));
  QIAO_TRY(ranking.tolerance, options.Number("tolerance", ranking.tolerance, 0, 1));
  QIAO_TRY(ranking.most_rounds, options.Count("iterations", ranking.most_rounds));
  QIAO_TRY(const bool undirected, options.Truth("undirected", false));
  QIAO_TRY(const Selection selection, options.Chosen(Weights::kPositive));
  QIAO_TRY(const GraphView view, GraphView::Read(context, selection));
  if (view.vertices() == 0) return {};
  QIAO_CHECK(context.count_memory(view.vertices() * 3 * sizeof(double)));
  std::vector<double> ranks(view.vertices());
  QIAO_CHECK(RunOn(view, context, !undirected, [&](const auto& graph) { Rank(graph, ranking, ranks); }));
  return EmitVertices(view, ranks, Value::Float, emit);
}

Result<void> Betweenness(ProcedureContext& context, AlgorithmArguments arguments, const Procedure::Emit& emit) {
  constexpr std::string_view kOwn[] = {"undirected"};
  QIAO_TRY(const Options options, Options::Parse(arguments[0], kOwn));
  QIAO_TRY(const bool undirected, options.Truth("undirected", false));
  QIAO_TRY(const Selection selection, options.Chosen(Weights::kPositive));
  QIAO_TRY(const GraphView view, GraphView::Read(context, selection));
  constexpr size_t kBytesOfVertex = 4 * sizeof(double) + 2 * sizeof(std::vector<Link>);
  QIAO_CHECK(context.count_memory(view.vertices() * kBytesOfVertex));
  std::vector<double> scores(view.vertices());
  QIAO_CHECK(RunOn(view, context, !undirected, [&](const auto& graph) {
    const auto centrality = boost::centrality_map(MapOf(scores)).vertex_index_map(VertexIndex());
    if (view.weighted()) {
      boost::brandes_betweenness_centrality(graph, centrality.weight_map(LinkWeights{&view}));
    } else {
      boost::brandes_betweenness_centrality(graph, centrality);
    }
  }));
  return EmitVertices(view, scores, Value::Float, emit);
}

const Procedure::Field kScore{"score", query::Type::Of(base::Kind::kFloat), false, "FLOAT"};

}  // namespace

void AddCentralityAlgorithms(query::ProcedureRegistry& registry) {
  registry.Add({"algo.pagerank",
                {kOptionsField},
                {kNodeField, kScore},
                PageRank,
                "How likely it is to be at each node when one follows relationships by chance, by their weights, and "
                "starts anew anywhere now and then; the scores add up to 1. Options: damping (0.85), iterations (100 "
                "at most), tolerance (1e-6, of all changes of a round together), undirected."});
  registry.Add({"algo.betweenness",
                {kOptionsField},
                {kNodeField, kScore},
                Betweenness,
                "How many of the shortest paths between others lead through each node; where several are equally "
                "short, each counts in part. It takes nodes times relationships. Options: undirected."});
}

}  // namespace qiao::engine
