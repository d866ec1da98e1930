#include "cli/app.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <clocale>
#include <csignal>
#include <new>

#include "cli/commands/command.h"
#include "cli/interrupt.h"
#include "cli/say.h"
#include "cli/session.h"
#include "cli/shell/shell.h"

namespace qiao::cli {
namespace {

void Describe(CLI::App& app, base::Language language) {
  app.name("qiao");
  app.description(Say(language, "Qiao: an embedded knowledge graph. Opens a graph, asks it, fills it from files."));
  app.set_help_flag("-h,--help", Say(language, "print this help"));
  app.set_version_flag("--version", "qiao " QIAO_VERSION, Say(language, "print the version"));
  app.get_formatter()->column_width(34);
  app.get_formatter()->label("Usage", Say(language, "Usage"));
  app.get_formatter()->label("OPTIONS", Say(language, "OPTIONS"));
  app.get_formatter()->label("SUBCOMMAND", Say(language, "COMMAND"));
  app.get_formatter()->label("Positionals", Say(language, "Arguments"));
  app.get_formatter()->label("REQUIRED", "");
  app.option_defaults()->group(Say(language, "Options"));
  app.get_help_ptr()->group(Say(language, "Options"));
  app.get_version_ptr()->group(Say(language, "Options"));
  app.footer(
      Say(language,
          "Examples:\n"
          "  qiao load coop.db examples/cooperation/nodes examples/cooperation/links\n"
          "  qiao query coop.db \"MATCH (a)-[p:PAIRED_WITH]->(b) RETURN a.name, b.name, p.since\"\n"
          "  qiao find coop.db 潞河\n"
          "  qiao show coop.db 潞城区\n"
          "  qiao coop.db                          opens the shell\n\n"
          "'qiao COMMAND --help' tells more of a command. Exit codes: 0 done, 1 an error in a query, in data or of\n"
          "a file, 2 wrong arguments, 130 stopped by Ctrl-C."));
}

int UsageError(Session& session, const std::string& what) {
  session.err.Write(Say(session.language, "qiao: {}\n'qiao --help' lists the commands and their arguments.", what) +
                    "\n");
  return kExitUsage;
}

int Choose(Session& session, int argc, const char* const* argv) {
  CLI::App app;
  Run run;
  std::string language_name;
  std::string database;
  Describe(app, session.language);
  app.require_subcommand(0, 1);
  app.fallthrough();
  app.add_option("--lang", language_name, Say(session.language, "language of texts: en or zh"))
      ->type_name("LANG")
      ->check(CLI::IsMember({"en", "zh"}));
  app.add_option("DB", database, Say(session.language, "alone: open the shell of this database"))->type_name("");
  for (const AddCommand add : Commands()) add(app, session.language, run);
  for (CLI::App* command : app.get_subcommands({})) {
    command->group(Say(session.language, "Commands"));
    command->get_help_ptr()->group(Say(session.language, "Options"));
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    session.out.Write(app.help());
    return kExitOk;
  } catch (const CLI::CallForVersion& version) {
    session.out.Write(std::string(version.what()) + "\n");
    return kExitOk;
  } catch (const CLI::ParseError& error) {
    return UsageError(session, error.what());
  }
  // What a command leaves over falls to DB.
  if (run && !database.empty())
    return UsageError(session, Say(session.language, "one argument too many: {}", database));
  if (run) return run(session);
  if (!database.empty()) return RunShell({.path = database}, session);
  session.err.Write(app.help());
  return kExitUsage;
}

}  // namespace

int Main(int argc, const char* const* argv) {
  // Characters of the terminal, for line editing; numbers stay as they are.
  if (std::setlocale(LC_CTYPE, "") == nullptr || MB_CUR_MAX == 1) std::setlocale(LC_CTYPE, "C.UTF-8");
  std::signal(SIGPIPE, SIG_IGN);
  CatchInterrupts();
  Output out(STDOUT_FILENO);
  Output err(STDERR_FILENO);
  Session session{LanguageOf(argc, argv), out, err};
  try {
    const int code = Choose(session, argc, argv);
    out.Flush();
    if (const auto written = out.status(); !written && code == kExitOk) return session.Fail(written.error());
    return code;
  } catch (const std::bad_alloc&) {
    return session.Fail(base::MakeError(base::ErrorCode::kLimit, "out of memory"));
  }
}

}  // namespace qiao::cli
