// Names of the chunks, and the keys under which they stand. Every key of a chunk is made and read here.
//
// Key of a chunk, numbers big-endian:
//   u8   kind (ChunkKind)
//   u32  table
//   u32  property key (columns and their statistics), label (overrides), 0 otherwise
//   u32  run
// followed, for the segments of an adjacency, by the least link that the segment may hold:
//   u16  row within the run
//   u32  neighbour
//   u32  edge
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/ids.h"
#include "storage/bytes.h"
#include "storage/key_value.h"

namespace qiao::storage {

// Never reuse a number.
enum class ChunkKind : uint8_t {
  kNodeColumn = 1,
  kEdgeColumn = 2,
  kOut = 3,        // adjacency of the source rows
  kIn = 4,         // adjacency of the target rows
  kEnds = 5,       // source and target rows of edges
  kDeadNodes = 6,  // deleted rows
  kDeadEdges = 7,
  kOverride = 8,        // rows that differ from their table in having a label
  kNodeStatistics = 9,  // of a column of nodes; in run 0 only
  kEdgeStatistics = 10,
};

struct ChunkId {
  ChunkKind kind;
  uint32_t table = 0;
  uint32_t sub = 0;
  uint32_t run = 0;

  friend bool operator==(const ChunkId&, const ChunkId&) = default;
};

// One edge as an adjacency holds it. Links of a run are sorted in this order.
struct Link {
  uint16_t row = 0;
  uint32_t neighbour = 0;
  uint32_t edge = 0;

  friend auto operator<=>(const Link&, const Link&) = default;
};

Family FamilyOf(ChunkKind kind);
// The kind of the statistics of a kind of columns.
constexpr ChunkKind StatisticsOf(ChunkKind column) {
  return column == ChunkKind::kNodeColumn ? ChunkKind::kNodeStatistics : ChunkKind::kEdgeStatistics;
}
std::string KeyOf(const ChunkId& id);
// Key of the segment of adjacency `id` whose least link may be `least`.
std::string SegmentKey(const ChunkId& id, const Link& least);
// The least link in a segment's key; nullopt when the key is none of a segment.
std::optional<Link> LeastLink(std::string_view segment_key);
// "property 3 of node table 1, run 0": for error messages.
std::string Describe(const ChunkId& id);

inline constexpr size_t kChunkKeySize = 13;

void PutChunkId(std::string& out, const ChunkId& id);
// The chunk whose key this is; nullopt when it is none. The key of a segment begins with that of its chunk.
std::optional<ChunkId> ReadChunkId(std::string_view key);

struct ChunkIdHash {
  size_t operator()(const ChunkId& id) const noexcept {
    uint64_t high = uint64_t{static_cast<uint8_t>(id.kind)} << 56 ^ uint64_t { id.table } << 32 ^ id.run;
    uint64_t mixed = (high ^ (id.sub * 0x9E3779B97F4A7C15ULL)) * 0xD6E8FEB86659FD93ULL;
    return mixed ^ (mixed >> 32);
  }
};

}  // namespace qiao::storage
