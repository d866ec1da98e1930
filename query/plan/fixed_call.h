// Calls whose value hangs on nothing but their arguments, so that it can be known before the query runs.
#pragma once

#include "query/plan/expression.h"

namespace qiao::query {

// The arguments are literals. date() and the like read the clock, but not when a text says which date is meant.
bool IsFixedCall(const Expression& call);

}  // namespace qiao::query
