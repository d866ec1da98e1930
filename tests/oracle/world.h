// What all parts of the oracle look at: the graph, the parameters, the context of functions.
#pragma once

#include <functional>
#include <set>
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
  uint64_t patience;  // steps that may still be taken
  query::FunctionContext functions;
  base::Random random{{1, 1, 1, 1}};

  World(const query::GraphReader& g, query::GraphWriter& w, const base::Map& p, uint64_t steps)
      : graph(g), writer(w), parameters(p), patience(steps) {
    functions.graph = &graph;
    functions.random = &random;
  }
  // kLimit once the patience is at its end.
  base::Result<void> Step() {
    if (patience == 0) return base::MakeError(base::ErrorCode::kLimit, "the oracle has no more patience");
    --patience;
    return {};
  }
};

struct OracleEdge {
  base::EdgeId id;
  query::EdgeEnds ends;
};

// --- graph.cc ---
base::Result<std::vector<base::NodeId>> AllNodes(const query::GraphReader& graph);
base::Result<std::vector<OracleEdge>> AllEdges(const query::GraphReader& graph);
// Requires a node or a relationship.
base::Result<bool> LabelsFit(World& world, const syntax::LabelExpression& labels, const base::Value& entity,
                             const OracleRow& row);
// The names in a conjunction of labels, or of one type.
base::Result<void> AddNames(World& world, const syntax::LabelExpression& labels, const OracleRow& row,
                            std::vector<std::string>& names);

// --- evaluate.cc ---
// Values of aggregate calls of the group at hand, by their place in the tree.
using AggregateValues = std::map<const syntax::Expression*, base::Value>;
base::Result<base::Value> Evaluate(World& world, const syntax::Expression& expression, const OracleRow& row,
                                   const AggregateValues* aggregates = nullptr);
base::Result<bool> IsTrue(World& world, const syntax::Expression& expression, const OracleRow& row,
                          const AggregateValues* aggregates = nullptr);

// --- type_check.cc ---
base::Result<bool> HasType(const base::Value& value, const syntax::ValueType& type);

// --- find_aggregates.cc ---
std::string FullName(const std::vector<syntax::Name>& parts);
// All aggregate calls in an expression, itself included.
void FindAggregates(const syntax::Expression& expression, std::vector<const syntax::Expression*>& found);

// --- match.cc ---
// Each row extended by every way in which the patterns together fit the graph, every relationship used at most once.
base::Result<std::vector<OracleRow>> MatchPatterns(World& world, const std::vector<syntax::PathPattern>& patterns,
                                                   const OracleRow& row);
// The names that a pattern gives to things.
void NamesOf(const syntax::PathPattern& pattern, std::set<std::string>& names);

// --- project.cc ---
// The rows of RETURN or WITH. `names` are the variables that * stands for, afterwards the columns in their order;
// `constants` is what every row sees.
base::Result<std::vector<OracleRow>> ProjectRows(World& world, const syntax::Projection& projection,
                                                 const std::vector<OracleRow>& rows, const OracleRow& constants,
                                                 std::vector<std::string>& names);
// Keeps the first of equal rows.
void Deduplicate(const std::vector<std::string>& columns, std::vector<OracleRow>& rows);

// --- clauses.cc ---
// The rows after a query's clauses; without a RETURN, the rows as they are at its end.
struct QueryRows {
  std::vector<std::string> columns;
  std::vector<OracleRow> rows;
  bool returned = false;
};
// `outer` are variables that the whole query sees.
base::Result<QueryRows> RunQuery(World& world, const syntax::Query& query, const OracleRow& outer);

// --- write.cc ---
// `merging`: a null among the properties is an error.
base::Result<void> CreatePattern(World& world, const syntax::PathPattern& pattern, bool merging, OracleRow& row);
base::Result<void> SetItems(World& world, const std::vector<syntax::SetItem>& items, const OracleRow& row);
base::Result<void> RemoveItems(World& world, const std::vector<syntax::RemoveItem>& items, const OracleRow& row);
base::Result<void> DeleteValue(World& world, const base::Value& value, bool detach);
// A constraint error if a relationship has lost one of its nodes.
base::Result<void> CheckRelationships(const query::GraphReader& graph);

inline base::Error Unknown(std::string_view what) {
  return base::MakeError(base::ErrorCode::kInternal, "the oracle does not know {}", what);
}
inline base::Error Wrong(std::string_view what) { return base::MakeError(base::ErrorCode::kType, "{}", what); }

}  // namespace qiao::tests
