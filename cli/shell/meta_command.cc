#include "cli/shell/meta_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "cli/graph/schema.h"
#include "cli/parameters.h"
#include "cli/say.h"

namespace qiao::cli {
namespace {

base::Result<void> Help(ShellState& state, std::string_view) {
  Session& session = state.session;
  session.out.Write(Say(session.language, "Statements end with ';' and may take several lines. Ctrl-C stops one.\n"));
  for (const MetaCommand& command : MetaCommands()) {
    session.out.Write(fmt::format("  {:<24}{}\n", fmt::format("{} {}", command.name, command.arguments),
                                  Translated(session.language, command.help)));
  }
  return {};
}

base::Result<void> ShowSchema(ShellState& state, std::string_view) {
  QIAO_TRY(const auto schema, ReadSchema(*state.database.Read()));
  Output& out = state.session.out;
  out.Write(SchemaText(schema, state.session.language, out.is_terminal() ? out.width() : 0));
  return {};
}

base::Result<void> SetFormat(ShellState& state, std::string_view argument) {
  if (argument.empty()) {
    state.session.out.Write(std::string(state.format->name) + "\n");
    return {};
  }
  const RowFormat* format = FindRowFormat(argument);
  if (format == nullptr) {
    return base::MakeError(base::ErrorCode::kArgument, "unknown format '{}'; there are table, json, jsonl and csv",
                           argument);
  }
  state.format = format;
  return {};
}

base::Result<void> SetParameter(ShellState& state, std::string_view argument) {
  if (argument.empty()) {
    for (const auto& [name, value] : state.parameters) {
      state.session.out.Write(fmt::format("{} = {}\n", name, base::ToText(value)));
    }
    return {};
  }
  const std::string assignment(argument);
  QIAO_TRY(auto parameter, ParseParameters(std::span(&assignment, 1)));
  auto& [name, value] = parameter.front();
  const auto known = std::ranges::find(state.parameters, name, &base::Map::value_type::first);
  if (known != state.parameters.end()) state.parameters.erase(known);
  state.parameters.emplace_back(std::move(name), std::move(value));
  return {};
}

base::Result<void> Begin(ShellState& state, std::string_view) { return state.connection.Begin(); }
base::Result<void> Commit(ShellState& state, std::string_view) { return state.connection.Commit(); }
base::Result<void> Rollback(ShellState& state, std::string_view) { return state.connection.Rollback(); }

base::Result<void> Quit(ShellState& state, std::string_view) {
  state.leave = true;
  return {};
}

constexpr MetaCommand kCommands[] = {
    {":help", "", "this list", &Help},
    {":schema", "", "labels, types, keys and connections with counts", &ShowSchema},
    {":format", "[NAME]", "how rows are printed: table, json, jsonl or csv", &SetFormat},
    {":param", "[NAME=JSON]", "set a parameter, or list them", &SetParameter},
    {":begin", "", "begin a transaction", &Begin},
    {":commit", "", "commit it", &Commit},
    {":rollback", "", "undo it", &Rollback},
    {":quit", "", "leave the shell (Ctrl-D too)", &Quit},
};

}  // namespace

std::span<const MetaCommand> MetaCommands() { return kCommands; }

base::Result<void> RunMetaCommand(ShellState& state, std::string_view line) {
  line = base::Trim(line);
  if (line.ends_with(';')) line = base::TrimRight(line, ";");
  const size_t end = std::min(line.find_first_of(" \t"), line.size());
  const std::string_view name = line.substr(0, end);
  const auto* command = std::ranges::find(kCommands, name, &MetaCommand::name);
  if (command != std::end(kCommands)) return command->run(state, base::Trim(line.substr(end)));
  std::vector<std::string_view> names;
  for (const MetaCommand& known : kCommands) names.push_back(known.name);
  if (const auto meant = base::ClosestName(name, names)) {
    return base::MakeError(base::ErrorCode::kArgument, "unknown command {}; did you mean {}?", name, *meant);
  }
  return base::MakeError(base::ErrorCode::kArgument, "unknown command {}; :help lists them", name);
}

}  // namespace qiao::cli
