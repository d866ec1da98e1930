// The database that a command works on, and the options that say how.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "base/result.h"
#include "cli/session.h"
#include "engine/database.h"

namespace qiao::cli {

struct DatabaseArguments {
  std::string path;
  std::string timeout;     // as written; empty: none
  std::string memory;      // as written; empty: the default
  std::string slow_log;    // a file; empty: none
  std::string slow_after;  // as written; empty: the default
  std::string change_log;  // as written; empty: the default
  size_t threads = 0;      // for one query or load; 0: as many as the machine has
};

// DB, --timeout, --memory, --threads, --slow-log, --slow-after and --change-log.
void AddDatabaseArguments(CLI::App& command, DatabaseArguments& arguments, base::Language language);

enum class OpenMode : uint8_t { kExisting, kReadOnly, kCreate };

// Errors: those of Database::Open, kArgument for the options; kInput when there is no database and none may be made.
base::Result<std::unique_ptr<engine::Database>> Open(const DatabaseArguments& arguments, OpenMode mode);

}  // namespace qiao::cli
