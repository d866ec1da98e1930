#include "cli/session.h"

#include "cli/say.h"

namespace qiao::cli {

int Session::Fail(const base::Error& error, std::string_view text) {
  out.Flush();
  err.Write(base::Describe(error, text, language) + "\n");
  if (error.code == base::ErrorCode::kCorruption) AdviseOnDamage();
  err.Flush();
  return error.code == base::ErrorCode::kCancelled ? kExitInterrupted : kExitError;
}

void Session::AdviseOnDamage() {
  err.Write(Say(language, "'qiao check' lists what is damaged, 'qiao restore' makes a database of a backup") + "\n");
}

}  // namespace qiao::cli
