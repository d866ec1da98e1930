#include "query/exec/count/pattern_tables.h"

#include <algorithm>

#include "query/exec/count/edge_filter.h"
#include "query/exec/label_test.h"

namespace qiao::query {
namespace {

bool Fits(const EdgePattern& pattern, std::string_view type) {
  if (pattern.label) return PassesType(*pattern.label, type);
  return pattern.types.empty() || std::ranges::find(pattern.types, type) != pattern.types.end();
}

bool Has(const std::vector<TableRows>& tables, base::TableId id) {
  return std::ranges::find(tables, id, &TableRows::id) != tables.end();
}

std::vector<TableRows> TablesOf(const JoinPattern::Node& node, const GraphReader& graph) {
  std::vector<TableRows> tables;
  for (const NodeTable& table : graph.NodeTables()) {
    if (table.live == 0) continue;
    TableRows found{table.id, static_cast<uint32_t>(table.rows), table.live};
    bool possible = true;
    for (const LabelExpression& labels : node.labels) {
      const Truth passes = DecideLabels(labels, table, graph);
      possible &= passes != Truth::kFalse;
      found.labels_certain &= passes == Truth::kTrue;
    }
    if (possible) tables.push_back(found);
  }
  std::ranges::sort(tables, {}, &TableRows::id);
  return tables;
}

bool ReadsEdgeOnly(const JoinPattern::Edge& edge) {
  std::vector<Slot> slots;
  for (const ExpressionPtr& filter : edge.filters) CollectSlots(*filter, slots);
  return std::ranges::all_of(slots, [&](Slot slot) { return slot == edge.slot; });
}

// Of the ways that paths may go, keeps those that can be reached from one of the tables.
void KeepReached(const std::vector<TableRows>& tables, std::vector<Way>& ways) {
  std::vector<base::TableId> reached;
  for (const TableRows& table : tables) reached.push_back(table.id);
  std::vector<Way> kept;
  for (size_t i = 0; i < reached.size(); ++i) {
    for (const Way& way : ways) {
      if (way.near != reached[i]) continue;
      kept.push_back(way);
      if (std::ranges::find(reached, way.far) == reached.end()) reached.push_back(way.far);
    }
  }
  ways = std::move(kept);
}

// Keeps the tables that one of the ways leads from; true if some were dropped.
template <class End>
bool Narrow(std::vector<TableRows>& tables, const std::vector<Way>& ways, End end) {
  const size_t before = tables.size();
  std::erase_if(tables, [&](const TableRows& table) {
    return std::ranges::none_of(ways, [&](const Way& way) { return way.*end == table.id; });
  });
  return tables.size() < before;
}

}  // namespace

bool PatternTables::CanMatch(const JoinPattern& pattern) const {
  if (std::ranges::any_of(nodes, [](const auto& tables) { return tables.empty(); })) return false;
  for (size_t i = 0; i < edges.size(); ++i) {
    if (edges[i].empty() && !MayBeNoEdge(pattern.edges[i])) return false;
  }
  return true;
}

PatternTables FindTables(const JoinPattern& pattern, const GraphReader& graph) {
  PatternTables found;
  for (const JoinPattern::Node& node : pattern.nodes) found.nodes.push_back(TablesOf(node, graph));
  for (const JoinPattern::Edge& edge : pattern.edges) {
    const bool same_both_ways = ReadsEdgeOnly(edge);
    std::vector<Way>& ways = found.edges.emplace_back();
    for (const EdgeTable& table : graph.EdgeTables()) {
      if (table.live == 0 || !Fits(*edge.pattern, graph.TypeName(table.type))) continue;
      Way out{table.id, base::Direction::kOut, table.source, table.target, table.live, table.rows, {}};
      if (!edge.filters.empty()) out.filters.push_back(std::make_shared<EdgeFilter>());
      if (edge.pattern->toward != Toward::kIn) ways.push_back(out);
      if (edge.pattern->toward == Toward::kOut) continue;
      if (!edge.filters.empty() && !same_both_ways) out.filters = {std::make_shared<EdgeFilter>()};
      ways.push_back(out.Turned());
    }
  }
  bool narrowed = true;
  while (narrowed) {
    narrowed = false;
    for (size_t i = 0; i < pattern.edges.size(); ++i) {
      std::vector<TableRows>& from = found.nodes[pattern.edges[i].from];
      std::vector<TableRows>& to = found.nodes[pattern.edges[i].to];
      if (pattern.edges[i].length) {
        KeepReached(from, found.edges[i]);
        std::vector<Way> back = query::Turned(found.edges[i]);
        KeepReached(to, back);
        found.edges[i] = query::Turned(back);
        if (MayBeNoEdge(pattern.edges[i])) continue;
      } else {
        std::erase_if(found.edges[i], [&](const Way& way) { return !Has(from, way.near) || !Has(to, way.far); });
      }
      narrowed |= Narrow(from, found.edges[i], &Way::near);
      narrowed |= Narrow(to, found.edges[i], &Way::far);
    }
  }
  return found;
}

std::vector<Way> CommonWays(const std::vector<Way>& ways, const std::vector<Way>& others) {
  std::vector<Way> common;
  for (const Way& way : ways) {
    const auto other = std::ranges::find_if(others, [&](const Way& one) { return way.SameAs(one); });
    if (other == others.end()) continue;
    common.push_back(way);
    common.back().AddFilters(*other);
  }
  return common;
}

bool AgreeWhereTheyMeet(const std::vector<Way>& ways, const std::vector<Way>& others) {
  const auto covers = [](const std::vector<Way>& first, const std::vector<Way>& second) {
    return std::ranges::all_of(first, [&](const Way& way) {
      bool meets = false, same = false;
      for (const Way& other : second) {
        meets |= other.near == way.near && other.far == way.far;
        same |= other.SameAs(way);
      }
      return same || !meets;
    });
  };
  return covers(ways, others) && covers(others, ways);
}

std::vector<Way> Turned(const std::vector<Way>& ways) {
  std::vector<Way> turned;
  for (const Way& way : ways) turned.push_back(way.Turned());
  return turned;
}

}  // namespace qiao::query
