// One statement: run, its answer printed.
#pragma once

#include <string_view>

#include "base/result.h"
#include "cli/format/row_writer.h"
#include "cli/session.h"
#include "engine/database.h"

namespace qiao::cli {

// Whether names that the graph doesn't know are told where nothing is found. Not of statements that nobody has typed.
enum class Hints : bool { kNone, kNames };

// Ctrl-C stops it with kCancelled; a reader of the output that goes away stops it without an error.
// Errors: those of Connection::Execute, with their place in `statement`; kIo for output that can't be written.
base::Result<void> RunStatement(const engine::Database& database, engine::Connection& connection,
                                std::string_view statement, const base::Map& parameters, RowWriter& writer,
                                const Output& output, Hints hints = Hints::kNames);

// The statements of a script, one after the other, up to the first that fails. Answers the exit code; errors are
// printed with their place in the whole script.
int RunScript(Session& session, const engine::Database& database, engine::Connection& connection,
              std::string_view script, const base::Map& parameters, RowWriter& writer);

}  // namespace qiao::cli
