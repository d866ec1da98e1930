#include "tests/support/graph_model.h"

#include <fmt/format.h>

#include "tests/support/rule_model.h"
#include "tests/unit/storage/store_fixture.h"

namespace qiao::storage {

using base::Direction;
using base::EdgeId;
using base::NodeId;
using base::Value;

namespace {

using Properties = std::map<std::string, Value>;
// (neighbour, edge) of each row that has any
using Links = std::map<uint32_t, std::vector<std::pair<uint32_t, uint32_t>>>;

std::string Text(const Properties& properties) {
  return ToText(Value::Of(base::Map(properties.begin(), properties.end())));
}

Value CellOf(const ColumnView& column, uint32_t row) {
  if (row >= column.size || (column.present[row / 64] >> (row % 64) & 1) == 0) return Value();
  if (column.mixed) return column.values[row];
  switch (column.kind) {
    case base::Kind::kInteger:
      return Value::Integer(column.integers[row]);
    case base::Kind::kDate:
      return Value::Of(base::Date{column.integers[row]});
    case base::Kind::kFloat:
      return Value::Float(column.floats[row]);
    case base::Kind::kBoolean:
      return Value::Boolean(column.booleans[row] != 0);
    case base::Kind::kString:
      return Value::String(column.Text(row));
    default:
      return Value::String("a column of a kind without an array");
  }
}

std::string CheckNode(const View& view, NodeId id, const Model::Node& node) {
  std::set<std::string> labels;
  for (base::LabelId label : Must(view.Labels(id))) labels.emplace(view.LabelName(label));
  if (labels != node.labels) return fmt::format("labels of node {}", id.value);
  for (const std::string& name : view.LabelNames()) {
    if (Must(view.HasLabel(id, *view.FindLabel(name))) != node.labels.contains(name)) {
      return fmt::format("label {} of node {}", name, id.value);
    }
  }
  if (!Must(view.Exists(id))) return fmt::format("node {} is missing", id.value);
  std::string found = ToText(Value::Of(Must(view.Properties(id))));
  if (found != Text(node.properties)) {
    return fmt::format("node {} has {}, not {}", id.value, found, Text(node.properties));
  }
  for (const std::string& name : view.KeyNames()) {
    auto wanted = node.properties.find(name);
    ColumnView column = Must(view.ReadColumn(id.table(), *view.FindKey(name), RunOf(id.row())));
    Value cell = CellOf(column, RowInRun(id.row()));
    Value value = wanted == node.properties.end() ? Value() : wanted->second;
    if (!Equivalent(cell, value) || cell.kind() != value.kind()) {
      return fmt::format("column {} of node {} has {}, not {}", name, id.value, ToText(cell), ToText(value));
    }
  }
  return {};
}

std::string CheckEdge(const View& view, EdgeId id, const Model::Edge& edge) {
  EdgeEnds ends = Must(view.Ends(id));
  if (ends.source != edge.source || ends.target != edge.target || view.TypeName(ends.type) != edge.type) {
    return fmt::format("ends of edge {}", id.value);
  }
  if (!Must(view.Exists(id))) return fmt::format("edge {} is missing", id.value);
  std::string found = ToText(Value::Of(Must(view.Properties(id))));
  if (found != Text(edge.properties)) {
    return fmt::format("edge {} has {}, not {}", id.value, found, Text(edge.properties));
  }
  return {};
}

// Rows that are not in the model.
template <class Id>
std::string CheckDeleted(const View& view, const auto& tables, const auto& things, std::string_view what) {
  for (const auto& table : tables) {
    for (uint32_t row = 0; row < table.rows; ++row) {
      const Id id(table.id, row);
      if (things.contains(id)) continue;
      if (Must(view.Exists(id)) || !Must(view.Properties(id)).empty()) {
        return fmt::format("deleted {} {}", what, id.value);
      }
    }
  }
  return {};
}

std::string CheckNodeTables(const View& view, const Model& model) {
  std::map<base::TableId, std::set<uint32_t>> wanted;
  for (const auto& [id, node] : model.nodes) wanted[id.table()].insert(id.row());
  for (const NodeTable& table : view.NodeTables()) {
    std::set<uint32_t> live;
    for (uint64_t first = 0; first < table.rows; first += kRunRows) {
      LiveView run = Must(view.ReadLive(table.id, static_cast<uint32_t>(first / kRunRows)));
      for (uint32_t row = 0; row < kRunRows; ++row) {
        if ((run.live[row / 64] >> (row % 64) & 1) != 0) live.insert(static_cast<uint32_t>(first) + row);
      }
    }
    if (live != wanted[table.id] || table.live != live.size())
      return fmt::format("rows of node table {}", table.id.value);
  }
  return {};
}

std::string CheckAdjacency(const View& view, const Model& model, const EdgeTable& table, Direction direction) {
  Links wanted;
  for (const auto& [id, edge] : model.edges) {
    if (id.table() != table.id) continue;
    auto [from, to] =
        direction == Direction::kOut ? std::pair(edge.source, edge.target) : std::pair(edge.target, edge.source);
    wanted[from.row()].emplace_back(to.row(), id.row());
  }
  for (auto& [row, links] : wanted) std::sort(links.begin(), links.end());
  base::TableId side = direction == Direction::kOut ? table.source : table.target;
  Links found;
  for (uint64_t first = 0; first < view.NodeTables()[side.value].rows; first += kRunRows) {
    AdjacencyView run = Must(view.ReadAdjacency(table.id, direction, static_cast<uint32_t>(first / kRunRows)));
    for (uint32_t row = 0; row < run.size; ++row) {
      for (uint32_t i = run.offsets[row]; i < run.offsets[row + 1]; ++i) {
        found[static_cast<uint32_t>(first) + row].emplace_back(run.neighbours[i], run.edges[i]);
      }
    }
  }
  for (uint32_t row = 0; row < view.NodeTables()[side.value].rows; ++row) {
    const LinksView alone = Must(view.ReadLinks(table.id, direction, row));
    std::vector<std::pair<uint32_t, uint32_t>> links;
    if (alone.row < alone.view.size) {
      for (uint32_t i = alone.view.offsets[alone.row]; i < alone.view.offsets[alone.row + 1]; ++i) {
        links.emplace_back(alone.view.neighbours[i], alone.view.edges[i]);
      }
    }
    const auto in_run = found.find(row);
    if (links != (in_run == found.end() ? Links::mapped_type() : in_run->second)) {
      return fmt::format("links of row {} of edge table {} alone", row, table.id.value);
    }
  }
  return found == wanted ? "" : fmt::format("links of edge table {}", table.id.value);
}

}  // namespace

std::string Difference(const View& view, const Model& model) {
  std::string difference;
  auto first = [&difference](std::string found) {
    if (difference.empty()) difference = std::move(found);
    return !difference.empty();
  };
  if (first(CheckNodeTables(view, model))) return difference;
  for (const auto& [id, node] : model.nodes) {
    if (first(CheckNode(view, id, node))) return difference;
  }
  for (const auto& [id, edge] : model.edges) {
    if (first(CheckEdge(view, id, edge))) return difference;
  }
  if (first(CheckDeleted<NodeId>(view, view.NodeTables(), model.nodes, "node"))) return difference;
  if (first(CheckDeleted<EdgeId>(view, view.EdgeTables(), model.edges, "edge"))) return difference;
  for (const EdgeTable& table : view.EdgeTables()) {
    if (first(CheckAdjacency(view, model, table, Direction::kOut))) return difference;
    if (first(CheckAdjacency(view, model, table, Direction::kIn))) return difference;
  }
  return RuleDifference(view, model);
}

}  // namespace qiao::storage
