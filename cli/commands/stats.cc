#include <fmt/format.h>

#include "cli/commands/arguments.h"
#include "cli/commands/command.h"
#include "cli/format/json_text.h"
#include "cli/format/table.h"
#include "cli/format/values.h"
#include "cli/long_work.h"
#include "cli/say.h"

namespace qiao::cli {
namespace {

using base::Value;
using engine::DatabaseStatistics;
using engine::PartStatistics;
using engine::TableStatistics;

struct Arguments {
  std::string path;
  std::string format = "table";
};

Value JsonOf(const base::ValueStatistics& values, bool stale) {
  base::List frequent;
  for (const auto& [value, count] : values.frequent) {
    frequent.push_back(Value::Of(base::Map{{"value", value}, {"count", Number(count)}}));
  }
  return Value::Of(base::Map{{"rows", Number(values.rows)},
                             {"present", Number(values.present)},
                             {"distinct", Number(static_cast<uint64_t>(values.distinct))},
                             {"frequent", Value::Of(std::move(frequent))},
                             {"bounds", Value::Of(base::List(values.bounds))},
                             {"stale", Value::Boolean(stale)}});
}

Value JsonOf(const PartStatistics& part) {
  base::Map map;
  if (!part.name.empty()) map.emplace_back("name", Value::String(part.name));
  map.emplace_back("chunks", Number(part.chunks));
  map.emplace_back("bytes", Number(part.bytes));
  if (part.values) map.emplace_back("values", JsonOf(*part.values, part.stale));
  return Value::Of(std::move(map));
}

Value JsonOf(const std::vector<PartStatistics>& parts) {
  base::List list;
  for (const PartStatistics& part : parts) list.push_back(JsonOf(part));
  return Value::Of(std::move(list));
}

Value JsonOf(const TableStatistics& table) {
  base::Map map;
  if (table.type.empty()) {
    map.emplace_back("labels", Texts(table.labels));
  } else {
    map.emplace_back("type", Value::String(table.type));
    map.emplace_back("source_labels", Texts(table.labels));
    map.emplace_back("target_labels", Texts(table.target_labels));
  }
  map.emplace_back("rows", Number(table.rows));
  map.emplace_back("live_rows", Number(table.live_rows));
  map.emplace_back("properties", JsonOf(table.properties));
  if (table.type.empty()) {
    map.emplace_back("varying_labels", JsonOf(table.varying_labels));
  } else {
    map.emplace_back("outgoing", JsonOf(table.outgoing));
    map.emplace_back("incoming", JsonOf(table.incoming));
    map.emplace_back("ends", JsonOf(table.ends));
  }
  map.emplace_back("deleted", JsonOf(table.deleted));
  return Value::Of(std::move(map));
}

std::string Json(const DatabaseStatistics& statistics) {
  base::List nodes;
  base::List relationships;
  for (const TableStatistics& table : statistics.tables) {
    (table.type.empty() ? nodes : relationships).push_back(JsonOf(table));
  }
  return ToJson(Value::Of(base::Map{{"version", Number(statistics.version)},
                                    {"data_files", Number(statistics.data_files)},
                                    {"data_bytes", Number(statistics.data_bytes)},
                                    {"log_bytes", Number(statistics.log_bytes)},
                                    {"catalog", JsonOf(statistics.catalog)},
                                    {"indexes", JsonOf(statistics.indexes)},
                                    {"changes", JsonOf(statistics.changes)},
                                    {"nodes", Value::Of(std::move(nodes))},
                                    {"relationships", Value::Of(std::move(relationships))}})) +
         "\n";
}

std::string LabelsText(const std::vector<std::string>& labels) {
  std::string text = "(";
  for (const std::string& label : labels) text += ":" + label;
  return text + ")";
}

std::string Shown(const Value& value) {
  constexpr size_t kWidth = 16;
  return Cut(base::ToText(value), kWidth);
}

// The most frequent values with their shares, then the least and the greatest of the others.
std::string ValuesText(const base::ValueStatistics& values) {
  constexpr size_t kMostFrequent = 3;
  std::string text;
  for (size_t i = 0; i < std::min(kMostFrequent, values.frequent.size()); ++i) {
    const auto& [value, count] = values.frequent[i];
    const double share = 100 * static_cast<double>(count) / static_cast<double>(std::max<uint64_t>(values.present, 1));
    text += fmt::format("{}{} {:.1f} %", text.empty() ? "" : ", ", Shown(value), share);
  }
  if (values.bounds.empty()) return text;
  return text +
         fmt::format("{}{} – {}", text.empty() ? "" : "; ", Shown(values.bounds.front()), Shown(values.bounds.back()));
}

// One line a part of a table, the table's name on the first.
class Lines {
 public:
  Lines(Table& table, base::Language language) : table_(table), language_(language) {}

  void Add(const TableStatistics& statistics) {
    std::string name = statistics.type.empty() ? LabelsText(statistics.labels)
                                               : fmt::format("{}-[:{}]->{}", LabelsText(statistics.labels),
                                                             statistics.type, LabelsText(statistics.target_labels));
    Line(name, Say(language_, "rows"), statistics.live_rows, {});
    for (const PartStatistics& part : statistics.properties) {
      Line("", "." + part.name, part.values ? std::optional(part.values->present) : std::nullopt, part);
    }
    for (const PartStatistics& part : statistics.varying_labels) Line("", ":" + part.name, {}, part);
    if (!statistics.type.empty()) {
      Line("", Say(language_, "outgoing links"), {}, statistics.outgoing);
      Line("", Say(language_, "incoming links"), {}, statistics.incoming);
      Line("", Say(language_, "ends"), {}, statistics.ends);
    }
    if (statistics.deleted.chunks > 0) {
      Line("", Say(language_, "deleted rows"), statistics.rows - statistics.live_rows, statistics.deleted);
    }
  }

  void Line(const std::string& name, const std::string& part, std::optional<uint64_t> rows,
            const PartStatistics& size) {
    table_.Add({{name, false},
                {part, false},
                {rows ? std::to_string(*rows) : "", true},
                {size.chunks > 0 ? std::to_string(size.chunks) : "", true},
                {size.chunks > 0 ? std::to_string(size.bytes) : "", true},
                {size.values ? std::to_string(static_cast<uint64_t>(size.values->distinct)) : "", true},
                {size.values ? ValuesText(*size.values) : "", false}});
  }

 private:
  Table& table_;
  base::Language language_;
};

std::string Text(const DatabaseStatistics& statistics, base::Language language, size_t width) {
  Table table({Say(language, "table"), Say(language, "part"), Say(language, "rows"), Say(language, "chunks"),
               Say(language, "bytes"), Say(language, "different"), Say(language, "values")});
  Lines lines(table, language);
  for (const TableStatistics& one : statistics.tables) lines.Add(one);
  lines.Line(Say(language, "catalog"), "", {}, statistics.catalog);
  lines.Line(Say(language, "indexes"), "", {}, statistics.indexes);
  lines.Line(Say(language, "change records"), "", {}, statistics.changes);
  return table.Text(width) +
         Say(language, "version {}; on disk {} bytes in {} files, and {} bytes of log", statistics.version,
             statistics.data_bytes, statistics.data_files, statistics.log_bytes) +
         "\n";
}

int RunStats(const Arguments& arguments, Session& session) {
  base::Result<DatabaseStatistics> statistics = [&] {
    LongWork work(session);
    return engine::ReadDatabaseStatistics(arguments.path, work.progress());
  }();
  if (!statistics) return session.Fail(statistics.error());
  const size_t width = session.out.is_terminal() ? session.out.width() : 0;
  session.out.Write(arguments.format == "json" ? Json(*statistics) : Text(*statistics, session.language, width));
  return kExitOk;
}

}  // namespace

void AddStats(CLI::App& app, base::Language language, Run& run) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App& command = *app.add_subcommand(
      "stats", Say(language, "Show how much room tables and properties take, and what values they hold"));
  AddDatabaseFolder(command, arguments->path, language);
  AddFormat(command, arguments->format, Say(language, "table or json"), {"table", "json"});
  command.footer(Say(language,
                     "Examples:\n"
                     "  qiao stats coop.db\n"
                     "  qiao stats coop.db --format json\n\n"
                     "Bytes of parts are those before compression."));
  RunWhenChosen(command, run, arguments, RunStats);
}

}  // namespace qiao::cli
