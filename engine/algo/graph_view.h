// The graph as an algorithm sees it: the nodes of some labels, numbered without gaps, and the relationships of some
// types between them, read straight from the chunks of a snapshot.
//
// What is seen stays in memory as long as the view lives. Whatever can fail is read before an algorithm begins, so that
// going along the graph can't fail.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "query/graph.h"
#include "query/procedures/procedure.h"

namespace qiao::engine {

using Vertex = uint32_t;

// A relationship on the way from `source` to `target`; in a graph without directions, which may be against its own.
struct Link {
  Vertex source = 0;
  Vertex target = 0;
  base::EdgeId id;

  friend bool operator==(const Link& a, const Link& b) { return a.id == b.id; }
  friend auto operator<=>(const Link& a, const Link& b) { return a.id <=> b.id; }
};

// Which links of a vertex: those of which it is the source, those of which it is the target, or all, it as their
// source.
enum class Orientation : uint8_t { kOut, kIn, kBoth };

enum class Weights : uint8_t { kAny, kNotNegative, kPositive };

// What of the graph an algorithm shall see.
struct Selection {
  std::vector<std::string> labels;  // a node needs one of them; none: all nodes
  std::vector<std::string> types;   // none: all relationships
  std::string weight;               // the property that weighs a relationship; empty: each weighs 1
  std::optional<double> default_weight;
  Weights allowed = Weights::kAny;
};

class GraphView {
 public:
  // The links from the nodes of one table over one edge table, in runs.
  struct Segment {
    base::TableId edges;
    size_t other = 0;  // place of the table at the other end
    bool turned = false;
    std::vector<query::AdjacencyView> runs;
  };

  // Counts the memory it takes in the context.
  // Errors: kArgument for unknown names, and weights that are missing; kType for weights that are no numbers; kLimit;
  //         what reading gives.
  static base::Result<GraphView> Read(const query::ProcedureContext& context, const Selection& selection);

  Vertex vertices() const { return vertices_; }
  uint64_t CountLinks() const;
  base::NodeId NodeOf(Vertex vertex) const;
  std::optional<Vertex> VertexOf(base::NodeId node) const;
  bool weighted() const { return !weights_.empty(); }
  double WeightOf(base::EdgeId link) const;

  // A place among the links of one vertex. The vertex's table and row are found once.
  class Cursor {
   public:
    Cursor() = default;
    Cursor(const GraphView& view, Vertex vertex, Orientation orientation);
    bool at_end() const { return segments_.empty(); }
    const Link& link() const { return link_; }
    void Next();
    friend bool operator==(const Cursor& a, const Cursor& b) {
      return a.segments_.size() == b.segments_.size() && a.at_ == b.at_;
    }

   private:
    // To the next link that is seen, this one or a later one.
    void Settle();

    const GraphView* view_ = nullptr;
    Vertex vertex_ = 0;
    uint32_t row_ = 0;
    bool arrives_ = false;               // the vertex is the target
    std::span<const Segment> segments_;  // what is left
    uint32_t at_ = 0;                    // in the first of them
    Link link_;
  };

 private:
  static constexpr uint32_t kUnseen = UINT32_MAX;

  struct Table {
    base::TableId id;
    uint32_t all_rows = 0;
    Vertex first = 0;               // its first vertex
    uint32_t count = 0;             // of its vertices
    bool whole = false;             // every row is seen
    std::vector<uint32_t> rows;     // of its vertices; none where whole
    std::vector<uint32_t> places;   // of its rows among its vertices or kUnseen; none where whole
    std::vector<Segment> segments;  // those that lead out, then those that lead in
    size_t out_segments = 0;
  };

  base::Result<void> ReadNodes(const query::ProcedureContext& context, const std::vector<base::LabelId>& labels);
  base::Result<void> ReadRows(const query::ProcedureContext& context, const query::NodeTable& from,
                              const std::vector<base::LabelId>& labels, Table& table);
  base::Result<void> ReadLinks(const query::ProcedureContext& context, const std::vector<base::TypeId>& types);
  base::Result<Segment> ReadSegment(const query::ProcedureContext& context, base::TableId edges, size_t from,
                                    size_t other, base::Direction direction) const;
  base::Result<void> ReadWeights(const query::ProcedureContext& context, const Selection& selection);
  static base::Result<std::vector<double>> ReadWeightsOf(const query::ProcedureContext& context, const Segment& segment,
                                                         const Selection& selection);
  const Table* TableOf(base::TableId id) const;
  size_t TableAt(Vertex vertex) const;

  std::vector<Table> tables_;
  std::vector<std::pair<base::TableId, std::vector<double>>> weights_;  // of the rows of edge tables, sorted
  Vertex vertices_ = 0;
};

}  // namespace qiao::engine
