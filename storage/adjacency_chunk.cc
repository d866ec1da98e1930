#include "storage/adjacency_chunk.h"

#include <algorithm>
#include <utility>

namespace qiao::storage {

bool AdjacencyChunk::Append(const Link& link) {
  uint32_t rows = size();
  if (link.row >= kRunRows || links() == UINT32_MAX) return false;
  if (rows > 0 && link.row < rows - 1) return false;
  if (link.row + 1U > rows) {
    offsets.resize(link.row + 2U, links());
  } else if (offsets[rows - 1] < links()) {
    if (std::pair(neighbours.back(), edges.back()) >= std::pair(link.neighbour, link.edge)) return false;
  }
  neighbours.push_back(link.neighbour);
  edges.push_back(link.edge);
  ++offsets.back();
  return true;
}

bool AdjacencyChunk::Apply(std::span<const Change> changes) {
  if (changes.empty()) return true;
  std::vector<Link> added;
  std::vector<Link> removed;
  for (const Change& change : changes) (change.removed ? removed : added).push_back(change.link);
  std::ranges::sort(added);
  std::ranges::sort(removed);

  // Behind everything that is there, and nothing to take away: no need to touch the rest.
  if (removed.empty() && (links() == 0 || added.front().row + 1U >= size())) {
    bool behind = links() == 0 || added.front().row >= size() ||
                  std::pair(added.front().neighbour, added.front().edge) > std::pair(neighbours.back(), edges.back());
    if (behind) return std::ranges::all_of(added, [this](const Link& link) { return Append(link); });
  }

  AdjacencyChunk merged;
  merged.neighbours.reserve(neighbours.size() + added.size());
  merged.edges.reserve(edges.size() + added.size());
  auto next_added = added.begin();
  auto next_removed = removed.begin();
  auto keep = [&](const Link& link) {
    if (next_removed != removed.end() && *next_removed == link) {
      ++next_removed;
      return true;
    }
    return merged.Append(link);
  };
  // The end of the links [begin, end) of a row that stand before a change.
  const auto end_before = [&](const Link& change, uint32_t row, uint32_t begin, uint32_t end) {
    if (change.row != row) return end;
    while (begin < end) {
      const uint32_t middle = begin + (end - begin) / 2;
      const bool before = std::pair(neighbours[middle], edges[middle]) < std::pair(change.neighbour, change.edge);
      (before ? begin : end) = before ? middle + 1 : middle;
    }
    return begin;
  };
  for (uint32_t row = 0; row < size(); ++row) {
    for (uint32_t i = offsets[row]; i < offsets[row + 1];) {
      const Link link{static_cast<uint16_t>(row), neighbours[i], edges[i]};
      for (; next_added != added.end() && *next_added < link; ++next_added) {
        if (!keep(*next_added)) return false;
      }
      if (!keep(link)) return false;
      ++i;
      if (merged.size() != row + 1) continue;  // nothing of the row is left so far
      // The links up to the next change stay: of a hub a million.
      uint32_t end = offsets[row + 1];
      if (next_added != added.end()) end = end_before(*next_added, row, i, end);
      if (next_removed != removed.end()) end = end_before(*next_removed, row, i, end);
      merged.neighbours.insert(merged.neighbours.end(), neighbours.begin() + i, neighbours.begin() + end);
      merged.edges.insert(merged.edges.end(), edges.begin() + i, edges.begin() + end);
      merged.offsets.back() += end - i;
      i = end;
    }
  }
  for (; next_added != added.end(); ++next_added) {
    if (!keep(*next_added)) return false;
  }
  if (next_removed != removed.end()) return false;
  *this = std::move(merged);
  return true;
}

}  // namespace qiao::storage
