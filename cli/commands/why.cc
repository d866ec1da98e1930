#include <algorithm>

#include "cli/commands/arguments.h"
#include "cli/commands/command.h"
#include "cli/facts/choose_entity.h"
#include "cli/facts/print_rows.h"
#include "cli/format/values.h"
#include "cli/open.h"
#include "cli/say.h"
#include "loaders/facts/claims.h"
#include "loaders/facts/neighbours.h"

namespace qiao::cli {
namespace {

using base::Value;

struct Arguments {
  DatabaseArguments database;
  std::string name;
  std::string other;
  FindOptions options;
  std::string type;
  std::string format = "table";
};

// Values of a claim or link that stand in columns of their own.
constexpr std::string_view kValueColumns[] = {"status",    "since", "until",      "amount_yuan", "field",
                                              "programme", "role",  "confidence", "rule"};

Value In(const base::Map& values, std::string_view key) {
  const Value* value = loaders::ValueIn(values, key);
  return value == nullptr ? Value::Null() : *value;
}

// What a figure or an agreement says beside its name: 约470000000元.
std::string ValueText(const loaders::Said& said) {
  if (said.kind == loaders::SaidKind::kFigure) {
    const std::string text = loaders::TextIn(said.values, "qualifier") + loaders::NumberText(said.values);
    const std::string period = loaders::TextIn(said.values, "period");
    return period.empty() ? text : text + " (" + period + ")";
  }
  if (said.kind == loaders::SaidKind::kAgreement) return loaders::TextIn(said.values, "signed");
  if (said.kind != loaders::SaidKind::kConcluded) return {};
  return "×" + base::ToText(In(said.values, "claims"));
}

std::string Decided(const base::Map& values) {
  const std::string by = loaders::TextIn(values, "by");
  if (by.empty()) return {};
  const std::string why = loaders::TextIn(values, "why");
  return (loaders::TrueIn(values, "overruled") ? "✗ " : "✓ ") + by + (why.empty() ? "" : ": " + why);
}

base::Result<engine::Row> RowOf(const query::GraphReader& graph, const loaders::Said& said) {
  engine::Row row{Value::String(loaders::Name(said.kind)), TextOrNull(said.type)};
  QIAO_TRY(const std::string from, loaders::NameOf(graph, said.from));
  QIAO_TRY(const std::string to, loaders::NameOf(graph, said.to));
  row.push_back(TextOrNull(from));
  row.push_back(said.from == said.to ? Value::Null() : TextOrNull(to));
  row.push_back(TextOrNull(ValueText(said)));
  for (const std::string_view column : kValueColumns) row.push_back(In(said.values, column));
  row.push_back(TextOrNull(Decided(said.values)));
  std::string article = said.article.doc;
  if (said.kind == loaders::SaidKind::kTable && !In(said.values, "line").is_null()) {
    article += ":" + base::ToText(In(said.values, "line"));
  }
  row.push_back(TextOrNull(article));
  row.push_back(TextOrNull(said.article.published));
  row.push_back(TextOrNull(said.article.title));
  row.push_back(TextOrNull(said.sentence));
  return row;
}

base::Result<void> Why(const query::GraphReader& graph, const Arguments& arguments, Session& session) {
  QIAO_TRY(const Entity entity, ChooseEntity(graph, arguments.name, arguments.options));
  std::optional<base::NodeId> other;
  if (!arguments.other.empty()) {
    QIAO_TRY(const Entity second, ChooseEntity(graph, arguments.other, {}));
    other = second.node;
  }
  QIAO_TRY(auto said, loaders::SaidAbout(graph, entity.node, other));
  if (!arguments.type.empty()) {
    std::erase_if(said, [&](const loaders::Said& one) { return one.type != arguments.type; });
  }
  std::vector<std::string> columns{"kind", "type", "from", "to", "value"};
  columns.insert(columns.end(), std::begin(kValueColumns), std::end(kValueColumns));
  columns.insert(columns.end(), {"decided", "article", "published", "title", "sentence"});
  std::vector<engine::Row> rows;
  for (const loaders::Said& one : said) {
    QIAO_TRY(auto row, RowOf(graph, one));
    rows.push_back(std::move(row));
  }
  const bool nothing = rows.empty();
  PrintRows(session, arguments.format, std::move(columns), std::move(rows));
  if (!nothing) return {};
  uint64_t documents = 0;
  QIAO_CHECK(loaders::ForEachNode(graph, "Document", [&](base::NodeId) -> base::Result<void> {
    ++documents;
    return {};
  }));
  session.out.Flush();
  session.err.Write(
      Say(session.language, "not found in {} documents, which does not mean that it does not exist", documents) + "\n");
  return {};
}

int RunWhy(const Arguments& arguments, Session& session) {
  const auto database = Open(arguments.database, OpenMode::kExisting);
  if (!database) return session.Fail(database.error());
  const auto done = Why(*(*database)->Read(), arguments, session);
  return done ? kExitOk : session.Fail(done.error());
}

}  // namespace

void AddWhy(CLI::App& app, base::Language language, Run& run) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App& command = *app.add_subcommand(
      "why", Say(language, "Show every claim about one entity or between two, and what was concluded"));
  AddDatabaseArguments(command, arguments->database, language);
  command.add_option("NAME", arguments->name, Say(language, "name or alias of the entity"))->required()->type_name("");
  command.add_option("OTHER", arguments->other, Say(language, "only what is said of both"))->type_name("");
  command.add_option("--label", arguments->options.label, Say(language, "only entities with this label"))
      ->type_name("LABEL");
  command.add_option("--type", arguments->type, Say(language, "only claims and links of this type"))->type_name("TYPE");
  AddRowFormat(command, arguments->format, language);
  command.footer(Say(language,
                     "Examples:\n"
                     "  qiao why coop.db 长子县\n"
                     "  qiao why coop.db 长子县 丰台区\n"
                     "  qiao why coop.db 长子县 --type PAIRED_WITH --format csv"));
  RunWhenChosen(command, run, arguments, RunWhy);
}

}  // namespace qiao::cli
