// Where the edges of one run start and end: rows of the source and of the target table. Grows at its end only.
//
// Ends:    u8 1 (never reuse a number), varint count, packed source rows, packed target rows, see pack.h
// Changes: varint count, varint first row, then for each a varint source row and a varint target row
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "storage/bytes.h"
#include "storage/chunk.h"
#include "storage/view.h"

namespace qiao::storage {

class EndsChunk final : public Chunk {
 public:
  // A new edge; its row must be the next one.
  struct Change {
    uint16_t row = 0;
    uint32_t source = 0;
    uint32_t target = 0;
  };

  std::vector<uint32_t> sources;
  std::vector<uint32_t> targets;

  bool Apply(std::span<const Change> changes);
  size_t bytes() const override { return sizeof(*this) + 4 * (sources.capacity() + targets.capacity()); }
};

void EncodeBase(const EndsChunk& ends, std::string& out);
bool DecodeBase(ByteReader& reader, EndsChunk& ends);

// Requires rows that follow each other.
void EncodeChanges(std::span<const EndsChunk::Change> changes, std::string& out);
bool DecodeChanges(ByteReader& reader, std::vector<EndsChunk::Change>& changes);

}  // namespace qiao::storage
