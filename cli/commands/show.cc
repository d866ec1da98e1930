#include "cli/commands/arguments.h"
#include "cli/commands/command.h"
#include "cli/facts/choose_entity.h"
#include "cli/facts/dossier.h"
#include "cli/open.h"
#include "cli/say.h"

namespace qiao::cli {
namespace {

struct Arguments {
  DatabaseArguments database;
  std::string name;
  FindOptions options;
  std::string format = "text";
};

base::Result<void> Show(const query::GraphReader& graph, const Arguments& arguments, Session& session) {
  QIAO_TRY(const auto chosen, ChooseEntities(graph, arguments.name, arguments.options));
  for (const Entity& entity : chosen) {
    QIAO_TRY(const auto dossier, ReadDossier(graph, entity));
    if (arguments.format == "json") {
      session.out.Write(DossierJson(dossier));
    } else {
      if (&entity != &chosen.front()) session.out.Write("\n");
      session.out.Write(DossierText(dossier, session.language));
    }
  }
  return {};
}

int RunShow(const Arguments& arguments, Session& session) {
  const auto database = Open(arguments.database, OpenMode::kExisting);
  if (!database) return session.Fail(database.error());
  const auto shown = Show(*(*database)->Read(), arguments, session);
  return shown ? kExitOk : session.Fail(shown.error());
}

}  // namespace

void AddShow(CLI::App& app, base::Language language, Run& run) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App& command =
      *app.add_subcommand("show", Say(language, "Show one entity: its facts, each with the sentence that says so"));
  AddDatabaseArguments(command, arguments->database, language);
  command.add_option("NAME", arguments->name, Say(language, "name or alias of the entity"))->required()->type_name("");
  command.add_option("--label", arguments->options.label, Say(language, "only entities with this label"))
      ->type_name("LABEL");
  AddFormat(command, arguments->format, Say(language, "text, or json: one object an entity"), {"text", "json"});
  command.footer(Say(language,
                     "Examples:\n"
                     "  qiao show coop.db 潞城区\n"
                     "  qiao show coop.db 市二院 --label Hospital --format json"));
  RunWhenChosen(command, run, arguments, RunShow);
}

}  // namespace qiao::cli
