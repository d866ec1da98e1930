#include "query/exec/count/link_table.h"

#include <algorithm>
#include <atomic>

#include "query/exec/count/edge_filter.h"

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

}  // namespace

LinkTable::LinkTable(std::vector<uint32_t> offsets, std::vector<uint32_t> neighbours) {
  const auto lists = std::make_shared<const MergedRun>(MergedRun{std::move(offsets), std::move(neighbours)});
  const auto rows = static_cast<uint32_t>(lists->offsets.size() - 1);
  for (uint32_t first = 0; first < rows; first += kRunRows) {
    runs_.push_back(
        {std::min(kRunRows, rows - first), lists->offsets.data() + first, lists->neighbours.data(), lists, true});
  }
}

Result<size_t> LinkTable::ReadRun(uint32_t number, const GraphReader& graph) {
  Run& run = runs_[number];
  if (run.read) return size_t{0};
  std::vector<AdjacencyView> views;
  for (const Way& way : ways_) {
    QIAO_TRY(AdjacencyView view, ReadWay(way, number, graph));
    views.push_back(std::move(view));
  }
  if (views.size() == 1) {
    AdjacencyView& view = views[0];
    run = {view.size, view.offsets, view.neighbours, std::move(view.owner), true};
    const bool shared = ways_[0].filters.empty() || view.size == 0;  // with the cache of chunks
    return sizeof(Run) + (shared ? 0 : (view.size + view.offsets[view.size]) * 2 * sizeof(uint32_t));
  }
  auto merged = std::make_shared<MergedRun>();
  uint32_t size = 0;
  for (const AdjacencyView& view : views) size = std::max(size, view.size);
  merged->offsets.reserve(size + 1);
  merged->offsets.push_back(0);
  for (uint32_t row = 0; row < size; ++row) {
    const uint32_t self = number * kRunRows + row;
    const auto begin = static_cast<std::ptrdiff_t>(merged->neighbours.size());
    for (size_t i = 0; i < views.size(); ++i) {
      const auto list = views[i].Neighbours(row);
      if (list.empty()) continue;
      const auto middle = static_cast<std::ptrdiff_t>(merged->neighbours.size());
      // A loop stands in both directions of its table, and counts once.
      const bool twice = ways_[i].near == ways_[i].far &&
                         std::ranges::any_of(ways_.begin(), ways_.begin() + static_cast<std::ptrdiff_t>(i),
                                             [&](const Way& way) { return way.edges == ways_[i].edges; });
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
  const size_t bytes = sizeof(Run) + (merged->offsets.size() + merged->neighbours.size()) * sizeof(uint32_t);
  run = {size, merged->offsets.data(), merged->neighbours.data(), nullptr, true};
  run.owner = std::move(merged);
  return bytes;
}

Result<void> LinkTable::Read(const Domain& near, const CountContext& context) {
  std::atomic<size_t> total = 0;
  QIAO_CHECK(context.ForEach(near.runs(), [&](size_t run, size_t) -> Result<void> {
    if (near.IsEmpty(static_cast<uint32_t>(run))) return {};
    QIAO_TRY(const size_t bytes, ReadRun(static_cast<uint32_t>(run), context.graph));
    total += bytes;
    return {};
  }));
  return context.memory.Add(total);
}

LinkTable& LinkTables::Get(const std::vector<Way>& ways, const Domain& near) {
  Key key;
  for (const Way& way : ways) key.emplace_back(way.edges, way.direction, way.filters);
  return tables_.try_emplace(std::move(key), ways, near.runs()).first->second;
}

uint64_t CountOf(std::span<const uint32_t> sorted, uint32_t row) {
  auto place = std::ranges::lower_bound(sorted, row);
  uint64_t count = 0;
  for (; place != sorted.end() && *place == row; ++place) ++count;
  return count;
}

}  // namespace qiao::query
