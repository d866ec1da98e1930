#include "storage/bits_chunk.h"

#include "storage/pack.h"

namespace qiao::storage {

namespace {
constexpr uint8_t kRowList = 1;  // the only encoding so far
}  // namespace

bool BitsChunk::Apply(std::span<const Change> changes) {
  for (const Change& change : changes) {
    if (change.row >= kRunRows) return false;
    uint64_t bit = uint64_t{1} << (change.row % 64);
    uint64_t& word = present[change.row / 64];
    word = change.set ? word | bit : word & ~bit;
    absent[change.row / 64] = ~word;
  }
  return true;
}

void EncodeBase(const BitsChunk& bits, std::string& out) {
  std::vector<uint32_t> rows;
  for (uint32_t row = 0; row < kRunRows; ++row) {
    if (bits.Has(row)) rows.push_back(row);
  }
  out.push_back(static_cast<char>(kRowList));
  PutVarint(out, rows.size());
  PackNumbers<uint32_t>(rows, out);
}

bool DecodeBase(ByteReader& reader, BitsChunk& bits) {
  if (reader.Byte() != kRowList) return false;
  std::vector<uint32_t> rows;
  UnpackNumbers(reader, reader.Varint(kRunRows), rows);
  if (!reader.done()) return false;
  std::vector<BitsChunk::Change> changes;
  for (uint32_t row : rows) {
    if (row >= kRunRows) return false;
    changes.push_back({static_cast<uint16_t>(row), true});
  }
  return bits.Apply(changes);
}

void EncodeChanges(std::span<const BitsChunk::Change> changes, std::string& out) {
  PutVarint(out, changes.size());
  for (const BitsChunk::Change& change : changes) PutVarint(out, 2ULL * change.row + (change.set ? 1 : 0));
}

bool DecodeChanges(ByteReader& reader, std::vector<BitsChunk::Change>& changes) {
  uint64_t count = reader.Varint(reader.remaining());
  for (uint64_t i = 0; i < count && reader.ok(); ++i) {
    uint64_t change = reader.Varint(2ULL * kRunRows - 1);
    changes.push_back({static_cast<uint16_t>(change / 2), change % 2 == 1});
  }
  return reader.done();
}

}  // namespace qiao::storage
