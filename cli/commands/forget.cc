#include "loaders/facts/forget.h"

#include "cli/commands/command.h"
#include "cli/format/row_writer.h"
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
    writer->Add({base::Value::String(one.doc), one.title.empty() ? base::Value::Null() : base::Value::String(one.title),
                 base::Value::Integer(static_cast<int64_t>(one.claims)),
                 base::Value::Integer(static_cast<int64_t>(one.entities))});
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
  std::vector<std::string> names;
  for (const RowFormat& format : RowFormats()) names.emplace_back(format.name);
  command.add_option("--format", arguments->format, Say(language, "table, json, jsonl or csv"))
      ->type_name("FORMAT")
      ->check(CLI::IsMember(names));
  command.footer(Say(language,
                     "Examples:\n"
                     "  qiao forget coop.db 2024-06-21-news\n"
                     "  qiao query coop.db \"MATCH (d:Document) RETURN d.doc, d.title, d.text_hash\""));
  command.callback(
      [arguments, &run] { run = [arguments](Session& session) { return RunForget(*arguments, session); }; });
}

}  // namespace qiao::cli
