// Rows of a review table -> decisions.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "loaders/csv/named_table.h"
#include "loaders/facts/decision.h"
#include "loaders/facts/fact_graph.h"
#include "loaders/facts/reference.h"

namespace qiao::loaders {

// Reads one row after the other against the graph as it is; both must outlive it.
class ReviewRows {
 public:
  ReviewRows(const query::GraphReader& graph, const FactGraph& facts) : graph_(graph), facts_(facts) {}

  // What the row's action decides: a merge under a new name is two decisions. Errors: kInput for a row that can't be
  // applied, without its place.
  base::Result<std::vector<Decision>> Read(const csv::NamedRow& row) const;

 private:
  base::Result<void> CheckUndecided(const base::Value* decided, const Decision& decision) const;
  // What a row of a person's own has decided before; then its names may mean something else now.
  std::vector<Decision> DecidedBefore(const csv::NamedRow& row, Action action) const;
  base::Result<std::vector<Decision>> Same(const csv::NamedRow& row, const Reference& reference, Action action) const;
  base::Result<std::vector<Decision>> Split(const csv::NamedRow& row) const;
  base::Result<std::vector<Decision>> Add(const csv::NamedRow& row) const;
  base::Result<std::vector<Decision>> AddFigure(const csv::NamedRow& row) const;
  base::Result<std::vector<Decision>> OfSaid(const csv::NamedRow& row, Decision decision) const;
  base::Result<std::vector<Decision>> OfValue(const csv::NamedRow& row, Decision decision) const;

  const query::GraphReader& graph_;
  const FactGraph& facts_;
};

}  // namespace qiao::loaders
