// Who is like whom, and who shall go with whom.
#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/bipartite.hpp>
#include <boost/graph/maximum_weighted_matching.hpp>
#include <cmath>
#include <map>

#include "engine/algo/algorithms.h"

namespace qiao::engine {

using base::ErrorCode;
using base::Result;
using base::Value;
using query::Procedure;
using query::ProcedureContext;

namespace {

struct Likeness {
  Vertex other = 0;
  uint32_t shared = 0;
  double similarity = 0;  // of 1: what both are linked to, of what either is linked to
};

// The different vertices that each vertex is linked to, and which are linked to each.
class Neighbourhoods {
 public:
  template <class Graph>
  explicit Neighbourhoods(const Graph& graph) : of_(num_vertices(graph)), with_(num_vertices(graph)) {
    for (Vertex vertex = 0; vertex < of_.size(); ++vertex) {
      std::vector<Vertex>& neighbours = of_[vertex];
      for (auto [at, end] = out_edges(vertex, graph); at != end; ++at) neighbours.push_back(at->target);
      std::ranges::sort(neighbours);
      const auto repeated = std::ranges::unique(neighbours);
      neighbours.erase(repeated.begin(), repeated.end());
      for (const Vertex neighbour : neighbours) with_[neighbour].push_back(vertex);
    }
    shared_.resize(of_.size());
  }

  Vertex size() const { return static_cast<Vertex>(of_.size()); }

  // The `most` vertices that are most like this one, the most similar ones first.
  std::vector<Likeness> Like(Vertex vertex, double least, size_t most) {
    std::vector<Likeness> found;
    for (const Vertex neighbour : of_[vertex]) {
      for (const Vertex other : with_[neighbour]) {
        if (other != vertex && shared_[other]++ == 0) found.push_back({.other = other});
      }
    }
    for (Likeness& one : found) {
      one.shared = std::exchange(shared_[one.other], 0);
      const size_t either = of_[vertex].size() + of_[one.other].size() - one.shared;
      one.similarity = static_cast<double>(one.shared) / static_cast<double>(either);
    }
    std::erase_if(found, [&](const Likeness& one) { return one.similarity < least; });
    const auto before = [](const Likeness& a, const Likeness& b) {
      return a.similarity != b.similarity ? a.similarity > b.similarity : a.other < b.other;
    };
    const size_t kept = std::min(most, found.size());
    std::ranges::partial_sort(found, found.begin() + static_cast<std::ptrdiff_t>(kept), before);
    found.resize(kept);
    return found;
  }

 private:
  std::vector<std::vector<Vertex>> of_;
  std::vector<std::vector<Vertex>> with_;
  std::vector<uint32_t> shared_;  // how many neighbours each vertex shares with the one that is looked at
};

Result<void> Similarity(ProcedureContext& context, AlgorithmArguments arguments, const Procedure::Emit& emit) {
  constexpr std::string_view kOwn[] = {"undirected", "top", "least"};
  QIAO_TRY(const Options options, Options::Parse(arguments[0], kOwn));
  QIAO_TRY(const bool undirected, options.Truth("undirected", false));
  QIAO_TRY(const int64_t top, options.Count("top", 10));
  QIAO_TRY(const double least, options.Number("least", 0, 0, 1));
  QIAO_TRY(const Selection selection, options.Chosen());
  QIAO_TRY(const GraphView view, GraphView::Read(context, selection));
  QIAO_CHECK(context.count_memory(view.vertices() * 2 * sizeof(std::vector<Vertex>)));
  QIAO_CHECK(context.count_memory(view.CountLinks() * (undirected ? 8 : 4) * sizeof(Vertex)));
  std::optional<Neighbourhoods> neighbourhoods;
  QIAO_CHECK(RunOn(view, context, !undirected, [&](const auto& graph) { neighbourhoods.emplace(graph); }));
  for (Vertex vertex = 0; vertex < view.vertices(); ++vertex) {
    QIAO_CHECK(context.check_cancelled());
    for (const Likeness& one : neighbourhoods->Like(vertex, least, static_cast<size_t>(top))) {
      QIAO_CHECK(emit({Value::Of(view.NodeOf(vertex)), Value::Of(view.NodeOf(one.other)), Value::Float(one.similarity),
                       Value::Integer(one.shared)}));
    }
  }
  return {};
}

// Boost's matching compares sums of weights for equality, so they are integers; and it needs to find the link between
// two vertices.
using MatchingGraph = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property,
                                            boost::property<boost::edge_weight_t, int64_t>>;
// Where Boost asks for a vertex's number, which it does all the time, it is stopped when the query is.
struct StoppableIndex {
  using value_type = size_t;
  using reference = size_t;
  using key_type = MatchingGraph::vertex_descriptor;
  using category = boost::readable_property_map_tag;

  static constexpr uint32_t kCallsBetweenChecks = 1 << 16;

  const query::ProcedureContext* context = nullptr;
  uint32_t* calls = nullptr;

  // Throws Stopped.
  friend size_t get(const StoppableIndex& index, key_type vertex) {
    if (++*index.calls % kCallsBetweenChecks == 0) {
      if (auto going_on = index.context->check_cancelled(); !going_on) throw Stopped{std::move(going_on).error()};
    }
    return vertex;
  }
};

using BestLinks = std::map<std::pair<Vertex, Vertex>, Link>;

BestLinks FindBestLinks(const DirectedGraph& graph) {
  BestLinks best;
  for (auto [at, end] = edges(graph); at != end; ++at) {
    if (at->source == at->target) continue;
    const auto [known, fresh] = best.try_emplace(std::minmax(at->source, at->target), *at);
    if (!fresh && graph.view().WeightOf(at->id) > graph.view().WeightOf(known->second.id)) known->second = *at;
  }
  return best;
}

// Weights are scaled so that the greatest has 40 bits, unless all of them are integers of no more.
MatchingGraph MakeMatchingGraph(const GraphView& view, const BestLinks& best) {
  constexpr double kGreatest = 1LL << 40;
  double greatest = 1;
  bool whole = true;
  for (const auto& [ends, link] : best) {
    const double weight = view.WeightOf(link.id);
    greatest = std::max(greatest, weight);
    whole = whole && weight == std::floor(weight);
  }
  const double scale = whole && greatest <= kGreatest ? 1 : kGreatest / greatest;
  MatchingGraph graph(view.vertices());
  for (const auto& [ends, link] : best) {
    const double weight = view.WeightOf(link.id);
    if (weight > 0) add_edge(ends.first, ends.second, std::llround(weight * scale), graph);
  }
  return graph;
}

Result<void> Matching(ProcedureContext& context, AlgorithmArguments arguments, const Procedure::Emit& emit) {
  QIAO_TRY(const Options options, Options::Parse(arguments[0], {}));
  QIAO_TRY(const Selection selection, options.Chosen());
  QIAO_TRY(const GraphView view, GraphView::Read(context, selection));
  // Boost doesn't say what memory it will take.
  constexpr Vertex kMostNodes = 500;
  if (view.vertices() > kMostNodes) {
    return base::MakeError(ErrorCode::kLimit, "an algorithm can take {} nodes at most: choose fewer labels",
                           kMostNodes);
  }
  constexpr size_t kBytesOfLink = 24 * sizeof(uint64_t);
  QIAO_CHECK(context.count_memory(view.CountLinks() * kBytesOfLink));
  BestLinks best;
  QIAO_CHECK(RunStoppable([&] { best = FindBestLinks(DirectedGraph(view, context)); }));
  const MatchingGraph graph = MakeMatchingGraph(view, best);
  // Boost 1.81 gives wrong matchings, or crashes, where ways around have an odd number of links.
  if (!boost::is_bipartite(graph)) {
    return base::MakeError(ErrorCode::kArgument,
                           "nodes can only be matched between two groups, but the relationships chosen lead around in "
                           "a circle with an odd number of nodes: choose fewer labels or types");
  }
  std::vector<MatchingGraph::vertex_descriptor> mates(view.vertices());
  uint32_t calls = 0;
  const StoppableIndex index{&context, &calls};
  QIAO_CHECK(RunStoppable([&] {
    boost::maximum_weighted_matching(graph, boost::make_iterator_property_map(mates.begin(), index), index);
  }));
  for (const auto& [ends, link] : best) {
    if (mates[ends.first] != ends.second) continue;
    QIAO_CHECK(emit({Value::Of(view.NodeOf(link.source)), Value::Of(view.NodeOf(link.target)), Value::Of(link.id),
                     Value::Float(view.WeightOf(link.id))}));
  }
  return {};
}

}  // namespace

void AddPairAlgorithms(query::ProcedureRegistry& registry) {
  const Procedure::Field other{"other", query::Type::Of(base::Kind::kNode), false, "NODE"};
  registry.Add({"algo.similarity",
                {kOptionsField},
                {kNodeField,
                 other,
                 {"similarity", query::Type::Of(base::Kind::kFloat), false, "FLOAT"},
                 {"shared", query::Type::Of(base::Kind::kInteger), false, "INTEGER"}},
                Similarity,
                "For each node the others that point at the same nodes: how many those are, of all that either points "
                "at (Jaccard's index). Options: top (10 for each node), least (similarity), undirected."});
  registry.Add({"algo.matching",
                {kOptionsField},
                {kNodeField,
                 other,
                 {"relationship", query::Type::Of(base::Kind::kRelationship), false, "RELATIONSHIP"},
                 {"weight", query::Type::Of(base::Kind::kFloat), false, "FLOAT"}},
                Matching,
                "Pairs nodes of two groups, each with one other at most, so that the weights of the relationships "
                "chosen for it have the greatest sum. For some hundred nodes: it takes the cube of their number."});
}

}  // namespace qiao::engine
