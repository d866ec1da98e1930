// Which edge tables a pattern's edges may lie in, and the neighbours that they give a node.
#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <vector>

#include "query/exec/view_cache.h"

namespace qiao::query {

// One edge table in one direction.
struct Hop {
  Hop(const EdgeTable& table, base::Direction way, bool skip, const Environment& env)
      : edges(table.id),
        near(way == base::Direction::kOut ? table.source : table.target),
        far(way == base::Direction::kOut ? table.target : table.source),
        direction(way),
        skip_loops(skip),
        near_end(env),
        far_end(env) {}

  // What is known of the edges from one end. Of a run of which few rows are asked for, those rows may be read alone.
  struct End {
    explicit End(const Environment& env) : runs(env) {}
    RunCache<AdjacencyView> runs;
    const AdjacencyView* last = nullptr;  // the one of these that was asked for last
    uint32_t last_run = 0;
    std::vector<uint8_t> single_rows;  // by run: how many rows were read alone
    LinksView row;                     // the last one
  };

  base::TableId edges;
  base::TableId near;
  base::TableId far;
  base::Direction direction;
  bool skip_loops;  // edges from a node to itself were given by the opposite hop already
  End near_end;
  End far_end;
};

// A node's edges in one hop. Parallel arrays, sorted by neighbour.
struct Neighbours {
  std::span<const uint32_t> rows;
  std::span<const uint32_t> edges;
};

class Adjacency {
 public:
  // What is given outlives the adjacency. `far`: nodes of tables all of whose rows have other labels aren't wanted.
  Adjacency(const EdgePattern& pattern, Environment& env, const LabelExpression* far = nullptr)
      : pattern_(pattern), far_(far), env_(env) {}

  // Looks the tables up again if the graph has changed; to be called before a new batch of rows, not within one.
  void Refresh();
  // The hops that start in a node table, until the next Refresh().
  std::span<Hop* const> HopsFrom(base::TableId table) const;
  // The spans hold until the next call for the same hop.
  base::Result<Neighbours> Of(Hop& hop, uint32_t row) {
    const Hop::End& end = hop.near_end;
    if (end.last == nullptr || end.last_run != RunOf(row)) return ReadFrom(hop.near_end, hop.edges, hop.direction, row);
    return Neighbours{end.last->Neighbours(RowInRun(row)), end.last->Edges(RowInRun(row))};
  }
  // Has the processor fetch where the row's neighbours stand, and, once that is there, the first and the last of them,
  // if they have been read for others.
  static void FetchPlace(Hop& hop, uint32_t row) {
    const AdjacencyView* view = hop.near_end.runs.Known(RunOf(row));
    if (view != nullptr && RowInRun(row) < view->size) __builtin_prefetch(view->offsets + RowInRun(row));
    asm volatile("");  // GCC 12 leaves out calls of functions that do nothing but fetch
  }
  static void FetchList(Hop& hop, uint32_t row) {
    const AdjacencyView* view = hop.near_end.runs.Known(RunOf(row));
    if (view != nullptr && RowInRun(row) < view->size) {
      const std::span<const uint32_t> list = view->Neighbours(RowInRun(row));
      __builtin_prefetch(list.data());
      __builtin_prefetch(list.data() + list.size());
    }
    asm volatile("");
  }
  // Who has an edge of the hop to `row` of its far table.
  base::Result<Neighbours> BackOf(Hop& hop, uint32_t row);

  // The pattern allows the type.
  bool Fits(base::TypeId type) const;

 private:
  base::Result<Neighbours> ReadFrom(Hop::End& end, base::TableId edges, base::Direction direction, uint32_t row);
  bool IsWanted(base::TableId far) const;

  const EdgePattern& pattern_;
  const LabelExpression* far_;
  Environment& env_;
  bool fresh_ = false;
  uint64_t epoch_ = 0;
  std::deque<Hop> hops_;
  std::vector<std::vector<Hop*>> by_table_;
};

// The part of the neighbours that leads to `row`.
Neighbours LeadingTo(const Neighbours& neighbours, uint32_t row);

}  // namespace qiao::query
