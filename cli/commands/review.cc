#include "loaders/facts/review.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "cli/commands/arguments.h"
#include "cli/commands/command.h"
#include "cli/facts/print_rows.h"
#include "cli/format/values.h"
#include "cli/open.h"
#include "cli/say.h"
#include "loaders/facts/doubts.h"
#include "loaders/facts/entity_key.h"
#include "loaders/facts/fact_graph.h"

namespace qiao::cli {
namespace {

using base::Value;

struct Arguments {
  DatabaseArguments database;
  std::string output;
  double below = 0.75;
  std::string apply;
  std::string by;
  std::string why;
  bool list = false;
  int64_t undo = 0;
  std::string format = "table";
};

std::vector<std::string> ReviewColumns() {
  return {std::begin(loaders::kReviewColumns), std::end(loaders::kReviewColumns)};
}

std::vector<engine::Row> RowsOf(const std::vector<loaders::Doubt>& doubts, base::Language language) {
  std::vector<engine::Row> rows;
  for (const loaders::Doubt& doubt : doubts) {
    engine::Row row;
    for (const std::string_view column : loaders::kReviewColumns)
      row.push_back(TextOrNull(doubt.Cell(column, language)));
    rows.push_back(std::move(row));
  }
  return rows;
}

int WriteFile(const std::string& path, const std::vector<engine::Row>& rows, Session& session) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (descriptor < 0) {
    return session.Fail(base::MakeError(base::ErrorCode::kIo, "{}: {}", path, std::strerror(errno)));
  }
  base::Result<void> written;
  {
    Output file(descriptor);
    file.Write(kByteOrderMark);
    const auto writer = FindRowFormat("csv")->make(file, session.language);
    writer->Begin(ReviewColumns());
    for (const engine::Row& row : rows) writer->Add(row);
    writer->End({.rows = rows.size()});
    file.Flush();
    written = file.status();
  }
  if (::close(descriptor) != 0 && written) {
    written = base::MakeError(base::ErrorCode::kIo, "{}: {}", path, std::strerror(errno));
  }
  if (!written) return session.Fail(written.error());
  session.out.Write(Say(session.language, "{} doubts written to {}", rows.size(), path) + "\n");
  return kExitOk;
}

int RunDoubts(const Arguments& arguments, Session& session) {
  const auto database = Open(arguments.database, OpenMode::kExisting);
  if (!database) return session.Fail(database.error());
  const auto doubts = loaders::FindDoubts(*(*database)->Read(), arguments.below);
  if (!doubts) return session.Fail(doubts.error());
  auto rows = RowsOf(*doubts, session.language);
  if (!arguments.output.empty()) return WriteFile(arguments.output, rows, session);
  PrintRows(session, arguments.format, ReviewColumns(), std::move(rows));
  return kExitOk;
}

int RunApply(const Arguments& arguments, Session& session) {
  const auto database = Open(arguments.database, OpenMode::kExisting);
  if (!database) return session.Fail(database.error());
  const auto outcome = loaders::ApplyReview(**database, arguments.apply, arguments.by, arguments.why);
  if (!outcome) return session.Fail(outcome.error());
  for (const loaders::ReviewProblem& problem : outcome->problems) {
    session.err.Write(problem.place + ": " + problem.reason.In(session.language) + "\n");
  }
  if (!outcome->problems.empty()) {
    session.err.Write(Say(session.language, "{} rows can't be applied; nothing was changed", outcome->problems.size()) +
                      "\n");
    return kExitError;
  }
  if (outcome->repeated > 0) {
    session.out.Write(Say(session.language, "{} decisions are recorded already", outcome->repeated) + "\n");
    if (outcome->decisions.empty()) return kExitOk;
  }
  if (outcome->decisions.empty()) {
    session.out.Write(Say(session.language, "no row has an action; nothing was changed") + "\n");
    return kExitOk;
  }
  session.out.Write(Say(session.language, "{} decisions recorded: {} to {}", outcome->decisions.size(),
                        outcome->decisions.front().id, outcome->decisions.back().id) +
                    "\n");
  return kExitOk;
}

// What a decision is about: 甲 = 乙, or a link with the values that a person wrote.
std::string About(const loaders::Decision& decision) {
  const auto name = [](const std::string& key) { return std::string(loaders::SplitKey(key).name); };
  switch (decision.action) {
    case loaders::Action::kMerge:
      return name(decision.key) + " = " + name(decision.other);
    case loaders::Action::kApart:
      return name(decision.key) + " ≠ " + name(decision.other);
    case loaders::Action::kSplit:
      return name(decision.key) + " → " + name(decision.other);
    case loaders::Action::kAccept:
    case loaders::Action::kReject:
    case loaders::Action::kAmend:
    case loaders::Action::kAdd:
      break;
  }
  std::string text;
  switch (decision.topic) {
    case loaders::Topic::kClaim:
      text = fmt::format("{} -{}-> {}", name(decision.subject), decision.type, name(decision.object));
      break;
    case loaders::Topic::kFigure:
      text = name(decision.subject) + (decision.object.empty() ? "" : " – ") + name(decision.object);
      text += fmt::format(" {} {}", decision.type, decision.stated);
      break;
    case loaders::Topic::kValue:
      text = fmt::format("{} {} {}", name(decision.key), decision.type, decision.stated);
      break;
  }
  for (const auto& [key, value] : decision.values) {
    if (!key.ends_with("_first") && !key.ends_with("_last")) text += " " + key + "=" + base::ToText(value);
  }
  return text;
}

int RunList(const Arguments& arguments, Session& session) {
  const auto database = Open(arguments.database, OpenMode::kExisting);
  if (!database) return session.Fail(database.error());
  const auto snapshot = (*database)->Read();
  const auto facts = loaders::FactGraph::Open(*snapshot);
  if (!facts) return session.Fail(facts.error());
  std::vector<engine::Row> rows;
  for (const loaders::Decision& decision : facts->decisions().all()) {
    const auto finds = facts->Finds(decision);
    if (!finds) return session.Fail(finds.error());
    const std::string_view state = !decision.holds() ? "undone" : *finds ? "holds" : "waits";
    rows.push_back({Value::Integer(decision.id), Value::String(Name(decision.action)), Value::String(About(decision)),
                    Value::String(state), TextOrNull(decision.by), TextOrNull(decision.at), TextOrNull(decision.why),
                    TextOrNull(decision.undone), TextOrNull(decision.undone_by)});
  }
  PrintRows(session, arguments.format, {"id", "action", "about", "state", "by", "at", "why", "undone", "undone_by"},
            std::move(rows));
  return kExitOk;
}

int RunUndo(const Arguments& arguments, Session& session) {
  const auto database = Open(arguments.database, OpenMode::kExisting);
  if (!database) return session.Fail(database.error());
  const auto decision = loaders::UndoDecision(**database, arguments.undo, arguments.by);
  if (!decision) return session.Fail(decision.error());
  session.out.Write(
      Say(session.language, "decision {} is undone: {} {}", decision->id, Name(decision->action), About(*decision)) +
      "\n");
  return kExitOk;
}

int RunReview(const Arguments& arguments, Session& session) {
  const auto usage = [&](const base::Error& error) {
    session.Fail(error);
    return kExitUsage;
  };
  const bool applies = !arguments.apply.empty(), undoes = arguments.undo != 0;
  if ((applies ? 1 : 0) + (undoes ? 1 : 0) + (arguments.list ? 1 : 0) + (arguments.output.empty() ? 0 : 1) > 1) {
    return usage(base::MakeError(base::ErrorCode::kArgument, "one of -o, --apply, --list and --undo at a time"));
  }
  if ((applies || undoes) && arguments.by.empty()) {
    return usage(base::MakeError(base::ErrorCode::kArgument, "say who decides with --by NAME"));
  }
  if (applies && arguments.why.empty()) {
    return usage(base::MakeError(base::ErrorCode::kArgument, "say why with --why TEXT"));
  }
  if (applies) return RunApply(arguments, session);
  if (undoes) return RunUndo(arguments, session);
  return arguments.list ? RunList(arguments, session) : RunDoubts(arguments, session);
}

}  // namespace

void AddReview(CLI::App& app, base::Language language, Run& run) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App& command = *app.add_subcommand(
      "review", Say(language, "Write what is doubtful into a table, and record what people decide about it"));
  AddDatabaseArguments(command, arguments->database, language);
  command.add_option("-o,--output", arguments->output, Say(language, "write the doubts as CSV for a spreadsheet"))
      ->type_name("FILE");
  command.add_option("--below", arguments->below, Say(language, "claims with less confidence are doubtful (0.75)"))
      ->type_name("NUMBER")
      ->check(CLI::Range(0.0, 1.0));
  command.add_option("--apply", arguments->apply, Say(language, "record the decisions of a filled-in table"))
      ->type_name("FILE");
  command.add_option("--by", arguments->by, Say(language, "who decides"))->type_name("NAME");
  command.add_option("--why", arguments->why, Say(language, "for what reason"))->type_name("TEXT");
  command.add_flag("--list", arguments->list, Say(language, "list all decisions"));
  command.add_option("--undo", arguments->undo, Say(language, "take a decision back"))
      ->type_name("ID")
      ->check(CLI::PositiveNumber);
  AddRowFormat(command, arguments->format, language);
  command.footer(Say(language,
                     "In the table, write into the column 'action': accept, reject or amend (a claim), merge or apart\n"
                     "(two entities); in rows of your own also add and split. docs/command.md tells more.\n\n"
                     "Examples:\n"
                     "  qiao review coop.db -o doubts.csv\n"
                     "  qiao review coop.db --apply doubts.csv --by 李 --why \"核对原文\"\n"
                     "  qiao review coop.db --list\n"
                     "  qiao review coop.db --undo 3 --by 李"));
  RunWhenChosen(command, run, arguments, RunReview);
}

}  // namespace qiao::cli
