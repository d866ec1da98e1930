#include "query/exec/adjacency.h"

#include <algorithm>

#include "query/exec/count/kernels.h"
#include "query/exec/label_test.h"

namespace qiao::query {

using base::Direction;
using base::Result;

bool Adjacency::Fits(base::TypeId type) const {
  const std::string_view name = env_.graph.TypeName(type);
  if (pattern_.label) return PassesType(*pattern_.label, name);
  return pattern_.types.empty() || std::ranges::find(pattern_.types, name) != pattern_.types.end();
}

// A node that was deleted is an error for who asks for its labels.
bool Adjacency::IsWanted(base::TableId far) const {
  if (far_ == nullptr || env_.deleted) return true;
  const auto tables = env_.graph.NodeTables();
  const auto found = std::ranges::find(tables, far, &NodeTable::id);
  return found == tables.end() || DecideLabels(*far_, *found, env_.graph) != Truth::kFalse;
}

void Adjacency::Refresh() {
  if (fresh_ && epoch_ == env_.epoch) return;
  fresh_ = true;
  epoch_ = env_.epoch;
  hops_.clear();
  by_table_.clear();
  const auto add = [&](const EdgeTable& table, Direction direction, bool skip_loops) {
    if (!IsWanted(direction == Direction::kOut ? table.target : table.source)) return;
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

Result<Neighbours> Adjacency::BackOf(Hop& hop, uint32_t row) {
  return ReadFrom(hop.far_end, hop.edges, base::Opposite(hop.direction), row);
}

Result<Neighbours> Adjacency::ReadFrom(Hop::End& end, base::TableId edges, base::Direction direction, uint32_t row) {
  // So many rows alone cost less than their run.
  constexpr uint8_t kFew = 16;
  const uint32_t run = RunOf(row);
  const AdjacencyView* view = end.runs.Known(run);
  end.last = nullptr;
  const bool reads_row = view == nullptr && (run >= end.single_rows.size() || end.single_rows[run] < kFew);
  if (reads_row) {
    QIAO_TRY(end.row, env_.graph.ReadLinks(edges, direction, row));
    if (!end.row.whole) {
      if (run >= end.single_rows.size()) end.single_rows.resize(run + 1);
      ++end.single_rows[run];
      return Neighbours{end.row.view.Neighbours(end.row.row), end.row.view.Edges(end.row.row)};
    }
  }
  if (view == nullptr) {
    QIAO_TRY(view, end.runs.Get(run, [&]() -> Result<AdjacencyView> {
      if (reads_row) return std::move(end.row.view);
      return env_.graph.ReadAdjacency(edges, direction, run);
    }));
  }
  end.last = view;
  end.last_run = run;
  return Neighbours{view->Neighbours(RowInRun(row)), view->Edges(RowInRun(row))};
}

// Most lists are short, and where the row stands in them can't be foreseen: looking at all of a short list is faster
// than to go on halving it.
Neighbours LeadingTo(const Neighbours& neighbours, uint32_t row) {
  constexpr size_t kShort = 64;
  const std::span<const uint32_t> rows = neighbours.rows;
  size_t first = 0, left = rows.size();
  while (left > kShort) {
    const size_t half = (left + 1) / 2;
    first += rows[first + half - 1] < row ? half : 0;
    left -= half;
  }
  first += CountBelow(rows.data() + first, left, row);
  size_t end = first;
  while (end < rows.size() && rows[end] == row) ++end;
  return {rows.subspan(first, end - first), neighbours.edges.subspan(first, end - first)};
}

}  // namespace qiao::query
