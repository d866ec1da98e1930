// Where the nodes and edges of a pattern may lie: which tables, decided once a query from labels, types and from what
// hangs together.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "query/graph.h"
#include "query/plan/plan.h"

namespace qiao::query {

// A node table in which a node of a pattern may lie.
struct TableRows {
  base::TableId id;
  uint32_t rows = 0;  // allocated
  uint64_t live = 0;
  bool labels_certain = true;  // else only some rows have the labels that are asked for
};

struct EdgeFilter;  // edge_filter.h

// An edge table walked in one direction.
struct Way {
  base::TableId edges;
  base::Direction direction = base::Direction::kOut;
  base::TableId near;
  base::TableId far;
  uint64_t live = 0;
  uint64_t rows = 0;                                 // of the edge table
  std::vector<std::shared_ptr<EdgeFilter>> filters;  // edges must pass all of them

  Way Turned() const { return {edges, base::Opposite(direction), far, near, live, rows, filters}; }
  void AddFilters(const Way& other) { filters.insert(filters.end(), other.filters.begin(), other.filters.end()); }
  bool SameAs(const Way& other) const { return edges == other.edges && direction == other.direction; }
};

struct PatternTables {
  std::vector<std::vector<TableRows>> nodes;  // by node; sorted by id
  std::vector<std::vector<Way>> edges;        // by edge; seen from its `from`

  bool CanMatch(const JoinPattern& pattern) const;
};

// Both ends may be one node, without any edge.
inline bool MayBeNoEdge(const JoinPattern::Edge& edge) { return edge.length && edge.length->minimum == 0; }

// Filters are put on the ways of edges with conditions, and are still to be filled.
PatternTables FindTables(const JoinPattern& pattern, const GraphReader& graph);

// Ways of an edge between a and b that are among those of another, for what passes the filters of both.
std::vector<Way> CommonWays(const std::vector<Way>& ways, const std::vector<Way>& others);
std::vector<Way> Turned(const std::vector<Way>& ways);
// Between any two tables that both connect, they are the same ways.
bool AgreeWhereTheyMeet(const std::vector<Way>& ways, const std::vector<Way>& others);

}  // namespace qiao::query
