#include "loaders/facts/forget.h"

#include "cli/commands/arguments.h"
#include "cli/commands/command.h"
#include "cli/format/row_writer.h"
#include "cli/format/values.h"
#include "cli/open.h"
#include "cli/say.h"

namespace qiao::cli {
namespace {

struct Arguments {
  DatabaseArguments database;
  std::vector<std::string> documents;
  std::string format = "table";
};

int RunForget(const Arguments& arguments, Session& session) {
  const auto database = Open(arguments.database, OpenMode::kExisting);
  if (!database) return session.Fail(database.error());
  const auto forgotten = loaders::ForgetArticles(**database, arguments.documents);
  if (!forgotten) return session.Fail(forgotten.error());
  const auto writer = FindRowFormat(arguments.format)->make(session.out, session.language);
  writer->Begin({"document", "title", "claims", "entities"});
  for (const loaders::Forgotten& one : *forgotten) {
    writer->Add({base::Value::String(one.doc), TextOrNull(one.title), Number(one.claims), Number(one.entities)});
  }
  writer->End({.rows = forgotten->size()});
  return kExitOk;
}

}  // namespace

void AddForget(CLI::App& app, base::Language language, Run& run) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App& command =
      *app.add_subcommand("forget", Say(language, "Take articles out, with everything that only they say"));
  AddDatabaseArguments(command, arguments->database, language);
  command
      .add_option("DOCUMENT", arguments->documents,
                  Say(language, "names of documents, or the beginning of their text hash"))
      ->required()
      ->type_name("");
  AddRowFormat(command, arguments->format, language);
  command.footer(Say(language,
                     "Examples:\n"
                     "  qiao forget coop.db 2024-06-21-news\n"
                     "  qiao query coop.db \"MATCH (d:Document) RETURN d.doc, d.title, d.text_hash\""));
  RunWhenChosen(command, run, arguments, RunForget);
}

}  // namespace qiao::cli
