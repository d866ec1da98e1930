// From bare ids, as the executor hands them out, to the records that a reader of results sees.
#pragma once

#include "base/result.h"
#include "base/value.h"
#include "query/graph.h"

namespace qiao::engine {

// `value` with every node, relationship and path in it (lists and maps included) filled with labels, type and
// properties as `graph` holds them now. An entity that was deleted keeps its id and is otherwise empty.
// Errors: kLimit for lists and maps that lie deeper in one another than kMaxNesting: whoever writes a result walks
// through it by recursion.
inline constexpr int kMaxNesting = 1000;
base::Result<base::Value> WithRecords(const query::GraphReader& graph, const base::Value& value, int depth = 0);

}  // namespace qiao::engine
