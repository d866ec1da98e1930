// Paths of any length along edges that never lead back, so that none of them can come twice on a path: replies, parts
// of places, subclasses.
#pragma once

#include <memory>
#include <vector>

#include "query/exec/count/variable.h"

namespace qiao::query {

// Paths by the ways, which may be followed one after the other in any order, to a variable whose counts are kept.
// Errors: of the graph, of limits; kInternal where the ways may lead back.
base::Result<std::unique_ptr<Part>> MakePathPart(std::vector<Way> ways, const JoinPattern::Length& length,
                                                 const Variable& child, const CountContext& context);

}  // namespace qiao::query
