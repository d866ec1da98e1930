// An independent judge of what a query means: a plain interpreter of syntax trees, a row at a time, a row being a map
// from names to values. It shares the parser, the scalar functions and the comparison of values with the engine, and
// nothing of its binder, planner or executor. It is as slow as it is simple, and judges only queries that are well
// formed: it looks for no compile-time errors.
//
// Errors: kInternal for what it does not know (procedures, LOAD CSV, schema commands), kLimit when it took too many
// steps, and all errors that the query itself deserves.
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

// Runs one query on a graph that it may also write to. What a failed query wrote stays. A step is about a node or a
// relationship tried.
base::Result<OracleAnswer> AskOracle(const query::syntax::Query& query, const query::GraphReader& graph,
                                     query::GraphWriter& writer, const base::Map& parameters,
                                     uint64_t max_steps = UINT64_MAX);

}  // namespace qiao::tests
