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

int RunCompact(const Arguments& arguments, Session& session) {
  base::Result<engine::CompactReport> report = [&] {
    LongWork work(session);
    return engine::CompactDatabase(arguments.path, work.progress());
  }();
  if (!report) return session.Fail(report.error());
  if (arguments.format == "json") {
    using base::Value;
    session.out.Write(ToJson(Value::Of(base::Map{{"bytes_before", Number(report->bytes_before)},
                                                 {"bytes_after", Number(report->bytes_after)}})) +
                      "\n");
  } else {
    session.out.Write(Say(session.language, "{} bytes on disk, {} before", report->bytes_after, report->bytes_before) +
                      "\n");
  }
  return kExitOk;
}

}  // namespace

void AddCompact(CLI::App& app, base::Language language, Run& run) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App& command =
      *app.add_subcommand("compact", Say(language, "Lay a database out anew, so that it takes little room"));
  AddDatabaseFolder(command, arguments->path, language);
  AddReportFormat(command, arguments->format, language);
  command.footer(Say(language,
                     "Examples:\n"
                     "  qiao compact coop.db\n\n"
                     "Others may read meanwhile, nobody may write."));
  RunWhenChosen(command, run, arguments, RunCompact);
}

}  // namespace qiao::cli
