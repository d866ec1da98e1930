// An independent judge of what a query means: a plain interpreter of syntax trees, a row at a time, a row being a map
// from names to values. It shares the parser, the scalar functions and the comparison of values with the engine, and
// nothing of its binder, planner or executor. It is as slow as it is simple.
//
// What it does not know it refuses with kInternal: quantified and shortest paths, procedures, LOAD CSV, schema
// commands.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "query/graph.h"
#include "query/parse/tree.h"

namespace qiao::tests {

using OracleRow = std::map<std::string, base::Value>;

struct OracleAnswer {
  std::vector<std::string> columns;
  std::vector<std::vector<base::Value>> rows;
};

// Runs one query on a graph that it may also write to. What a failed query wrote stays.
base::Result<OracleAnswer> AskOracle(const query::syntax::Query& query, const query::GraphReader& graph,
                                     query::GraphWriter& writer, const base::Map& parameters);

}  // namespace qiao::tests
