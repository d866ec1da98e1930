#include "storage/chunk_id.h"

#include <fmt/format.h>

namespace qiao::storage {

namespace {
constexpr size_t kSegmentKeySize = kChunkKeySize + 10;
}  // namespace

Family FamilyOf(ChunkKind kind) {
  switch (kind) {
    case ChunkKind::kNodeColumn:
    case ChunkKind::kEdgeColumn:
      return Family::kProperty;
    case ChunkKind::kOut:
    case ChunkKind::kIn:
    case ChunkKind::kEnds:
      return Family::kAdjacency;
    case ChunkKind::kDeadNodes:
    case ChunkKind::kDeadEdges:
    case ChunkKind::kOverride:
    case ChunkKind::kNodeStatistics:
    case ChunkKind::kEdgeStatistics:
      return Family::kRows;
  }
  return Family::kRows;
}

void PutChunkId(std::string& out, const ChunkId& id) {
  out.push_back(static_cast<char>(id.kind));
  PutBigEndian(out, id.table);
  PutBigEndian(out, id.sub);
  PutBigEndian(out, id.run);
}

std::optional<ChunkId> ReadChunkId(std::string_view key) {
  if (key.size() != kChunkKeySize) return std::nullopt;
  ByteReader reader(key);
  uint8_t kind = reader.Byte();
  if (kind < static_cast<uint8_t>(ChunkKind::kNodeColumn) || kind > static_cast<uint8_t>(ChunkKind::kEdgeStatistics)) {
    return std::nullopt;
  }
  ChunkId id{static_cast<ChunkKind>(kind)};
  id.table = reader.BigEndian<uint32_t>();
  id.sub = reader.BigEndian<uint32_t>();
  id.run = reader.BigEndian<uint32_t>();
  return id;
}

std::string KeyOf(const ChunkId& id) {
  std::string key;
  PutChunkId(key, id);
  return key;
}

std::string SegmentKey(const ChunkId& id, const Link& least) {
  std::string key;
  key.reserve(kSegmentKeySize);
  PutChunkId(key, id);
  PutBigEndian(key, least.row);
  PutBigEndian(key, least.neighbour);
  PutBigEndian(key, least.edge);
  return key;
}

std::optional<Link> LeastLink(std::string_view segment_key) {
  if (segment_key.size() != kSegmentKeySize) return std::nullopt;
  ByteReader reader(segment_key.substr(kChunkKeySize));
  Link link;
  link.row = reader.BigEndian<uint16_t>();
  link.neighbour = reader.BigEndian<uint32_t>();
  link.edge = reader.BigEndian<uint32_t>();
  return link;
}

std::string Describe(const ChunkId& id) {
  switch (id.kind) {
    case ChunkKind::kNodeColumn:
      return fmt::format("property {} of node table {}, run {}", id.sub, id.table, id.run);
    case ChunkKind::kEdgeColumn:
      return fmt::format("property {} of edge table {}, run {}", id.sub, id.table, id.run);
    case ChunkKind::kOut:
      return fmt::format("outgoing edges of edge table {}, run {}", id.table, id.run);
    case ChunkKind::kIn:
      return fmt::format("incoming edges of edge table {}, run {}", id.table, id.run);
    case ChunkKind::kEnds:
      return fmt::format("edge ends of edge table {}, run {}", id.table, id.run);
    case ChunkKind::kDeadNodes:
      return fmt::format("deleted rows of node table {}, run {}", id.table, id.run);
    case ChunkKind::kDeadEdges:
      return fmt::format("deleted rows of edge table {}, run {}", id.table, id.run);
    case ChunkKind::kOverride:
      return fmt::format("label {} of node table {}, run {}", id.sub, id.table, id.run);
    case ChunkKind::kNodeStatistics:
      return fmt::format("statistics of property {} of node table {}", id.sub, id.table);
    case ChunkKind::kEdgeStatistics:
      return fmt::format("statistics of property {} of edge table {}", id.sub, id.table);
  }
  return {};
}

}  // namespace qiao::storage
