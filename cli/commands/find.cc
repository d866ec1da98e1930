#include "cli/commands/arguments.h"
#include "cli/commands/command.h"
#include "cli/facts/find_entities.h"
#include "cli/format/row_writer.h"
#include "cli/format/values.h"
#include "cli/open.h"
#include "cli/say.h"

namespace qiao::cli {
namespace {

struct Arguments {
  DatabaseArguments database;
  std::string text;
  FindOptions options;
  size_t limit = 50;
  std::string format = "table";
};

int RunFind(const Arguments& arguments, Session& session) {
  const auto database = Open(arguments.database, OpenMode::kExisting);
  if (!database) return session.Fail(database.error());
  const auto found = FindEntities(*(*database)->Read(), arguments.text, arguments.options);
  if (!found) return session.Fail(found.error());
  const auto writer = FindRowFormat(arguments.format)->make(session.out, session.language);
  writer->Begin({"name", "labels", "aliases", "links"});
  const size_t shown = std::min(found->size(), arguments.limit);
  for (const Entity& entity : std::span(*found).first(shown)) {
    writer->Add({base::Value::String(entity.name), Texts(entity.labels), Texts(entity.aliases), Number(entity.links)});
  }
  writer->End({.rows = shown});
  session.out.Flush();
  if (shown < found->size()) {
    session.err.Write(Say(session.language, "{} more; --limit shows them", found->size() - shown) + "\n");
  }
  return kExitOk;
}

}  // namespace

void AddFind(CLI::App& app, base::Language language, Run& run) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App& command = *app.add_subcommand("find", Say(language, "Find entities by a part of their name or alias"));
  AddDatabaseArguments(command, arguments->database, language);
  command.add_option("TEXT", arguments->text, Say(language, "a part of a name or alias"))->required()->type_name("");
  command.add_option("--label", arguments->options.label, Say(language, "only entities with this label"))
      ->type_name("LABEL");
  command.add_flag("--all", arguments->options.all, Say(language, "claims, documents and figures too"));
  command.add_option("--limit", arguments->limit, Say(language, "how many to show (50)"))->type_name("N");
  AddRowFormat(command, arguments->format, language);
  command.footer(Say(language,
                     "Examples:\n"
                     "  qiao find coop.db 潞河\n"
                     "  qiao find coop.db 人民医院 --label Hospital"));
  RunWhenChosen(command, run, arguments, RunFind);
}

}  // namespace qiao::cli
