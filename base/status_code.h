// Errors as clients of Neo4j know them: Neo.ClientError.Statement.SyntaxError. The middle word tells a client what to
// do: ClientError, mend the request; TransientError, try again; DatabaseError, ask whoever runs the database.
#pragma once

#include <string_view>

#include "base/error.h"

namespace qiao::base {

// One code for each ErrorCode, and none for two.
std::string_view StatusCode(ErrorCode code);

}  // namespace qiao::base
