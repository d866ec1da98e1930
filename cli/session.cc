#include "cli/session.h"

namespace qiao::cli {

int Session::Fail(const base::Error& error, std::string_view text) {
  out.Flush();
  err.Write(base::Describe(error, text, language) + "\n");
  err.Flush();
  return error.code == base::ErrorCode::kCancelled ? kExitInterrupted : kExitError;
}

}  // namespace qiao::cli
