// The qiao command: arguments to exit code.
#pragma once

namespace qiao::cli {

int Main(int argc, const char* const* argv);

}  // namespace qiao::cli
