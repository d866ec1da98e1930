#include "storage/adjacency_chunk.h"

#include <algorithm>

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
  for (uint32_t row = 0; row < size(); ++row) {
    for (uint32_t i = offsets[row]; i < offsets[row + 1]; ++i) {
      Link link{static_cast<uint16_t>(row), neighbours[i], edges[i]};
      for (; next_added != added.end() && *next_added < link; ++next_added) {
        if (!keep(*next_added)) return false;
      }
      if (!keep(link)) return false;
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
