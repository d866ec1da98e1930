// What (n:$(names)) and (n:$any(names)) ask. No rows of the registry: nobody can call them by name.
#pragma once

#include "query/functions/function.h"

namespace qiao::query {

// (entity, names): whether a node has all of the labels, or with `any` one of them; a relationship's type counts as its
// label. `names` is a string or a list of strings.
const Function& HasDynamicLabels(bool any);

}  // namespace qiao::query
