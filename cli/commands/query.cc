#include <unistd.h>

#include <iostream>

#include "cli/commands/arguments.h"
#include "cli/commands/command.h"
#include "cli/format/row_writer.h"
#include "cli/open.h"
#include "cli/parameters.h"
#include "cli/run_statement.h"
#include "cli/say.h"
#include "loaders/read_file.h"

namespace qiao::cli {
namespace {

struct Arguments {
  DatabaseArguments database;
  std::string text;
  std::string file;
  std::vector<std::string> parameters;
  std::string format = "table";
  bool read_only = false;
  bool create = false;
};

base::Result<std::string> StandardInput(size_t limit) {
  std::string text;
  char block[size_t{64} << 10];
  while (std::cin.read(block, sizeof block).gcount() > 0) {
    text.append(block, static_cast<size_t>(std::cin.gcount()));
    if (text.size() > limit) {
      return base::MakeError(base::ErrorCode::kLimit,
                             "the statements are longer than {} bytes; load a long script with "
                             "'qiao load'",
                             limit);
    }
  }
  return text;
}

base::Result<std::string> StatementText(const Arguments& arguments) {
  const size_t limit = query::CompileOptions().max_query_bytes;
  if (!arguments.file.empty() && arguments.file != "-") return loaders::ReadText(arguments.file, limit);
  if (!arguments.text.empty()) return arguments.text;
  return StandardInput(limit);
}

int RunQuery(const Arguments& arguments, Session& session) {
  const RowFormat* format = FindRowFormat(arguments.format);
  const auto parameters = ParseParameters(arguments.parameters);
  if (!parameters) return session.Fail(parameters.error());
  const auto text = StatementText(arguments);
  if (!text) return session.Fail(text.error());
  const OpenMode mode = arguments.create      ? OpenMode::kCreate
                        : arguments.read_only ? OpenMode::kReadOnly
                                              : OpenMode::kExisting;
  const auto database = Open(arguments.database, mode);
  if (!database) return session.Fail(database.error());
  const auto connection = (*database)->Connect();
  const auto writer = format->make(session.out, session.language);
  const int code = RunScript(session, **database, *connection, *text, *parameters, *writer);
  if (code != kExitOk || !connection->in_transaction()) return code;
  return session.Fail(
      base::MakeError(base::ErrorCode::kSemantic,
                      "the statements end inside a transaction: COMMIT is missing, so what it wrote is not "
                      "kept"));
}

}  // namespace

void AddQuery(CLI::App& app, base::Language language, Run& run) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App& command = *app.add_subcommand("query", Say(language, "Run Cypher statements and print their rows"));
  AddDatabaseArguments(command, arguments->database, language);
  command
      .add_option("TEXT", arguments->text, Say(language, "statements, separated by ';'; without it, standard input"))
      ->type_name("");
  command
      .add_option("-f,--file", arguments->file, Say(language, "read the statements from a file; - is standard input"))
      ->type_name("FILE");
  command.add_option("-p,--param", arguments->parameters, Say(language, "a parameter as name=json; may be repeated"))
      ->type_name("NAME=JSON")
      ->allow_extra_args(false);
  AddRowFormat(command, arguments->format, language);
  command.add_flag("--read-only", arguments->read_only, Say(language, "refuse to write; another process may write"));
  command.add_flag("--create", arguments->create, Say(language, "make the database when there is none"));
  command.footer(Say(language,
                     "Examples:\n"
                     "  qiao query coop.db \"MATCH (h:Hospital) RETURN h.name LIMIT 3\"\n"
                     "  qiao query coop.db \"MATCH (d {{name: \\$name}})--(x) RETURN x\" --param 'name=\"潞城区\"'\n"
                     "  qiao query coop.db -f question.cypher --format csv > answer.csv\n"
                     "  echo 'RETURN 1 AS one' | qiao query :memory: --format json"));
  RunWhenChosen(command, run, arguments, RunQuery);
}

}  // namespace qiao::cli
