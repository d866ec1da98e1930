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
  // Edges per node with the labels `from` that fit the pattern and lead to a node with the labels `to`.
  double Degree(const LabelExpression& from, const EdgePattern& pattern, const LabelExpression& to) const;
  double Edges(const LabelExpression& from, const EdgePattern& pattern, const LabelExpression& to) const;
  std::span<const SchemaRule> rules() const { return graph_.SchemaRules(); }

 private:
  bool Fits(const NodeTable& table, const LabelExpression& labels) const;
  bool FitsType(base::TypeId type, const EdgePattern& pattern) const;
  bool FitsType(base::TypeId type, const LabelExpression& label) const;

  const GraphReader& graph_;
};

}  // namespace qiao::query
