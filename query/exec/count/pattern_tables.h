// Where the nodes and edges of a pattern may lie: which tables, decided once a query from labels, types and from what
// hangs together.
#pragma once

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

// An edge table walked in one direction.
struct Way {
  base::TableId edges;
  base::Direction direction = base::Direction::kOut;
  base::TableId near;
  base::TableId far;
  uint64_t live = 0;

  Way Turned() const { return {edges, base::Opposite(direction), far, near, live}; }
  bool SameAs(const Way& other) const { return edges == other.edges && direction == other.direction; }
};

struct PatternTables {
  std::vector<std::vector<TableRows>> nodes;  // by node; sorted by id
  std::vector<std::vector<Way>> edges;        // by edge; seen from its `from`

  bool CanMatch() const;
};

PatternTables FindTables(const JoinPattern& pattern, const GraphReader& graph);

// Ways of an edge between a and b that are among those of another.
std::vector<Way> CommonWays(const std::vector<Way>& ways, const std::vector<Way>& others);
std::vector<Way> Turned(const std::vector<Way>& ways);
// Between any two tables that both connect, they are the same ways.
bool AgreeWhereTheyMeet(const std::vector<Way>& ways, const std::vector<Way>& others);

}  // namespace qiao::query
