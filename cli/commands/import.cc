#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "base/machine_memory.h"
#include "base/text.h"
#include "cli/commands/command.h"
#include "cli/commands/table_arguments.h"
#include "cli/interrupt.h"
#include "cli/open.h"
#include "cli/progress_bar.h"
#include "cli/quantity.h"
#include "cli/say.h"
#include "engine/bulk.h"
#include "loaders/import/file_groups.h"
#include "loaders/import/find_groups.h"
#include "loaders/import/import_tables.h"

namespace qiao::cli {
namespace {

using loaders::import::ImportOptions;
using loaders::import::ImportReport;

struct Arguments {
  std::string database;
  std::vector<std::string> files;
  std::vector<std::string> nodes;
  std::vector<std::string> relationships;
  std::string delimiter;
  std::string array_delimiter = ";";
  std::string quote = "\"";
  std::string encoding;
  std::string id_type = "string";
  std::string memory;
  ImportOptions options;
};

base::Result<ImportOptions> OptionsOf(const Arguments& arguments) {
  ImportOptions options = arguments.options;
  if (!arguments.delimiter.empty()) {
    QIAO_TRY(options.tables.delimiter, OneCharacter("--delimiter", arguments.delimiter));
  }
  QIAO_TRY(options.tables.array_delimiter, OneCharacter("--array-delimiter", arguments.array_delimiter));
  if (arguments.quote.size() != 1) {
    return base::MakeError(base::ErrorCode::kArgument, "--quote takes one ASCII character, not '{}'", arguments.quote);
  }
  options.tables.quote = arguments.quote.front();
  QIAO_TRY(options.tables.charset, CharsetOf(arguments.encoding));
  if (base::AsciiLower(arguments.id_type) == "integer") options.id_type = loaders::csv::CellType::kInteger;
  constexpr uint64_t kLeastMemory = 32 << 20;
  if (arguments.memory.empty()) {
    options.memory = std::max(kLeastMemory, std::min(options.memory, base::MachineMemory() / 2));
  } else {
    QIAO_TRY(options.memory, ParseBytes(arguments.memory));
  }
  if (options.memory < kLeastMemory) {
    return base::MakeError(base::ErrorCode::kArgument, "--memory: an import needs at least {} MB", kLeastMemory >> 20);
  }
  return options;
}

base::Result<ImportReport> Import(const Arguments& arguments, ImportOptions& options) {
  QIAO_TRY(auto found, loaders::import::FindGroups(arguments.files, options));
  auto& [nodes, relationships, json_lines, schemas, rules] = found;
  options.schema_files = std::move(schemas);
  options.rules = std::move(rules);
  for (const std::string& text : arguments.nodes) {
    QIAO_TRY(auto group, loaders::import::ReadFileGroup(text, false));
    nodes.push_back(std::move(group));
  }
  for (const std::string& text : arguments.relationships) {
    QIAO_TRY(auto group, loaders::import::ReadFileGroup(text, true));
    relationships.push_back(std::move(group));
  }
  for (const auto& group : json_lines) {
    nodes.push_back(group);
    relationships.push_back(group);
  }
  if (nodes.empty() && relationships.empty() && options.schema_files.empty()) {
    return base::MakeError(base::ErrorCode::kInput, "there is no file to import");
  }
  QIAO_TRY(const auto database, engine::OpenToImport(arguments.database));
  return loaders::import::ImportTables(*database, nodes, relationships, options);
}

uint64_t PeakMemory() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<uint64_t>(usage.ru_maxrss) << 10;
}

void Print(Session& session, const Arguments& arguments, const ImportReport& report, double seconds) {
  const base::Language language = session.language;
  session.out.Write(Say(language, "{} files: {} nodes and {} relationships imported in {} s, peak memory {} MB",
                        report.files, report.nodes, report.relationships, fmt::format("{:.1f}", seconds),
                        PeakMemory() >> 20) +
                    "\n");
  if (report.skipped == 0) return;
  session.out.Write(Say(language, "{} bad rows skipped:", report.skipped) + "\n");
  for (const base::Error& error : report.first_skipped) session.out.Write("  " + error.Text(language) + "\n");
  if (report.skipped > report.first_skipped.size()) session.out.Write("  …\n");
  if (!arguments.options.report_file.empty()) {
    session.out.Write(Say(language, "{} lists them all", arguments.options.report_file) + "\n");
  }
}

int RunImport(const Arguments& arguments, Session& session) {
  auto options = OptionsOf(arguments);
  if (!options) {
    session.Fail(options.error());
    return kExitUsage;
  }
  ProgressBar bar(session.err);
  options->progress = [&bar](const loaders::Progress& progress) { bar.Show(progress); };
  options->cancelled = &Interrupted();
  const auto start = std::chrono::steady_clock::now();
  const auto report = Import(arguments, *options);
  bar.Clear();
  if (!report) return session.Fail(report.error());
  Print(session, arguments, *report, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  return kExitOk;
}

void AddTableOptions(CLI::App& command, Arguments& arguments, base::Language language) {
  command.add_option("--delimiter", arguments.delimiter, Say(language, "between the columns of tables"))
      ->type_name("CHAR");
  command.add_option("--array-delimiter", arguments.array_delimiter, Say(language, "between the elements of a list"))
      ->type_name("CHAR");
  command.add_option("--quote", arguments.quote, Say(language, "around cells that hold delimiters or line breaks"))
      ->type_name("CHAR");
  command
      .add_option("--encoding,--input-encoding", arguments.encoding,
                  Say(language, "of tables, where it isn't guessed rightly"))
      ->type_name("NAME");
  command.add_option("--id-type", arguments.id_type, Say(language, "of id columns: string, or integer"))
      ->type_name("TYPE")
      ->check(CLI::IsMember({"string", "integer"}, CLI::ignore_case));
  ImportOptions& options = arguments.options;
  command.add_flag("--trim-strings", options.trim_strings, Say(language, "texts without white space at their ends"));
  command.add_flag("--ignore-empty-strings", options.ignore_empty_strings, Say(language, "\"\" is no property"));
  command.add_flag("--ignore-extra-columns", options.ignore_extra_columns,
                   Say(language, "rows may be longer than the header"));
  command.add_flag("--auto-skip-subsequent-headers", options.skip_headers,
                   Say(language, "every file of a group begins with a header, not only the first"));
}

void AddFaultOptions(CLI::App& command, ImportOptions& options, base::Language language) {
  command.add_flag("--skip-bad-relationships", options.skip_bad_relationships,
                   Say(language, "leave out relationships whose ends aren't there"));
  command.add_flag("--skip-duplicate-nodes", options.skip_duplicate_nodes,
                   Say(language, "leave out nodes whose id was used before"));
  command.add_flag("--skip-bad-rows", options.skip_bad_rows,
                   Say(language, "leave out these, and whatever else is wrong with one row"));
  command
      .add_option("--bad-tolerance", options.bad_tolerance,
                  Say(language, "so many rows may be left out; -1: any number (1000)"))
      ->type_name("N");
  command.add_option("--report-file", options.report_file, Say(language, "lists the rows that were left out"))
      ->type_name("FILE");
}

}  // namespace

void AddImport(CLI::App& app, base::Language language, Run& run) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App& command = *app.add_subcommand("import", Say(language, "Import large tables, all or nothing"));
  command.add_option("DB", arguments->database, Say(language, "folder of the database, or :memory:"))
      ->required()
      ->type_name("");
  command
      .add_option(
          "FILE", arguments->files,
          Say(language,
              "tables that each begin with a header, JSON lines of apoc.export.json, folders of these or of Kùzu's "
              "EXPORT DATABASE, scripts (.cypher) that make indexes and constraints"))
      ->type_name("");
  command
      .add_option("--nodes", arguments->nodes,
                  Say(language,
                      "tables of nodes: [LABEL[:LABEL]…=]FILE[,FILE…]; the first file begins with the header, "
                      "the others follow it; .* and the like in a name stand for all files that fit"))
      ->type_name("FILES")
      ->allow_extra_args(false);
  command
      .add_option("--relationships", arguments->relationships,
                  Say(language, "tables of relationships: [TYPE=]FILE[,FILE…]"))
      ->type_name("FILES")
      ->allow_extra_args(false);
  AddTableOptions(command, *arguments, language);
  AddFaultOptions(command, arguments->options, language);
  command
      .add_option("--memory,--max-off-heap-memory", arguments->memory,
                  Say(language, "to plan with (1GB, at most half of the machine's)"))
      ->type_name("SIZE");
  command.add_option("--threads", arguments->options.threads, Say(language, "that work (as many as the machine has)"))
      ->type_name("N");
  command.footer(Say(
      language,
      "Headers are neo4j-admin's: id:ID(Person), :LABEL, :START_ID(Person), :END_ID, :TYPE, age:long, tags:string[].\n"
      "Files may be compressed with gzip, zstd, bzip2 or xz. An import that is interrupted has changed nothing.\n\n"
      "Examples:\n"
      "  qiao import social.db --nodes=Person=people.csv --nodes=Comment:Message=comments.csv.gz \\\n"
      "      --relationships=LIKES=likes_header.csv,'likes_.*\\.csv' --delimiter='|'\n"
      "  qiao import social.db --relationships=more.csv --skip-bad-relationships --report-file=bad.txt\n"
      "  qiao import copy.db exported/          what qiao export has written\n"
      "  qiao import copy.db graph.jsonl\n"
      "  qiao import copy.db kuzu-export/       what EXPORT DATABASE '…' (format=\"csv\") of Kùzu or Ladybug has "
      "written\n"
      "  qiao import social.db rules.cypher --nodes=Person=people.csv    with indexes and constraints"));
  RunWhenChosen(command, run, arguments, RunImport);
}

}  // namespace qiao::cli
