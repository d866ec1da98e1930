#include "query/exec/count/edge_filter.h"

#include <algorithm>

#include "query/exec/count/row_conditions.h"

namespace qiao::query {

using base::Result;

namespace {

// The conditions on one edge of the pattern, for all ways that it may take.
class FilterFiller {
 public:
  FilterFiller(const JoinPattern& pattern, const JoinPattern::Edge& edge, Environment& env)
      : from_(pattern.nodes[edge.from].slot), edge_(edge.slot), to_(pattern.nodes[edge.to].slot), env_(env) {}

  Result<void> Make(const std::vector<ExpressionPtr>& conditions) { return conditions_.Make(conditions, env_); }

  // Begins at the end that has fewer nodes.
  Result<void> Fill(const Way& way, const Domain& near, const Domain& far) {
    filter_ = way.filters[0].get();
    return far.count < near.count ? Follow(way.Turned(), far, near, true) : Follow(way, near, far, false);
  }

 private:
  Result<void> Follow(const Way& way, const Domain& near, const Domain& far, bool turned) {
    for (uint32_t run = 0; run < near.runs(); ++run) {
      if (near.IsEmpty(run)) continue;
      QIAO_TRY(const AdjacencyView view, env_.graph.ReadAdjacency(way.edges, way.direction, run));
      for (uint32_t i = 0; i < view.size; ++i) {
        const uint32_t row = run * kRunRows + i;
        if (!near.Has(row)) continue;
        for (uint32_t at = view.offsets[i]; at < view.offsets[i + 1]; ++at) {
          if (!far.Has(view.neighbours[at]) || filter_->Has(view.edges[at])) continue;
          base::NodeId from(way.near, row), to(way.far, view.neighbours[at]);
          if (turned) std::swap(from, to);
          froms_.push_back(from.value);
          edges_.push_back(base::EdgeId(way.edges, view.edges[at]).value);
          tos_.push_back(to.value);
          if (edges_.size() == kRunRows) QIAO_CHECK(Ask());
        }
      }
    }
    return Ask();
  }

  void Put(Slot slot, Form form, std::vector<uint64_t>& ids) {
    Column& column = batch_.Put(slot);
    column.Clear(form);
    std::ranges::copy(ids, column.AppendWords(form, ids.size()));
    ids.clear();
  }

  Result<void> Ask() {
    batch_.SetRows(edges_.size());
    // An edge from a node of the pattern to itself has one slot for both ends.
    Put(from_, Form::kNodes, froms_);
    Put(to_, Form::kNodes, tos_);
    Put(edge_, Form::kEdges, edges_);
    QIAO_CHECK(env_.interrupt.Tick(edges_.size() + 1));
    QIAO_TRY(const auto passing, conditions_.Pass(batch_));
    for (const uint32_t at : passing) {
      const uint32_t edge = base::EdgeId(batch_.Get(edge_).Word(at)).row();
      filter_->bits[edge / 64] |= uint64_t{1} << (edge % 64);
    }
    return {};
  }

  const Slot from_, edge_, to_;
  Environment& env_;
  RowConditions conditions_;
  EdgeFilter* filter_ = nullptr;
  std::vector<uint64_t> froms_, edges_, tos_;  // of the edges to ask about
  Batch batch_;
};

const Domain* Find(const std::vector<Domain>& domains, base::TableId table) {
  const auto found = std::ranges::find(domains, table, &Domain::table);
  return found == domains.end() ? nullptr : &*found;
}

// What a filtered view keeps alive.
struct FilteredRun {
  std::vector<uint32_t> offsets;
  std::vector<uint32_t> neighbours;
  std::vector<uint32_t> edges;
};

}  // namespace

Result<AdjacencyView> ReadWay(const Way& way, uint32_t run, const GraphReader& graph) {
  QIAO_TRY(AdjacencyView all, graph.ReadAdjacency(way.edges, way.direction, run));
  if (way.filters.empty()) return all;
  auto kept = std::make_shared<FilteredRun>();
  kept->offsets.reserve(all.size + 1);
  kept->offsets.push_back(0);
  for (uint32_t row = 0; row < all.size; ++row) {
    for (uint32_t at = all.offsets[row]; at < all.offsets[row + 1]; ++at) {
      const uint32_t edge = all.edges[at];
      if (!std::ranges::all_of(way.filters, [&](const auto& filter) { return filter->Has(edge); })) continue;
      kept->neighbours.push_back(all.neighbours[at]);
      kept->edges.push_back(edge);
    }
    kept->offsets.push_back(static_cast<uint32_t>(kept->neighbours.size()));
  }
  return AdjacencyView{all.size, kept->offsets.data(), kept->neighbours.data(), kept->edges.data(), kept};
}

Result<void> FillEdgeFilters(const JoinPattern& pattern, const PatternTables& tables, const Domains& domains,
                             Environment& env, MemoryUse& memory) {
  for (size_t i = 0; i < pattern.edges.size(); ++i) {
    const JoinPattern::Edge& edge = pattern.edges[i];
    if (edge.filters.empty()) continue;
    FilterFiller filler(pattern, edge, env);
    QIAO_CHECK(filler.Make(edge.filters));
    for (const Way& way : tables.edges[i]) {
      std::vector<uint64_t>& bits = way.filters[0]->bits;
      if (bits.empty()) {
        bits.resize(way.rows / 64 + 1);
        QIAO_CHECK(memory.Add(bits.size() * sizeof(uint64_t)));
      }
      const Domain* near = Find(domains[edge.from], way.near);
      const Domain* far = Find(domains[edge.to], way.far);
      if (near != nullptr && far != nullptr) QIAO_CHECK(filler.Fill(way, *near, *far));
    }
  }
  return {};
}

}  // namespace qiao::query
