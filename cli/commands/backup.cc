#include "cli/commands/arguments.h"
#include "cli/commands/command.h"
#include "cli/format/json_text.h"
#include "cli/format/values.h"
#include "cli/long_work.h"
#include "cli/say.h"

namespace qiao::cli {
namespace {

struct Arguments {
  std::string from;
  std::string to;
  uint64_t number = 0;
  std::string format = "text";
};

using base::Value;

std::string Json(const engine::BackupReport& report) {
  return ToJson(Value::Of(base::Map{{"backup", Value::String(report.folder)},
                                    {"version", Number(report.version)},
                                    {"bytes", Number(report.bytes)},
                                    {"copied_bytes", Number(report.copied_bytes)}})) +
         "\n";
}

int Finish(const Arguments& arguments, Session& session, const engine::BackupReport& report, const std::string& text) {
  session.out.Write(arguments.format == "json" ? Json(report) : text + "\n");
  return kExitOk;
}

int RunBackup(const Arguments& arguments, Session& session) {
  base::Result<engine::BackupReport> report = [&] {
    LongWork work(session);
    return engine::BackUpDatabase(arguments.from, arguments.to, work.progress());
  }();
  if (!report) return session.Fail(report.error());
  return Finish(arguments, session, *report,
                Say(session.language, "{}: version {}, {} bytes, {} of them copied", report->folder, report->version,
                    report->bytes, report->copied_bytes));
}

int RunRestore(const Arguments& arguments, Session& session) {
  base::Result<engine::BackupReport> report = [&] {
    LongWork work(session);
    return engine::RestoreDatabase(arguments.from, arguments.number, arguments.to, work.progress());
  }();
  if (!report) return session.Fail(report.error());
  return Finish(arguments, session, *report,
                Say(session.language, "{}: version {}, from {}", arguments.to, report->version, report->folder));
}

}  // namespace

void AddBackup(CLI::App& app, base::Language language, Run& run) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App& command = *app.add_subcommand("backup", Say(language, "Copy a database while it is in use"));
  AddDatabaseFolder(command, arguments->from, language);
  command.add_option("DIR", arguments->to, Say(language, "folder of backups; each run adds one"))
      ->required()
      ->type_name("");
  AddReportFormat(command, arguments->format, language);
  command.footer(Say(language,
                     "Examples:\n"
                     "  qiao backup coop.db /backups/coop     makes /backups/coop/000001, 000002 …\n"
                     "  qiao query /backups/coop/000001 \"MATCH (n) RETURN count(n)\" --read-only\n\n"
                     "What has not changed since the backup before is shared with it by hard links."));
  RunWhenChosen(command, run, arguments, RunBackup);
}

void AddRestore(CLI::App& app, base::Language language, Run& run) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App& command = *app.add_subcommand("restore", Say(language, "Make a database of a backup"));
  command.add_option("DIR", arguments->from, Say(language, "folder of backups, or one of them"))
      ->required()
      ->type_name("");
  AddDatabaseFolder(command, arguments->to, language);
  command.add_option("--backup", arguments->number, Say(language, "the backup of this number; without it, the newest"))
      ->type_name("NUMBER")
      ->check(CLI::PositiveNumber);
  AddReportFormat(command, arguments->format, language);
  command.footer(Say(language,
                     "Examples:\n"
                     "  qiao restore /backups/coop coop.db\n"
                     "  qiao restore /backups/coop coop.db --backup 3\n\n"
                     "Nothing may be where the database is to be made."));
  RunWhenChosen(command, run, arguments, RunRestore);
}

}  // namespace qiao::cli
