// Decoded adjacencies that nobody reads any more, kept for the sake of their arrays where chunks don't stay in the
// cache: pages fresh from the system take longer to get than to fill with links.
//
// Threads: any number. What was taken may outlive it.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "storage/adjacency_chunk.h"

namespace qiao::storage {

class SpareAdjacencies {
 public:
  // Keeps arrays of at most so many bytes in all.
  explicit SpareAdjacencies(uint64_t most_bytes) : spares_(std::make_shared<Spares>(most_bytes)) {}

  // An empty one, whose arrays may have room. It comes back here when its last owner is gone.
  std::shared_ptr<AdjacencyChunk> Take();

 private:
  class Spares {
   public:
    explicit Spares(uint64_t most_bytes) : most_bytes_(most_bytes) {}
    std::unique_ptr<AdjacencyChunk> Take();
    void Keep(std::unique_ptr<AdjacencyChunk> chunk);

   private:
    std::mutex mutex_;
    const uint64_t most_bytes_;
    uint64_t bytes_ = 0;
    std::vector<std::unique_ptr<AdjacencyChunk>> chunks_;
  };

  std::shared_ptr<Spares> spares_;
};

}  // namespace qiao::storage
