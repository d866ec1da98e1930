// What all parts of the oracle look at: the graph, the parameters, the context of functions.
#pragma once

#include <functional>
#include <random>
#include <string>
#include <vector>

#include "query/functions/function.h"
#include "query/graph.h"
#include "tests/oracle/oracle.h"

namespace qiao::tests {

namespace syntax = query::syntax;

struct World {
  const query::GraphReader& graph;
  query::GraphWriter& writer;
  const base::Map& parameters;
  query::FunctionContext functions;
  std::mt19937_64 random{1};

  World(const query::GraphReader& g, query::GraphWriter& w, const base::Map& p) : graph(g), writer(w), parameters(p) {
    functions.graph = &graph;
    functions.random = &random;
  }
};

struct OracleEdge {
  base::EdgeId id;
  query::EdgeEnds ends;
};

// --- graph.cc ---
base::Result<std::vector<base::NodeId>> AllNodes(const query::GraphReader& graph);
base::Result<std::vector<OracleEdge>> AllEdges(const query::GraphReader& graph);
base::Result<bool> LabelsFit(const World& world, const syntax::LabelExpression& labels, const base::Value& entity);

// --- evaluate.cc ---
// Values of aggregate calls of the group at hand, by their place in the tree.
using AggregateValues = std::map<const syntax::Expression*, base::Value>;
base::Result<base::Value> Evaluate(World& world, const syntax::Expression& expression, const OracleRow& row,
                                   const AggregateValues* aggregates = nullptr);
base::Result<bool> IsTrue(World& world, const syntax::Expression& expression, const OracleRow& row,
                          const AggregateValues* aggregates = nullptr);
// Whether it is an aggregate call itself: count(*), sum(x) …
bool IsAggregate(const syntax::Expression& expression);
// All aggregate calls in it.
void FindAggregates(const syntax::Expression& expression, std::vector<const syntax::Expression*>& found);

// --- match.cc ---
// Each row extended by every way in which the patterns together fit the graph, every relationship used at most once.
base::Result<std::vector<OracleRow>> MatchPatterns(World& world, const std::vector<syntax::PathPattern>& patterns,
                                                   const OracleRow& row);

// --- clauses.cc ---
// The rows after a query's clauses; without a RETURN, the rows as they are at its end.
struct QueryRows {
  std::vector<std::string> columns;
  std::vector<OracleRow> rows;
};
base::Result<QueryRows> RunQuery(World& world, const syntax::Query& query, const OracleRow& outer);

// --- write.cc ---
base::Result<void> CreatePatterns(World& world, const std::vector<syntax::PathPattern>& patterns, OracleRow& row);
base::Result<void> SetItems(World& world, const std::vector<syntax::SetItem>& items, const OracleRow& row);
base::Result<void> RemoveItems(World& world, const std::vector<syntax::RemoveItem>& items, const OracleRow& row);
base::Result<void> DeleteValues(World& world, const std::vector<base::Value>& values, bool detach);

inline base::Error Unknown(std::string_view what) {
  return base::MakeError(base::ErrorCode::kInternal, "the oracle does not know {}", what);
}

}  // namespace qiao::tests
