// The commands of qiao; each is a row of Commands() and a file beside this one.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <span>

#include "cli/session.h"

namespace qiao::cli {

// Set by the command that the arguments choose; answers the exit code.
using Run = std::function<int(Session& session)>;

// Describes a command's arguments to `app`. When they choose it, `run` is set.
using AddCommand = void (*)(CLI::App& app, base::Language language, Run& run);

void AddLoad(CLI::App& app, base::Language language, Run& run);
void AddExport(CLI::App& app, base::Language language, Run& run);
void AddImport(CLI::App& app, base::Language language, Run& run);
void AddQuery(CLI::App& app, base::Language language, Run& run);
void AddShell(CLI::App& app, base::Language language, Run& run);
void AddExtract(CLI::App& app, base::Language language, Run& run);
void AddSchema(CLI::App& app, base::Language language, Run& run);
void AddFind(CLI::App& app, base::Language language, Run& run);
void AddWhy(CLI::App& app, base::Language language, Run& run);
void AddConflicts(CLI::App& app, base::Language language, Run& run);
void AddAsk(CLI::App& app, base::Language language, Run& run);
void AddReview(CLI::App& app, base::Language language, Run& run);
void AddForget(CLI::App& app, base::Language language, Run& run);
void AddShow(CLI::App& app, base::Language language, Run& run);
void AddCheck(CLI::App& app, base::Language language, Run& run);
void AddBackup(CLI::App& app, base::Language language, Run& run);
void AddRestore(CLI::App& app, base::Language language, Run& run);
void AddCompact(CLI::App& app, base::Language language, Run& run);
void AddStats(CLI::App& app, base::Language language, Run& run);
void AddWatch(CLI::App& app, base::Language language, Run& run);

// In the order of the help.
std::span<const AddCommand> Commands();

// Sets `run` to `work` with its arguments when they choose the command.
template <class Arguments>
void RunWhenChosen(CLI::App& command, Run& run, std::shared_ptr<Arguments> arguments,
                   int (*work)(const Arguments&, Session&)) {
  command.callback([=, &run] { run = [=](Session& session) { return work(*arguments, session); }; });
}

}  // namespace qiao::cli
