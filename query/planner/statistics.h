// How many nodes and edges a part of a pattern fits, from the exact sizes of the graph's tables.
#pragma once

#include <optional>
#include <vector>

#include "query/graph.h"
#include "query/plan/plan.h"

namespace qiao::query {

class Statistics {
 public:
  explicit Statistics(const GraphReader& graph) : graph_(graph) {}

  // Never 0: a plan made on an empty graph should still prefer labels to none.
  double Nodes(const LabelExpression& labels) const;
  std::span<const SchemaRule> rules() const { return graph_.SchemaRules(); }
  const GraphReader& graph() const { return graph_; }

  // Tables that have nodes which fit, sorted.
  std::vector<base::TableId> NodeTables(const LabelExpression& labels) const;
  double NodesOf(std::span<const base::TableId> tables) const;
  // Tables of edges that fit and lead from one of the nodes to another.
  struct Between {
    std::vector<base::TableId> edges;
    std::vector<base::TableId> from;  // those of the node tables that such edges leave, sorted
    std::vector<base::TableId> to;    // and that they lead to
    double count = 0;                 // of edges; of those that may be walked both ways, twice
  };
  Between EdgesBetween(std::span<const base::TableId> from, const EdgePattern& pattern,
                       std::span<const base::TableId> to) const;

 private:
  bool Fits(const NodeTable& table, const LabelExpression& labels) const;
  bool FitsType(base::TypeId type, const EdgePattern& pattern) const;
  bool FitsType(base::TypeId type, const LabelExpression& label) const;

  const GraphReader& graph_;
};

}  // namespace qiao::query
