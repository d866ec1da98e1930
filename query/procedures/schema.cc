// What the graph is made of: which properties occur on which labels and types, and which labels each type joins.
#include <algorithm>
#include <map>
#include <set>

#include "query/procedures/builtin.h"

namespace qiao::query {

using base::Kind;
using base::List;
using base::Map;
using base::Result;
using base::Value;

namespace {

const Type kString = Type::Of(Kind::kString);

struct KeyUse {
  std::set<std::string> kinds;
  uint64_t rows = 0;
};
struct Group {
  uint64_t rows = 0;
  std::map<std::string, KeyUse> keys;
};

void Count(const Map& properties, Group& group) {
  ++group.rows;
  for (const auto& [name, value] : properties) {
    KeyUse& use = group.keys[name];
    ++use.rows;
    use.kinds.emplace(base::Name(value.kind()));
  }
}

Value Texts(const std::set<std::string>& texts) {
  List list;
  for (const std::string& text : texts) list.push_back(Value::String(text));
  return Value::Of(std::move(list));
}

// Calls visit(node) for each live node.
template <class Visit>
Result<void> ForEachNode(ProcedureContext& context, const NodeTable& table, const Visit& visit) {
  for (uint32_t run = 0; uint64_t{run} * kRunRows < table.rows; ++run) {
    QIAO_CHECK(context.check_cancelled());
    QIAO_TRY(const LiveView live, context.graph->ReadLive(table.id, run));
    for (uint32_t row = 0; row < live.size; ++row) {
      if (live.Has(row)) QIAO_CHECK(visit(base::NodeId(table.id, run * kRunRows + row)));
    }
  }
  return {};
}

// Calls visit(edge, source row, target row) for each edge, by the lists of their sources.
template <class Visit>
Result<void> ForEachEdge(ProcedureContext& context, const EdgeTable& table, uint64_t source_rows, const Visit& visit) {
  for (uint32_t run = 0; uint64_t{run} * kRunRows < source_rows; ++run) {
    QIAO_CHECK(context.check_cancelled());
    QIAO_TRY(const AdjacencyView view, context.graph->ReadAdjacency(table.id, base::Direction::kOut, run));
    for (uint32_t row = 0; row < view.size; ++row) {
      for (size_t i = 0; i < view.Edges(row).size(); ++i) {
        QIAO_CHECK(visit(base::EdgeId(table.id, view.Edges(row)[i]), run * kRunRows + row, view.Neighbours(row)[i]));
      }
    }
  }
  return {};
}

Result<std::set<std::string>> LabelsOf(const GraphReader& graph, base::NodeId node) {
  QIAO_TRY(const std::vector<base::LabelId> labels, graph.Labels(node));
  std::set<std::string> names;
  for (base::LabelId label : labels) names.emplace(graph.LabelName(label));
  return names;
}

std::string TypeText(const std::set<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += ":`" + name + "`";
  return text;
}

Result<void> NodeTypeProperties(ProcedureContext& context, std::span<const Value>, const Procedure::Emit& emit) {
  const GraphReader& graph = *context.graph;
  std::map<std::set<std::string>, Group> groups;
  for (const NodeTable& table : graph.NodeTables()) {
    QIAO_CHECK(ForEachNode(context, table, [&](base::NodeId node) -> Result<void> {
      QIAO_TRY(const std::set<std::string> labels, LabelsOf(graph, node));
      QIAO_TRY(const Map properties, graph.Properties(node));
      Count(properties, groups[labels]);
      return {};
    }));
  }
  for (const auto& [labels, group] : groups) {
    const Value type = Value::String(TypeText(labels));
    if (group.keys.empty()) {
      QIAO_CHECK(emit({type, Texts(labels), Value::Null(), Value::Null(), Value::Boolean(false)}));
    }
    for (const auto& [name, use] : group.keys) {
      QIAO_CHECK(
          emit({type, Texts(labels), Value::String(name), Texts(use.kinds), Value::Boolean(use.rows == group.rows)}));
    }
  }
  return {};
}

uint64_t RowsOf(const GraphReader& graph, base::TableId table) {
  const auto found = std::ranges::find(graph.NodeTables(), table, &NodeTable::id);
  return found != graph.NodeTables().end() ? found->rows : 0;
}

Result<void> RelTypeProperties(ProcedureContext& context, std::span<const Value>, const Procedure::Emit& emit) {
  const GraphReader& graph = *context.graph;
  std::map<std::string, Group> groups;
  for (const EdgeTable& table : graph.EdgeTables()) {
    if (table.live == 0) continue;
    Group& group = groups[std::string(graph.TypeName(table.type))];
    QIAO_CHECK(ForEachEdge(context, table, RowsOf(graph, table.source),
                           [&](base::EdgeId edge, uint32_t, uint32_t) -> Result<void> {
                             QIAO_TRY(const Map properties, graph.Properties(edge));
                             Count(properties, group);
                             return {};
                           }));
  }
  for (const auto& [name, group] : groups) {
    const Value type = Value::String(TypeText({name}));
    if (group.keys.empty()) QIAO_CHECK(emit({type, Value::Null(), Value::Null(), Value::Boolean(false)}));
    for (const auto& [key, use] : group.keys) {
      QIAO_CHECK(emit({type, Value::String(key), Texts(use.kinds), Value::Boolean(use.rows == group.rows)}));
    }
  }
  return {};
}

// Which labels each type leads from and to.
Result<void> Visualization(ProcedureContext& context, std::span<const Value>, const Procedure::Emit& emit) {
  const GraphReader& graph = *context.graph;
  std::set<std::string> labels;
  for (const NodeTable& table : graph.NodeTables()) {
    QIAO_CHECK(ForEachNode(context, table, [&](base::NodeId node) -> Result<void> {
      QIAO_TRY(const std::set<std::string> names, LabelsOf(graph, node));
      labels.insert(names.begin(), names.end());
      return {};
    }));
  }
  std::set<std::tuple<std::string, std::string, std::string>> links;
  for (const EdgeTable& table : graph.EdgeTables()) {
    if (table.live == 0) continue;
    const std::string type(graph.TypeName(table.type));
    QIAO_CHECK(ForEachEdge(context, table, RowsOf(graph, table.source),
                           [&](base::EdgeId, uint32_t source, uint32_t target) -> Result<void> {
                             QIAO_TRY(const auto from, LabelsOf(graph, base::NodeId(table.source, source)));
                             QIAO_TRY(const auto to, LabelsOf(graph, base::NodeId(table.target, target)));
                             for (const std::string& a : from) {
                               for (const std::string& b : to) links.emplace(a, type, b);
                             }
                             return {};
                           }));
  }
  List relationships;
  for (const auto& [from, type, to] : links) {
    relationships.push_back(
        Value::Of(Map{{"from", Value::String(from)}, {"type", Value::String(type)}, {"to", Value::String(to)}}));
  }
  return emit({Texts(labels), Value::Of(std::move(relationships))});
}

}  // namespace

void AddSchemaProcedures(ProcedureRegistry& registry) {
  const Type strings = Type::ListOf(kString);
  const Type boolean = Type::Of(Kind::kBoolean);
  registry.Add({"db.schema.nodeTypeProperties",
                {},
                {{"nodeType", kString, false, "STRING"},
                 {"nodeLabels", strings, false, "LIST<STRING>"},
                 {"propertyName", kString, true, "STRING"},
                 {"propertyTypes", strings, true, "LIST<STRING>"},
                 {"mandatory", boolean, false, "BOOLEAN"}},
                NodeTypeProperties,
                "For each combination of labels: the properties of its nodes, their types, whether all have them."});
  registry.Add({"db.schema.relTypeProperties",
                {},
                {{"relType", kString, false, "STRING"},
                 {"propertyName", kString, true, "STRING"},
                 {"propertyTypes", strings, true, "LIST<STRING>"},
                 {"mandatory", boolean, false, "BOOLEAN"}},
                RelTypeProperties,
                "For each relationship type: the properties, their types, whether all have them."});
  registry.Add({"db.schema.visualization",
                {},
                {{"nodes", strings, false, "LIST<STRING>"},
                 {"relationships", Type::ListOf(Type::Of(Kind::kMap)), false, "LIST<MAP>"}},
                Visualization,
                "The labels, and which types lead from which label to which, as maps of from, type and to."});
}

}  // namespace qiao::query
