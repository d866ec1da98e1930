// Commands to the shell itself: a line that begins with a colon.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "cli/format/row_writer.h"
#include "cli/session.h"
#include "engine/database.h"

namespace qiao::cli {

struct ShellState {
  Session& session;
  engine::Database& database;
  engine::Connection& connection;
  const RowFormat* format;
  base::Map parameters;
  bool leave = false;
};

struct MetaCommand {
  std::string_view name;  // with its colon
  std::string_view arguments;
  std::string_view help;
  base::Result<void> (*run)(ShellState& state, std::string_view argument);
};

std::span<const MetaCommand> MetaCommands();

// Errors: kArgument for an unknown command and wrong arguments; those of the command.
base::Result<void> RunMetaCommand(ShellState& state, std::string_view line);

}  // namespace qiao::cli
