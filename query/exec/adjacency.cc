#include "query/exec/adjacency.h"

#include <algorithm>

#include "query/exec/label_test.h"

namespace qiao::query {

using base::Direction;
using base::Result;

bool Adjacency::Fits(base::TypeId type) const {
  const std::string_view name = env_.graph.TypeName(type);
  if (pattern_.label) return PassesType(*pattern_.label, name);
  return pattern_.types.empty() || std::ranges::find(pattern_.types, name) != pattern_.types.end();
}

void Adjacency::Refresh() {
  if (fresh_ && epoch_ == env_.epoch) return;
  fresh_ = true;
  epoch_ = env_.epoch;
  hops_.clear();
  by_table_.clear();
  const auto add = [&](const EdgeTable& table, Direction direction, bool skip_loops) {
    Hop& hop = hops_.emplace_back(table, direction, skip_loops, env_);
    if (hop.near.value >= by_table_.size()) by_table_.resize(hop.near.value + 1);
    by_table_[hop.near.value].push_back(&hop);
  };
  for (const EdgeTable& table : env_.graph.EdgeTables()) {
    if (table.live == 0 || !Fits(table.type)) continue;
    if (pattern_.toward != Toward::kIn) add(table, Direction::kOut, false);
    if (pattern_.toward != Toward::kOut) {
      add(table, Direction::kIn, pattern_.toward == Toward::kBoth && table.source == table.target);
    }
  }
}

std::span<Hop* const> Adjacency::HopsFrom(base::TableId table) const {
  if (table.value >= by_table_.size()) return {};
  return by_table_[table.value];
}

Result<Neighbours> Adjacency::Of(Hop& hop, uint32_t row) {
  const uint32_t run = RunOf(row);
  QIAO_TRY(const AdjacencyView* view,
           hop.views.Get(run, [&] { return env_.graph.ReadAdjacency(hop.edges, hop.direction, run); }));
  return Neighbours{view->Neighbours(RowInRun(row)), view->Edges(RowInRun(row))};
}

Result<Neighbours> Adjacency::BackOf(Hop& hop, uint32_t row) {
  const uint32_t run = RunOf(row);
  const Direction back = base::Opposite(hop.direction);
  QIAO_TRY(const AdjacencyView* view,
           hop.back_views.Get(run, [&] { return env_.graph.ReadAdjacency(hop.edges, back, run); }));
  return Neighbours{view->Neighbours(RowInRun(row)), view->Edges(RowInRun(row))};
}

Neighbours LeadingTo(const Neighbours& neighbours, uint32_t row) {
  const auto [begin, end] = std::ranges::equal_range(neighbours.rows, row);
  const auto first = static_cast<size_t>(begin - neighbours.rows.begin());
  const auto count = static_cast<size_t>(end - begin);
  return {neighbours.rows.subspan(first, count), neighbours.edges.subspan(first, count)};
}

}  // namespace qiao::query
