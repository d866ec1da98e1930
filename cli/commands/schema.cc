#include "cli/graph/schema.h"

#include "cli/commands/arguments.h"
#include "cli/commands/command.h"
#include "cli/open.h"
#include "cli/say.h"

namespace qiao::cli {
namespace {

struct Arguments {
  DatabaseArguments database;
  std::string format = "table";
};

int RunSchema(const Arguments& arguments, Session& session) {
  const auto database = Open(arguments.database, OpenMode::kExisting);
  if (!database) return session.Fail(database.error());
  const auto schema = ReadSchema(*(*database)->Read());
  if (!schema) return session.Fail(schema.error());
  const size_t width = session.out.is_terminal() ? session.out.width() : 0;
  session.out.Write(arguments.format == "json" ? SchemaJson(*schema) : SchemaText(*schema, session.language, width));
  return kExitOk;
}

}  // namespace

void AddSchema(CLI::App& app, base::Language language, Run& run) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App& command =
      *app.add_subcommand("schema", Say(language, "Show labels, types, keys and connections with counts"));
  AddDatabaseArguments(command, arguments->database, language);
  AddFormat(command, arguments->format, Say(language, "table or json"), {"table", "json"});
  command.footer(Say(language,
                     "Examples:\n"
                     "  qiao schema coop.db\n"
                     "  qiao schema coop.db --format json"));
  RunWhenChosen(command, run, arguments, RunSchema);
}

}  // namespace qiao::cli
