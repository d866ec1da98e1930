#include <fmt/format.h>

#include "cli/format/json_text.h"
#include "cli/format/table.h"
#include "cli/graph/schema.h"
#include "cli/say.h"

namespace qiao::cli {
namespace {

std::string KindsText(const KeyUse& use) {
  std::string text;
  for (const auto& [kind, count] : use.kinds) {
    if (!text.empty()) text += " | ";
    text += kind;
  }
  return text;
}

// One row a key; the entity's name and count stand in its first row.
std::string EntityTable(const std::map<std::string, EntityUse>& uses, const std::string& title,
                        const std::string& empty_name, base::Language language, size_t width) {
  if (uses.empty()) return {};
  Table table({title, Say(language, "count"), Say(language, "key"), Say(language, "on"), Say(language, "kind")});
  for (const auto& [name, use] : uses) {
    std::vector<Cell> first{{name.empty() ? empty_name : OneLine(name)}, {std::to_string(use.count), true}};
    for (const auto& [key, key_use] : use.keys) {
      std::vector<Cell> row = first.empty() ? std::vector<Cell>{{""}, {""}} : std::exchange(first, {});
      row.push_back({OneLine(key)});
      row.push_back({std::to_string(key_use.count), true});
      row.push_back({KindsText(key_use)});
      table.Add(std::move(row));
    }
    if (first.empty()) continue;
    first.resize(5);
    table.Add(std::move(first));
  }
  return table.Text(width) + "\n";
}

void AppendUses(std::string& text, const std::map<std::string, EntityUse>& uses, std::string_view name_key) {
  text += '[';
  bool first = true;
  for (const auto& [name, use] : uses) {
    if (!first) text += ", ";
    first = false;
    text += fmt::format("{{\"{}\": ", name_key);
    AppendJsonString(text, name);
    text += fmt::format(", \"count\": {}, \"keys\": [", use.count);
    bool first_key = true;
    for (const auto& [key, key_use] : use.keys) {
      if (!first_key) text += ", ";
      first_key = false;
      text += "{\"key\": ";
      AppendJsonString(text, key);
      text += fmt::format(", \"count\": {}, \"kinds\": {{", key_use.count);
      bool first_kind = true;
      for (const auto& [kind, count] : key_use.kinds) {
        text += fmt::format("{}\"{}\": {}", first_kind ? "" : ", ", kind, count);
        first_kind = false;
      }
      text += "}}";
    }
    text += "]}";
  }
  text += ']';
}

}  // namespace

std::string SchemaText(const Schema& schema, base::Language language, size_t width) {
  std::string text = Say(language, "{} nodes, {} relationships", schema.nodes, schema.relationships) + "\n\n";
  text += EntityTable(schema.labels, Say(language, "label"), Say(language, "(none)"), language, width);
  text += EntityTable(schema.types, Say(language, "type"), "", language, width);
  if (schema.connections.empty()) return text;
  Table table({Say(language, "connection"), Say(language, "count")});
  for (const Connection& connection : schema.connections) {
    table.Add({{OneLine(fmt::format("({})-[:{}]->({})", connection.source, base::QuotedName(connection.type),
                                    connection.target))},
               {std::to_string(connection.count), true}});
  }
  return text + table.Text(width);
}

std::string SchemaJson(const Schema& schema) {
  std::string text =
      fmt::format("{{\"nodes\": {}, \"relationships\": {}, \"labels\": ", schema.nodes, schema.relationships);
  AppendUses(text, schema.labels, "label");
  text += ", \"types\": ";
  AppendUses(text, schema.types, "type");
  text += ", \"connections\": [";
  for (size_t i = 0; i < schema.connections.size(); ++i) {
    const Connection& connection = schema.connections[i];
    text += i == 0 ? "{\"source\": " : ", {\"source\": ";
    AppendJsonString(text, connection.source);
    text += ", \"type\": ";
    AppendJsonString(text, connection.type);
    text += ", \"target\": ";
    AppendJsonString(text, connection.target);
    text += fmt::format(", \"count\": {}}}", connection.count);
  }
  return text + "]}\n";
}

}  // namespace qiao::cli
