#include "query/exec/count/link_table.h"

#include <algorithm>
#include <atomic>

namespace qiao::query {

using base::Result;

Result<void> CountContext::ForEach(size_t pieces, const WorkerPool::Work& work) const {
  const Interrupt& interrupt = env.interrupt;
  const auto checked = [&](size_t piece, size_t worker) -> Result<void> {
    QIAO_CHECK(interrupt.Check());
    return work(piece, worker);
  };
  if (workers != nullptr) return workers->Run(pieces, checked);
  for (size_t piece = 0; piece < pieces; ++piece) QIAO_CHECK(checked(piece, 0));
  return {};
}

namespace {

struct MergedRun {
  std::vector<uint32_t> offsets;
  std::vector<uint32_t> neighbours;
};

bool IsEmpty(const Domain& domain, uint32_t run) {
  if (domain.all) return false;
  constexpr uint32_t kWords = kRunRows / 64;
  const uint64_t* words = domain.bits.data() + size_t{run} * kWords;
  return std::all_of(words, words + kWords, [](uint64_t word) { return word == 0; });
}

}  // namespace

Result<LinkTable::Run> LinkTable::ReadRun(const std::vector<Way>& ways, uint32_t run, const GraphReader& graph,
                                          size_t& bytes) {
  std::vector<AdjacencyView> views;
  for (const Way& way : ways) {
    QIAO_TRY(AdjacencyView view, graph.ReadAdjacency(way.edges, way.direction, run));
    views.push_back(std::move(view));
  }
  if (views.size() == 1) {
    AdjacencyView& view = views[0];
    return Run{view.size, view.offsets, view.neighbours, std::move(view.owner)};
  }
  auto merged = std::make_shared<MergedRun>();
  uint32_t size = 0;
  for (const AdjacencyView& view : views) size = std::max(size, view.size);
  merged->offsets.reserve(size + 1);
  merged->offsets.push_back(0);
  for (uint32_t row = 0; row < size; ++row) {
    const uint32_t self = run * kRunRows + row;
    const auto begin = static_cast<std::ptrdiff_t>(merged->neighbours.size());
    for (size_t i = 0; i < views.size(); ++i) {
      const auto list = views[i].Neighbours(row);
      if (list.empty()) continue;
      const auto middle = static_cast<std::ptrdiff_t>(merged->neighbours.size());
      // A loop stands in both directions of its table, and counts once.
      const bool twice = ways[i].near == ways[i].far &&
                         std::ranges::any_of(ways.begin(), ways.begin() + static_cast<std::ptrdiff_t>(i),
                                             [&](const Way& way) { return way.edges == ways[i].edges; });
      if (twice) {
        std::ranges::copy_if(list, std::back_inserter(merged->neighbours), [&](uint32_t to) { return to != self; });
      } else {
        merged->neighbours.insert(merged->neighbours.end(), list.begin(), list.end());
      }
      if (middle != begin) {
        std::inplace_merge(merged->neighbours.begin() + begin, merged->neighbours.begin() + middle,
                           merged->neighbours.end());
      }
    }
    merged->offsets.push_back(static_cast<uint32_t>(merged->neighbours.size()));
  }
  bytes += (merged->offsets.size() + merged->neighbours.size()) * sizeof(uint32_t);
  Run made{size, merged->offsets.data(), merged->neighbours.data(), nullptr};
  made.owner = std::move(merged);
  return made;
}

Result<LinkTable> LinkTable::Make(const std::vector<Way>& ways, const Domain& near, const CountContext& context) {
  LinkTable table;
  table.runs_.resize(near.runs());
  std::atomic<size_t> total = 0;
  QIAO_CHECK(context.ForEach(near.runs(), [&](size_t run, size_t) -> Result<void> {
    if (IsEmpty(near, static_cast<uint32_t>(run))) return {};
    size_t bytes = sizeof(Run);
    QIAO_TRY(table.runs_[run], ReadRun(ways, static_cast<uint32_t>(run), context.graph, bytes));
    total += bytes;
    return {};
  }));
  QIAO_CHECK(context.memory.Add(total));
  return table;
}

uint64_t CountOf(std::span<const uint32_t> sorted, uint32_t row) {
  auto place = std::ranges::lower_bound(sorted, row);
  uint64_t count = 0;
  for (; place != sorted.end() && *place == row; ++place) ++count;
  return count;
}

}  // namespace qiao::query
