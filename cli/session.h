// What every command has: the language of its texts and where they go.
#pragma once

#include "base/error.h"
#include "cli/output.h"

namespace qiao::cli {

enum Exit : int {
  kExitOk = 0,
  kExitError = 1,          // in a query, in data, of a database or a file
  kExitUsage = 2,          // wrong arguments
  kExitInterrupted = 130,  // by Ctrl-C
};

struct Session {
  base::Language language = base::Language::kEnglish;
  Output& out;
  Output& err;

  // Prints the error, with its place in `text` when it has one, and answers the exit code.
  int Fail(const base::Error& error, std::string_view text = {});
  // Prints what to do about a damaged database.
  void AdviseOnDamage();
};

}  // namespace qiao::cli
