// The edges of the rows of one run in one direction, decoded: compressed sparse rows in plain arrays.
#pragma once

#include <cstdint>
#include <span>

#include "storage/chunk.h"
#include "storage/chunk_id.h"
#include "storage/unset_vector.h"
#include "storage/view.h"

namespace qiao::storage {

class AdjacencyChunk final : public Chunk {
 public:
  struct Change {
    Link link;
    bool removed = false;  // false: the link is new
  };

  // Rows at or beyond size() have no edges. offsets is empty, or has size() + 1 numbers.
  UnsetVector<uint32_t> offsets;
  UnsetVector<uint32_t> neighbours;
  UnsetVector<uint32_t> edges;

  uint32_t size() const { return offsets.empty() ? 0 : static_cast<uint32_t>(offsets.size() - 1); }
  uint32_t links() const { return static_cast<uint32_t>(edges.size()); }

  // A link is new once and removed once, so the order of the changes does not matter. False when a link that is there
  // is added, or one that isn't is removed.
  bool Apply(std::span<const Change> changes);

  // Adds a link behind all others; false when it does not belong there.
  bool Append(const Link& link);

  size_t bytes() const override {
    return sizeof(*this) + 4 * (offsets.capacity() + neighbours.capacity() + edges.capacity());
  }
  // Of a copy, whose arrays have no room to spare.
  size_t bytes_of_copy() const { return sizeof(*this) + 4 * (offsets.size() + neighbours.size() + edges.size()); }
};

}  // namespace qiao::storage
