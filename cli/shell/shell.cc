#include "cli/shell/shell.h"

#include <unistd.h>

#include <cstdlib>

#include "base/text.h"
#include "cli/run_statement.h"
#include "cli/say.h"
#include "cli/shell/completion.h"
#include "cli/shell/line_editor.h"
#include "cli/shell/meta_command.h"
#include "cli/shell/statement_end.h"

namespace qiao::cli {
namespace {

std::string HistoryFile() {
  const char* home = std::getenv("HOME");
  return home == nullptr || *home == '\0' ? std::string() : std::string(home) + "/.qiao_history";
}

std::string Prompt(const ShellState& state, bool continued) {
  if (continued) return "  ...> ";
  return state.connection.in_transaction() ? "qiao*> " : "qiao> ";
}

// Runs what was typed; answers the exit code.
int RunText(ShellState& state, const std::string& text) {
  const auto writer = state.format->make(state.session.out, state.session.language);
  const int code = RunScript(state.session, state.database, state.connection, text, state.parameters, *writer);
  state.session.out.Flush();
  return code;
}

int Loop(ShellState& state, LineEditor& editor, bool interactive) {
  std::string text;  // of the statement so far
  while (!state.leave && !state.session.out.closed()) {
    std::string line;
    const auto status = editor.Read(Prompt(state, !text.empty()), line);
    if (status == LineEditor::Status::kInterrupted) {
      text.clear();
      continue;
    }
    if (status == LineEditor::Status::kEnd) break;
    int code = kExitOk;
    if (text.empty() && base::Trim(line).starts_with(':')) {
      editor.Remember(line);
      const auto run = RunMetaCommand(state, line);
      if (!run) code = state.session.Fail(run.error());
      state.session.out.Flush();
    } else {
      text += text.empty() ? line : "\n" + line;
      if (IsBlank(text)) text.clear();
      if (!EndsStatement(text)) continue;
      editor.Remember(text);
      code = RunText(state, std::exchange(text, {}));
    }
    if (code != kExitOk && !interactive) return code;
  }
  // The last statement of a pipe may lack its semicolon.
  if (!interactive && !IsBlank(text)) return RunText(state, text);
  if (interactive) state.session.out.Write("\n");
  return kExitOk;
}

}  // namespace

int RunShell(const DatabaseArguments& arguments, Session& session) {
  const auto database = Open(arguments, OpenMode::kCreate);
  if (!database) return session.Fail(database.error());
  const auto connection = (*database)->Connect();
  ShellState state{session, **database, *connection, FindRowFormat("table")};
  const bool interactive = ::isatty(STDIN_FILENO) == 1 && session.out.is_terminal();
  if (!interactive) return Loop(state, *MakePipeReader(), false);
  session.out.Write(
      Say(session.language, "Qiao {}. Statements end with ';', :help tells more, Ctrl-D leaves.", QIAO_VERSION) + "\n");
  session.out.Flush();
  const auto complete = [&database](std::string_view word) { return Completions(*(*database)->Read(), word); };
  return Loop(state, *MakeTerminalEditor(HistoryFile(), complete), true);
}

}  // namespace qiao::cli
