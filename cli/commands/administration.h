// The commands that look after a database, and the arguments that they share.
#pragma once

#include <string>

#include "cli/commands/command.h"

namespace qiao::cli {

void AddCheck(CLI::App& app, base::Language language, Run& run);
void AddBackup(CLI::App& app, base::Language language, Run& run);
void AddRestore(CLI::App& app, base::Language language, Run& run);
void AddCompact(CLI::App& app, base::Language language, Run& run);
void AddWatch(CLI::App& app, base::Language language, Run& run);
void AddStats(CLI::App& app, base::Language language, Run& run);

// DB, a folder.
void AddDatabaseFolder(CLI::App& command, std::string& path, base::Language language);
// --format text or json.
void AddReportFormat(CLI::App& command, std::string& format, base::Language language);

}  // namespace qiao::cli
