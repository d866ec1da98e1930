#include "storage/spare_adjacencies.h"

#include <utility>

namespace qiao::storage {

std::shared_ptr<AdjacencyChunk> SpareAdjacencies::Take() {
  return {spares_->Take().release(),
          [spares = spares_](AdjacencyChunk* chunk) { spares->Keep(std::unique_ptr<AdjacencyChunk>(chunk)); }};
}

std::unique_ptr<AdjacencyChunk> SpareAdjacencies::Spares::Take() {
  {
    std::lock_guard lock(mutex_);
    if (!chunks_.empty()) {
      auto chunk = std::move(chunks_.back());
      chunks_.pop_back();
      bytes_ -= chunk->bytes();
      return chunk;
    }
  }
  return std::make_unique<AdjacencyChunk>();
}

void SpareAdjacencies::Spares::Keep(std::unique_ptr<AdjacencyChunk> chunk) {
  chunk->offsets.clear();
  chunk->neighbours.clear();
  chunk->edges.clear();
  const uint64_t bytes = chunk->bytes();
  std::lock_guard lock(mutex_);
  if (bytes_ + bytes > most_bytes_) return;
  bytes_ += bytes;
  chunks_.push_back(std::move(chunk));
}

}  // namespace qiao::storage
