#include <chrono>
#include <thread>

#include "cli/commands/arguments.h"
#include "cli/commands/command.h"
#include "cli/format/json_text.h"
#include "cli/format/values.h"
#include "cli/interrupt.h"
#include "cli/say.h"
#include "engine/changes.h"
#include "engine/database.h"

namespace qiao::cli {
namespace {

using base::Value;
using engine::CommittedChanges;
using engine::EntityChange;
using engine::TableChange;

struct Arguments {
  std::string path;
  std::optional<uint64_t> from;
  bool once = false;
  bool follow = false;  // what happens without `once` anyway
  std::string format = "json";
};

constexpr std::chrono::milliseconds kInterval{100};

std::string_view NameOf(EntityChange::Kind kind) {
  switch (kind) {
    case EntityChange::Kind::kCreated:
      return "created";
    case EntityChange::Kind::kChanged:
      return "changed";
    case EntityChange::Kind::kDeleted:
      return "deleted";
  }
  return "";
}

base::Map Line(const CommittedChanges& commit, std::string_view change) {
  return {{"version", Number(commit.version)}, {"time", Value::Of(commit.time)}, {"change", Value::String(change)}};
}

base::Map Line(const CommittedChanges& commit, EntityChange change) {
  base::Map line = Line(commit, NameOf(change.kind));
  line.emplace_back(change.relationship ? "relationship" : "node", Number(change.id));
  if (change.relationship) {
    line.emplace_back("type", Value::String(change.type));
    line.emplace_back("start", Number(change.start));
    line.emplace_back("end", Number(change.end));
  } else {
    line.emplace_back("labels", Texts(change.labels));
    if (!change.added_labels.empty()) line.emplace_back("added_labels", Texts(change.added_labels));
    if (!change.removed_labels.empty()) line.emplace_back("removed_labels", Texts(change.removed_labels));
  }
  if (change.kind != EntityChange::Kind::kDeleted) {
    line.emplace_back("properties", Value::Of(std::move(change.properties)));
  }
  return line;
}

base::Map Line(const CommittedChanges& commit, const TableChange& change) {
  base::Map line = Line(commit, "many");
  if (change.type.empty()) {
    line.emplace_back("labels", Texts(change.labels));
  } else {
    line.emplace_back("type", Value::String(change.type));
    line.emplace_back("start_labels", Texts(change.labels));
    line.emplace_back("end_labels", Texts(change.end_labels));
  }
  line.emplace_back("created", Number(change.created));
  line.emplace_back("deleted", Number(change.deleted));
  if (change.created > 0) line.emplace_back("first_id", Number(change.first_id));
  return line;
}

void Print(CommittedChanges commit, Output& out) {
  const auto print = [&out](base::Map line) { out.Write(ToJson(Value::Of(std::move(line))) + "\n"); };
  for (EntityChange& change : commit.changes) print(Line(commit, std::move(change)));
  if (commit.complete) return;
  for (const TableChange& change : commit.tables) print(Line(commit, change));
  // Such a commit may have changed properties and labels only.
  if (commit.tables.empty()) print(Line(commit, "many"));
}

// The first version to print.
base::Result<uint64_t> Start(const Arguments& arguments, const engine::Database& database) {
  if (arguments.from.value_or(0) > 0) {
    if (*arguments.from <= database.version() + 1) return *arguments.from;
    return base::MakeError(base::ErrorCode::kInput, "there is no version {} yet: the last commit was version {}",
                           *arguments.from, database.version());
  }
  // From 0 means from the beginning, as far as it is kept.
  if (!arguments.once && !arguments.from) return database.version() + 1;
  QIAO_TRY(const auto oldest, database.OldestChanges());
  return oldest.value_or(database.version() + 1);
}

base::Result<void> Follow(const Arguments& arguments, engine::Database& database, Output& out) {
  QIAO_TRY(uint64_t next, Start(arguments, database));
  while (!Interrupted() && !out.closed()) {
    for (; next <= database.version() && !Interrupted() && !out.closed(); ++next) {
      QIAO_TRY(auto commit, database.Changes(next));
      Print(std::move(commit), out);
    }
    out.Flush();
    if (arguments.once) return out.status();
    std::this_thread::sleep_for(kInterval);
    QIAO_CHECK(database.Refresh());
  }
  return out.status();
}

int RunWatch(const Arguments& arguments, Session& session) {
  engine::DatabaseOptions options;
  options.create_if_missing = false;
  options.read_only = true;
  options.refresh_interval = std::chrono::milliseconds::max();
  auto database = engine::Database::Open(arguments.path, options);
  if (!database) return session.Fail(database.error());
  auto followed = Follow(arguments, **database, session.out);
  session.out.Flush();
  if (!followed) return session.Fail(followed.error());
  return Interrupted() ? kExitInterrupted : kExitOk;
}

}  // namespace

void AddWatch(CLI::App& app, base::Language language, Run& run) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App& command =
      *app.add_subcommand("watch", Say(language, "Print what commits change as JSON lines, while others write"));
  AddDatabaseFolder(command, arguments->path, language);
  command
      .add_option(
          "--from", arguments->from,
          Say(language,
              "begin with this version, 0: the oldest kept; without it the next one, or with --once the oldest"))
      ->type_name("VERSION")
      ->check(CLI::Range(uint64_t{0}, uint64_t{1} << 62));
  auto* once =
      command.add_flag("--once", arguments->once, Say(language, "stop when all is printed that was committed"));
  command.add_flag("--follow", arguments->follow, Say(language, "go on until Ctrl-C, as without --once"))
      ->excludes(once);
  AddFormat(command, arguments->format, Say(language, "json"), {"json"});
  command.footer(Say(language,
                     "Examples:\n"
                     "  qiao watch coop.db                    what is committed from now on\n"
                     "  qiao watch coop.db --from 120         what version 120 and those after it changed\n"
                     "  qiao watch coop.db --once > changes.jsonl\n\n"
                     "The newest changes are kept, 16 MB of them unless the writer was given another --change-log."));
  RunWhenChosen(command, run, arguments, RunWatch);
}

}  // namespace qiao::cli
