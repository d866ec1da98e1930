#include "cli/graph/schema.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <tuple>

namespace qiao::cli {
namespace {

using ReadColumn = std::function<base::Result<query::ColumnView>(base::KeyId key, uint32_t run)>;

void Merge(const KeyUse& from, KeyUse& into) {
  into.count += from.count;
  for (const auto& [kind, count] : from.kinds) into.kinds[kind] += count;
}

void Count(const query::ColumnView& column, KeyUse& use) {
  for (uint32_t i = 0; i < column.size; ++i) {
    if (!column.Has(i)) continue;
    ++use.count;
    ++use.kinds[std::string(base::Name(column.mixed ? column.Get(i).kind() : column.kind))];
  }
}

// The keys of one table of nodes or relationships.
base::Result<std::map<std::string, KeyUse>> ReadKeys(const query::GraphReader& graph, uint64_t rows,
                                                     const ReadColumn& read) {
  std::map<std::string, KeyUse> keys;
  const auto names = graph.KeyNames();
  for (uint32_t key = 0; key < names.size(); ++key) {
    KeyUse use;
    for (uint32_t run = 0; uint64_t{run} * query::kRunRows < rows; ++run) {
      QIAO_TRY(const auto column, read(base::KeyId(key), run));
      Count(column, use);
    }
    if (use.count > 0) keys.emplace(names[key], std::move(use));
  }
  return keys;
}

void Add(const std::map<std::string, KeyUse>& keys, uint64_t count, EntityUse& use) {
  use.count += count;
  for (const auto& [name, key] : keys) Merge(key, use.keys[name]);
}

// Label sets differ from row to row: one node after the other.
base::Result<void> AddVaryingTable(const query::GraphReader& graph, const query::NodeTable& table, Schema& schema) {
  for (uint32_t run = 0; uint64_t{run} * query::kRunRows < table.rows; ++run) {
    QIAO_TRY(const auto live, graph.ReadLive(table.id, run));
    for (uint32_t i = 0; i < live.size; ++i) {
      if (!live.Has(i)) continue;
      const base::NodeId node(table.id, run * query::kRunRows + i);
      QIAO_TRY(const auto properties, graph.Properties(node));
      std::map<std::string, KeyUse> keys;
      for (const auto& [key, value] : properties) keys[key] = {1, {{std::string(base::Name(value.kind())), 1}}};
      QIAO_TRY(const auto labels, graph.Labels(node));
      for (const base::LabelId label : labels) Add(keys, 1, schema.labels[std::string(graph.LabelName(label))]);
      if (labels.empty()) Add(keys, 1, schema.labels[""]);
    }
  }
  return {};
}

base::Result<void> AddNodeTable(const query::GraphReader& graph, const query::NodeTable& table, Schema& schema) {
  schema.nodes += table.live;
  if (!table.varying.empty()) return AddVaryingTable(graph, table, schema);
  const auto read = [&](base::KeyId key, uint32_t run) { return graph.ReadColumn(table.id, key, run); };
  QIAO_TRY(const auto keys, ReadKeys(graph, table.rows, read));
  for (const base::LabelId label : table.labels) {
    Add(keys, table.live, schema.labels[std::string(graph.LabelName(label))]);
  }
  if (table.labels.empty()) Add(keys, table.live, schema.labels[""]);
  return {};
}

std::string LabelSet(const query::GraphReader& graph, base::TableId table) {
  std::vector<std::string> names;
  for (const query::NodeTable& nodes : graph.NodeTables()) {
    if (nodes.id != table) continue;
    for (const base::LabelId label : nodes.labels) names.emplace_back(graph.LabelName(label));
  }
  std::ranges::sort(names);
  std::string text;
  for (const std::string& name : names) text += ":" + base::QuotedName(name);
  return text;
}

base::Result<void> AddEdgeTable(const query::GraphReader& graph, const query::EdgeTable& table, Schema& schema) {
  schema.relationships += table.live;
  const auto read = [&](base::KeyId key, uint32_t run) { return graph.ReadEdgeColumn(table.id, key, run); };
  QIAO_TRY(const auto keys, ReadKeys(graph, table.rows, read));
  const std::string type(graph.TypeName(table.type));
  Add(keys, table.live, schema.types[type]);
  schema.connections.push_back({LabelSet(graph, table.source), type, LabelSet(graph, table.target), table.live});
  return {};
}

}  // namespace

base::Result<Schema> ReadSchema(const query::GraphReader& graph) {
  Schema schema;
  for (const query::NodeTable& table : graph.NodeTables()) {
    if (table.live > 0) QIAO_CHECK(AddNodeTable(graph, table, schema));
  }
  for (const query::EdgeTable& table : graph.EdgeTables()) {
    if (table.live > 0) QIAO_CHECK(AddEdgeTable(graph, table, schema));
  }
  // Several tables may have the same labels.
  auto& connections = schema.connections;
  const auto place = [](const Connection& c) { return std::tie(c.source, c.type, c.target); };
  std::ranges::sort(connections, {}, place);
  std::vector<Connection> merged;
  for (Connection& connection : connections) {
    if (!merged.empty() && place(merged.back()) == place(connection)) {
      merged.back().count += connection.count;
    } else {
      merged.push_back(std::move(connection));
    }
  }
  std::ranges::stable_sort(merged, std::greater(), &Connection::count);
  connections = std::move(merged);
  return schema;
}

}  // namespace qiao::cli
