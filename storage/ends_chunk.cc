#include "storage/ends_chunk.h"

#include "storage/pack.h"

namespace qiao::storage {

namespace {
constexpr uint8_t kPacked = 1;  // the only encoding so far
}  // namespace

bool EndsChunk::Apply(std::span<const Change> changes) {
  for (const Change& change : changes) {
    if (change.row != sources.size() || change.row >= kRunRows) return false;
    sources.push_back(change.source);
    targets.push_back(change.target);
  }
  return true;
}

void EncodeBase(const EndsChunk& ends, std::string& out) {
  out.push_back(static_cast<char>(kPacked));
  PutVarint(out, ends.sources.size());
  PackNumbers<uint32_t>(ends.sources, out);
  PackNumbers<uint32_t>(ends.targets, out);
}

bool DecodeBase(ByteReader& reader, EndsChunk& ends) {
  if (reader.Byte() != kPacked) return false;
  uint64_t count = reader.Varint(kRunRows);
  UnpackNumbers(reader, count, ends.sources);
  UnpackNumbers(reader, count, ends.targets);
  return reader.done();
}

void EncodeChanges(std::span<const EndsChunk::Change> changes, std::string& out) {
  PutVarint(out, changes.size());
  PutVarint(out, changes.empty() ? 0 : changes.front().row);
  for (const EndsChunk::Change& change : changes) {
    PutVarint(out, change.source);
    PutVarint(out, change.target);
  }
}

bool DecodeChanges(ByteReader& reader, std::vector<EndsChunk::Change>& changes) {
  uint64_t count = reader.Varint(kRunRows);
  uint64_t row = reader.Varint(kRunRows);
  if (row + count > kRunRows) return false;
  for (uint64_t i = 0; i < count && reader.ok(); ++i) {
    EndsChunk::Change change;
    change.row = static_cast<uint16_t>(row + i);
    change.source = static_cast<uint32_t>(reader.Varint(UINT32_MAX));
    change.target = static_cast<uint32_t>(reader.Varint(UINT32_MAX));
    changes.push_back(change);
  }
  return reader.done();
}

}  // namespace qiao::storage
