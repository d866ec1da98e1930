// The value of an expression as far as it can be known when a query is planned.
#pragma once

#include <functional>
#include <optional>

#include "query/graph.h"
#include "query/plan/expression.h"

namespace qiao::query {

// The value of a part of the expression that the caller knows; nullptr for others.
using KnownPart = std::function<const base::Value*(const Expression&)>;

// nullopt where it hangs on something else, could take long, or fails.
std::optional<base::Value> KnownValue(const GraphReader& graph, const Expression& expression,
                                      const KnownPart& known = {});

}  // namespace qiao::query
