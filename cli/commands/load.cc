#include "loaders/load.h"

#include <algorithm>
#include <thread>

#include "cli/commands/arguments.h"
#include "cli/commands/command.h"
#include "cli/commands/table_arguments.h"
#include "cli/facts/load_report.h"
#include "cli/interrupt.h"
#include "cli/open.h"
#include "cli/progress_bar.h"
#include "cli/say.h"
#include "loaders/file_kind.h"

namespace qiao::cli {
namespace {

struct Arguments {
  DatabaseArguments database;
  std::vector<std::string> files;
  std::string delimiter;
  std::string array_delimiter = ";";
  std::string encoding;
  bool update = false;
  std::string manifest;
  std::string published;
  bool sync = false;
  std::vector<std::string> rules;
  std::string format = "text";
};

base::Result<loaders::csv::TableOptions> TableOptionsOf(const Arguments& arguments) {
  loaders::csv::TableOptions options;
  options.update = arguments.update;
  if (!arguments.delimiter.empty()) {
    QIAO_TRY(options.delimiter, OneCharacter("--delimiter", arguments.delimiter));
  }
  QIAO_TRY(options.array_delimiter, OneCharacter("--array-delimiter", arguments.array_delimiter));
  QIAO_TRY(options.charset, CharsetOf(arguments.encoding));
  return options;
}

int RunLoad(const Arguments& arguments, Session& session) {
  loaders::LoadOptions options;
  auto tables = TableOptionsOf(arguments);
  if (!tables) {
    session.Fail(tables.error());
    return kExitUsage;
  }
  options.tables = *std::move(tables);
  options.language = session.language;
  options.cancelled = &Interrupted();
  options.manifest = arguments.manifest;
  options.published = arguments.published;
  options.sync = arguments.sync;
  options.rules = arguments.rules;
  const size_t threads = arguments.database.threads;
  options.threads = threads > 0 ? threads : std::max(1U, std::thread::hardware_concurrency());
  const auto database = Open(arguments.database, OpenMode::kCreate);
  if (!database) return session.Fail(database.error());
  ProgressBar bar(session.err);
  options.progress = [&bar](const loaders::Progress& progress) { bar.Show(progress); };
  const auto report = loaders::Load(**database, arguments.files, options);
  bar.Clear();
  if (!report) return session.Fail(report.error());
  session.out.Write(arguments.format == "json" ? LoadReportJson(*report, session.language)
                                               : LoadReportText(*report, session.language));
  session.out.Flush();
  return kExitOk;
}

}  // namespace

void AddLoad(CLI::App& app, base::Language language, Run& run) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App& command = *app.add_subcommand("load", Say(language, "Load tables, scripts and articles into a database"));
  AddDatabaseArguments(command, arguments->database, language);
  command.add_option("FILE", arguments->files, Say(language, "files, or folders of files"))->required()->type_name("");
  command.add_flag("--update", arguments->update,
                   Say(language, "add rows to nodes that are there already instead of refusing them"));
  command.add_option("--delimiter", arguments->delimiter, Say(language, "between the columns of tables"))
      ->type_name("CHAR");
  command.add_option("--array-delimiter", arguments->array_delimiter, Say(language, "between the elements of a list"))
      ->type_name("CHAR");
  command.add_option("--encoding", arguments->encoding, Say(language, "of tables, where it isn't guessed rightly"))
      ->type_name("NAME");
  command
      .add_option("--manifest", arguments->manifest,
                  Say(language, "CSV about the articles: file, title, published, outlet, url"))
      ->type_name("FILE");
  command
      .add_option("--published", arguments->published,
                  Say(language, "the day of articles that the manifest does not date: 2024-06-21"))
      ->type_name("DAY");
  command.add_flag("--sync", arguments->sync,
                   Say(language, "take out the articles that none of the files holds, as they are now"));
  command.add_option("--rules", arguments->rules, Say(language, "a folder or file of own rules and words"))
      ->type_name("PATH")
      ->allow_extra_args(false);
  AddFormat(command, arguments->format, Say(language, "of the report: text or json"), {"text", "json"});
  std::string kinds = Say(language, "What a file holds is told by its content:\n");
  for (const loaders::LoaderRow& loader : loaders::Loaders()) {
    kinds += fmt::format("  {:<10}{}\n", loader.name, Translated(language, loader.help));
  }
  command.footer(kinds + "\n" +
                 Say(language,
                     "Examples:\n"
                     "  qiao load coop.db nodes/ links/       tables, all in one transaction\n"
                     "  qiao load coop.db articles/           articles, each whole or not at all\n"
                     "  qiao load coop.db articles/ --manifest articles.csv --threads 4\n"
                     "  qiao load coop.db articles/ --sync    … and takes out what was changed or deleted there\n"
                     "  qiao load coop.db schema.cypher       a script, in one transaction\n"
                     "  qiao load coop.db nodes.csv --update  rows for nodes that may be there already"));
  RunWhenChosen(command, run, arguments, RunLoad);
}

}  // namespace qiao::cli
