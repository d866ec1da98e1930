// Random values: the same expression gives another one each time.
#pragma once

#include "query/plan/plan.h"

namespace qiao::query {

// Calls rand() or randomUUID(), also in a subquery. Clock functions are not meant: they stand still in a statement.
bool IsRandom(const Expression& expression);

}  // namespace qiao::query
