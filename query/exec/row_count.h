// The number that SKIP and LIMIT take.
#pragma once

#include <string_view>

#include "query/exec/evaluate.h"

namespace qiao::query {

// kSyntax (while running: the number may be a parameter) for what isn't an integer of 0 or more. `clause` is for the
// message.
base::Result<uint64_t> CountRowsWanted(Evaluator& evaluator, std::string_view clause);

}  // namespace qiao::query
