#include "cli/commands/arguments.h"
#include "cli/commands/command.h"
#include "cli/format/json_text.h"
#include "cli/format/values.h"
#include "cli/long_work.h"
#include "cli/say.h"

namespace qiao::cli {
namespace {

struct Arguments {
  std::string path;
  std::string format = "text";
};

using base::Value;

std::string Json(const engine::CheckReport& report, base::Language language) {
  base::List findings;
  for (const base::Error& finding : report.findings) findings.push_back(Value::String(finding.Text(language)));
  return ToJson(Value::Of(base::Map{{"sound", Value::Boolean(report.count == 0)},
                                    {"version", Number(report.version)},
                                    {"count", Number(report.count)},
                                    {"findings", Value::Of(std::move(findings))}})) +
         "\n";
}

std::string Text(const engine::CheckReport& report, base::Language language) {
  if (report.count == 0) return Say(language, "sound, version {}", report.version) + "\n";
  std::string text;
  for (const base::Error& finding : report.findings) text += finding.Text(language) + "\n";
  if (report.count > report.findings.size()) {
    text += Say(language, "… and {} more", report.count - report.findings.size()) + "\n";
  }
  return text;
}

int RunCheck(const Arguments& arguments, Session& session) {
  base::Result<engine::CheckReport> report = [&] {
    LongWork work(session);
    return engine::CheckDatabase(arguments.path, work.progress());
  }();
  if (!report) return session.Fail(report.error());
  session.out.Write(arguments.format == "json" ? Json(*report, session.language) : Text(*report, session.language));
  if (report->count == 0) return kExitOk;
  session.out.Flush();
  session.AdviseOnDamage();
  return kExitError;
}

}  // namespace

void AddCheck(CLI::App& app, base::Language language, Run& run) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App& command = *app.add_subcommand(
      "check", Say(language, "Look for damage: checksums, counts, both ends of every relationship, indexes"));
  AddDatabaseFolder(command, arguments->path, language);
  AddReportFormat(command, arguments->format, language);
  command.footer(Say(language,
                     "Examples:\n"
                     "  qiao check coop.db                    while others use it, too\n"
                     "  qiao check coop.db --format json\n\n"
                     "Exit code 1 when something is wrong; each line says what, and where."));
  RunWhenChosen(command, run, arguments, RunCheck);
}

}  // namespace qiao::cli
