// The interactive shell. Without a terminal it reads statements from standard input and stops at the first error.
#pragma once

#include "cli/open.h"
#include "cli/session.h"

namespace qiao::cli {

// Answers the exit code.
int RunShell(const DatabaseArguments& arguments, Session& session);

}  // namespace qiao::cli
