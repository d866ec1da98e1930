#include "cli/shell/shell.h"

#include "cli/commands/command.h"
#include "cli/open.h"
#include "cli/say.h"

namespace qiao::cli {

void AddShell(CLI::App& app, base::Language language, Run& run) {
  auto arguments = std::make_shared<DatabaseArguments>();
  CLI::App& command =
      *app.add_subcommand("shell", Say(language, "Ask in a dialogue; makes the database if there is none"));
  AddDatabaseArguments(command, *arguments, language);
  command.footer(Say(language,
                     "Examples:\n"
                     "  qiao shell coop.db\n"
                     "  qiao coop.db              the same\n"
                     "  qiao shell coop.db < statements.cypher"));
  RunWhenChosen(command, run, arguments, RunShell);
}

}  // namespace qiao::cli
