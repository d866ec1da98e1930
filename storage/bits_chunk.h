// A set of rows of one run: the deleted ones, or those that differ from their table in having a label.
//
// Set:     u8 1 (never reuse a number), varint count, then packed rows in order, see pack.h
// Changes: varint count, then for each a varint 2 * row + (1 when the row enters, 0 when it leaves)
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "storage/bytes.h"
#include "storage/chunk.h"
#include "storage/view.h"

namespace qiao::storage {

class BitsChunk final : public Chunk {
 public:
  struct Change {
    uint16_t row = 0;
    bool set = false;
  };

  BitsChunk() { absent.fill(~uint64_t{0}); }

  std::array<uint64_t, kRunRows / 64> present{};
  std::array<uint64_t, kRunRows / 64> absent;  // the other way round: the live rows of a set of deleted ones

  bool Has(uint32_t row) const { return (present[row / 64] >> (row % 64) & 1) != 0; }
  bool Apply(std::span<const Change> changes);
  size_t bytes() const override { return sizeof(*this); }
};

void EncodeBase(const BitsChunk& bits, std::string& out);
bool DecodeBase(ByteReader& reader, BitsChunk& bits);

void EncodeChanges(std::span<const BitsChunk::Change> changes, std::string& out);
bool DecodeChanges(ByteReader& reader, std::vector<BitsChunk::Change>& changes);

}  // namespace qiao::storage
