#include "loaders/export/export.h"

#include <chrono>

#include "cli/commands/arguments.h"
#include "cli/commands/command.h"
#include "cli/interrupt.h"
#include "cli/open.h"
#include "cli/progress_bar.h"
#include "cli/say.h"

namespace qiao::cli {
namespace {

using loaders::exporting::Format;

struct Arguments {
  DatabaseArguments database;
  std::string folder;
  std::string format = "csv";
};

int RunExport(const Arguments& arguments, Session& session) {
  const auto database = Open(arguments.database, OpenMode::kReadOnly);
  if (!database) return session.Fail(database.error());
  const Format format = arguments.format == "csv"     ? Format::kCsv
                        : arguments.format == "jsonl" ? Format::kJsonLines
                                                      : Format::kCypher;
  ProgressBar bar(session.err);
  const auto report = loaders::exporting::Export(
      *(*database)->Read(), arguments.folder, format, [&bar](const loaders::Progress& progress) { bar.Show(progress); },
      &Interrupted());
  bar.Clear();
  if (!report) return session.Fail(report.error());
  session.out.Write(Say(session.language, "{} nodes and {} relationships in {} files of {}", report->nodes,
                        report->relationships, report->files, arguments.folder) +
                    "\n");
  return kExitOk;
}

}  // namespace

void AddExport(CLI::App& app, base::Language language, Run& run) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App& command = *app.add_subcommand("export", Say(language, "Write the whole graph into files"));
  AddDatabaseArguments(command, arguments->database, language);
  command.add_option("DIR", arguments->folder, Say(language, "a new or empty folder"))->required()->type_name("");
  AddFormat(command, arguments->format, Say(language, "csv, jsonl or cypher (csv)"), {"csv", "jsonl", "cypher"});
  command.footer(
      Say(language,
          "Others may read and write meanwhile: the files hold the graph of the moment at which it began, with its "
          "indexes and constraints.\n\n"
          "Examples:\n"
          "  qiao export coop.db coop-csv                       tables with neo4j-admin's headers\n"
          "  qiao import copy.db coop-csv                       the same graph again\n"
          "  qiao export coop.db coop-json --format jsonl       as apoc.export.json writes it\n"
          "  qiao export coop.db coop-script --format cypher    for qiao load, or the shell"));
  RunWhenChosen(command, run, arguments, RunExport);
}

}  // namespace qiao::cli
