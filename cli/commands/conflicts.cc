#include "loaders/facts/conflicts.h"

#include <algorithm>

#include "cli/commands/arguments.h"
#include "cli/commands/command.h"
#include "cli/facts/print_rows.h"
#include "cli/format/values.h"
#include "cli/open.h"
#include "cli/say.h"

namespace qiao::cli {
namespace {

constexpr std::string_view kKinds[] = {"amount", "date", "count", "place", "name"};

struct Arguments {
  DatabaseArguments database;
  std::string kind;
  bool all = false;
  std::string format = "table";
};

// One row for each statement that disagrees with the first.
void AddRows(const loaders::Conflict& conflict, std::vector<engine::Row>& rows) {
  for (size_t i = 1; i < conflict.statements.size(); ++i) {
    engine::Row row{base::Value::String(conflict.kind), TextOrNull(conflict.type), TextOrNull(conflict.about)};
    for (const loaders::Statement* statement : {&conflict.statements[0], &conflict.statements[i]}) {
      row.push_back(TextOrNull(statement->value));
      row.push_back(TextOrNull(statement->article.doc));
      row.push_back(TextOrNull(statement->article.published));
      row.push_back(TextOrNull(statement->sentence));
    }
    rows.push_back(std::move(row));
  }
}

int RunConflicts(const Arguments& arguments, Session& session) {
  const auto database = Open(arguments.database, OpenMode::kExisting);
  if (!database) return session.Fail(database.error());
  const auto conflicts = loaders::FindConflicts(*(*database)->Read());
  if (!conflicts) return session.Fail(conflicts.error());
  std::vector<engine::Row> rows;
  for (const loaders::Conflict& conflict : *conflicts) {
    if (conflict.decided && !arguments.all) continue;
    if (arguments.kind.empty() || conflict.kind == arguments.kind) AddRows(conflict, rows);
  }
  PrintRows(session, arguments.format,
            {"kind", "type", "about", "value", "article", "published", "sentence", "other_value", "other_article",
             "other_published", "other_sentence"},
            std::move(rows));
  return kExitOk;
}

}  // namespace

void AddConflicts(CLI::App& app, base::Language language, Run& run) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App& command =
      *app.add_subcommand("conflicts", Say(language, "List what articles disagree about, with both sentences"));
  AddDatabaseArguments(command, arguments->database, language);
  command.add_option("--kind", arguments->kind, Say(language, "amount, date, count, place or name"))
      ->type_name("KIND")
      ->check(CLI::IsMember(std::vector<std::string>(std::begin(kKinds), std::end(kKinds))));
  command.add_flag("--all", arguments->all, Say(language, "also those that a person decided"));
  AddRowFormat(command, arguments->format, language);
  command.footer(Say(language,
                     "Examples:\n"
                     "  qiao conflicts coop.db\n"
                     "  qiao conflicts coop.db --kind amount --format csv"));
  RunWhenChosen(command, run, arguments, RunConflicts);
}

}  // namespace qiao::cli
