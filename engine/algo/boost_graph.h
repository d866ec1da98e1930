// A GraphView as Boost.Graph wants it: a model of VertexListGraph, EdgeListGraph and BidirectionalGraph, or of an
// undirected graph, in which a link leads both ways.
//
// An algorithm of Boost can't be told to stop: going along the graph throws Stopped when the query is cancelled or runs
// out of time. RunStoppable() makes an error of it.
#pragma once

#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/iterator_facade.hpp>
#include <boost/property_map/property_map.hpp>
#include <ranges>
#include <utility>

#include "engine/algo/graph_view.h"

namespace qiao::engine {

struct Stopped {
  base::Error error;
};

// Runs what goes along a BoostGraph.
template <class Algorithm>
base::Result<void> RunStoppable(Algorithm algorithm) {
  try {
    algorithm();
    return {};
  } catch (Stopped& stopped) {
    return std::move(stopped.error);
  }
}

template <bool kDirected>
class BoostGraph {
 public:
  using Along = std::conditional_t<kDirected, boost::bidirectional_graph_tag, boost::incidence_graph_tag>;
  struct Traversal : boost::vertex_list_graph_tag, boost::edge_list_graph_tag, Along {};

  using vertex_descriptor = Vertex;
  using edge_descriptor = Link;
  using directed_category = std::conditional_t<kDirected, boost::bidirectional_tag, boost::undirected_tag>;
  using edge_parallel_category = boost::allow_parallel_edge_tag;
  using traversal_category = Traversal;
  using vertices_size_type = Vertex;
  using edges_size_type = uint64_t;
  using degree_size_type = uint64_t;
  using vertex_iterator = std::ranges::iterator_t<std::ranges::iota_view<Vertex, Vertex>>;

  class LinkIterator : public boost::iterator_facade<LinkIterator, Link, boost::forward_traversal_tag, const Link&> {
   public:
    LinkIterator() = default;
    explicit LinkIterator(GraphView::Cursor cursor) : cursor_(cursor) {}

   private:
    friend class boost::iterator_core_access;
    const Link& dereference() const { return cursor_.link(); }
    bool equal(const LinkIterator& other) const { return cursor_ == other.cursor_; }
    void increment() { cursor_.Next(); }

    GraphView::Cursor cursor_;
  };

  // All links, each once, by their sources.
  class AllIterator : public boost::iterator_facade<AllIterator, Link, boost::forward_traversal_tag, const Link&> {
   public:
    AllIterator() = default;
    AllIterator(const BoostGraph& graph, Vertex vertex) : graph_(&graph), vertex_(vertex) { Begin(); }

   private:
    friend class boost::iterator_core_access;
    const Link& dereference() const { return cursor_.link(); }
    bool equal(const AllIterator& other) const { return vertex_ == other.vertex_ && cursor_ == other.cursor_; }
    void increment() {
      cursor_.Next();
      Skip();
    }
    void Begin() {
      cursor_ = vertex_ < graph_->view().vertices() ? graph_->Links(vertex_, Orientation::kOut) : GraphView::Cursor();
      Skip();
    }
    void Skip() {
      while (cursor_.at_end() && vertex_ < graph_->view().vertices()) {
        ++vertex_;
        if (vertex_ < graph_->view().vertices()) cursor_ = graph_->Links(vertex_, Orientation::kOut);
      }
    }

    const BoostGraph* graph_ = nullptr;
    Vertex vertex_ = 0;
    GraphView::Cursor cursor_;
  };

  using out_edge_iterator = LinkIterator;
  using in_edge_iterator = LinkIterator;
  using edge_iterator = AllIterator;

  BoostGraph(const GraphView& view, const query::ProcedureContext& context) : view_(view), context_(context) {}

  static Vertex null_vertex() { return UINT32_MAX; }
  const GraphView& view() const { return view_; }

  // Throws Stopped.
  GraphView::Cursor Links(Vertex vertex, Orientation orientation) const {
    if (++visits_ % kVisitsBetweenChecks == 0) {
      if (auto going_on = context_.check_cancelled(); !going_on) throw Stopped{std::move(going_on).error()};
    }
    return {view_, vertex, orientation};
  }

  friend std::pair<vertex_iterator, vertex_iterator> vertices(const BoostGraph& graph) {
    const std::ranges::iota_view<Vertex, Vertex> all(0, graph.view_.vertices());
    return {all.begin(), all.end()};
  }
  friend vertices_size_type num_vertices(const BoostGraph& graph) { return graph.view_.vertices(); }
  friend std::pair<edge_iterator, edge_iterator> edges(const BoostGraph& graph) {
    return {AllIterator(graph, 0), AllIterator(graph, graph.view_.vertices())};
  }
  friend edges_size_type num_edges(const BoostGraph& graph) { return graph.view_.CountLinks(); }
  friend Vertex source(const Link& link, const BoostGraph&) { return link.source; }
  friend Vertex target(const Link& link, const BoostGraph&) { return link.target; }
  friend std::pair<LinkIterator, LinkIterator> out_edges(Vertex vertex, const BoostGraph& graph) {
    return {LinkIterator(graph.Links(vertex, kDirected ? Orientation::kOut : Orientation::kBoth)), LinkIterator()};
  }
  friend std::pair<LinkIterator, LinkIterator> in_edges(Vertex vertex, const BoostGraph& graph) requires kDirected {
    return {LinkIterator(graph.Links(vertex, Orientation::kIn)), LinkIterator()};
  }
  friend degree_size_type out_degree(Vertex vertex, const BoostGraph& graph) { return Count(out_edges(vertex, graph)); }
  friend degree_size_type in_degree(Vertex vertex, const BoostGraph& graph) requires kDirected {
    return Count(in_edges(vertex, graph));
  }
  friend degree_size_type degree(Vertex vertex, const BoostGraph& graph) {
    return Count({LinkIterator(graph.Links(vertex, Orientation::kBoth)), LinkIterator()});
  }

 private:
  static constexpr uint32_t kVisitsBetweenChecks = 1024;

  static degree_size_type Count(std::pair<LinkIterator, LinkIterator> links) {
    return static_cast<degree_size_type>(std::distance(links.first, links.second));
  }

  const GraphView& view_;
  const query::ProcedureContext& context_;
  mutable uint32_t visits_ = 0;
};

using DirectedGraph = BoostGraph<true>;
using UndirectedGraph = BoostGraph<false>;

using VertexIndex = boost::typed_identity_property_map<Vertex>;

// A property map over one value a vertex.
template <class T>
auto MapOf(std::vector<T>& values) {
  return boost::make_iterator_property_map(values.begin(), VertexIndex());
}

// Weighs links.
struct LinkWeights {
  using value_type = double;
  using reference = double;
  using key_type = Link;
  using category = boost::readable_property_map_tag;

  const GraphView* view = nullptr;
  friend double get(const LinkWeights& weights, const Link& link) { return weights.view->WeightOf(link.id); }
};

}  // namespace qiao::engine
