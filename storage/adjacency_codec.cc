#include "storage/adjacency_codec.h"

#include <algorithm>

#include "storage/pack.h"

namespace qiao::storage {
namespace {

constexpr uint8_t kPacked = 1;  // the only encoding so far

// Links [begin, end) of `adjacency` as one segment.
std::string EncodeLinks(const AdjacencyChunk& adjacency, uint32_t begin, uint32_t end, bool more) {
  std::string out;
  out.push_back(static_cast<char>(kPacked));
  out.push_back(more ? 1 : 0);
  PutVarint(out, end - begin);
  if (begin == end) return out;
  auto row_of = [&](uint32_t link) {
    auto above = std::ranges::upper_bound(adjacency.offsets, link);
    return static_cast<uint32_t>(above - adjacency.offsets.begin()) - 1;
  };
  uint32_t first = row_of(begin);
  uint32_t last = row_of(end - 1);
  std::vector<uint32_t> degrees;
  std::vector<uint32_t> neighbours;
  std::vector<uint64_t> edges;
  uint32_t edge_before = 0;
  for (uint32_t row = first; row <= last; ++row) {
    uint32_t from = std::max(begin, adjacency.offsets[row]);
    uint32_t to = std::min(end, adjacency.offsets[row + 1]);
    degrees.push_back(to - from);
    for (uint32_t i = from; i < to; ++i) {
      neighbours.push_back(i == from ? adjacency.neighbours[i] : adjacency.neighbours[i] - adjacency.neighbours[i - 1]);
      edges.push_back(ZigZag(int64_t{adjacency.edges[i]} - int64_t{edge_before}));
      edge_before = adjacency.edges[i];
    }
  }
  PutVarint(out, first);
  PutVarint(out, degrees.size());
  PackNumbers<uint32_t>(degrees, out);
  PackNumbers<uint32_t>(neighbours, out);
  PackNumbers<uint64_t>(edges, out);
  return out;
}

// Splits links [begin, end) into pieces of equal count until each is small enough.
void Split(const AdjacencyChunk& adjacency, uint32_t begin, uint32_t end,
           std::vector<std::pair<uint32_t, uint32_t>>& pieces, size_t total_bytes) {
  // Leaves room for a segment to grow before it has to be split again.
  constexpr size_t kTarget = kSegmentBytes * 3 / 4;
  auto count = static_cast<uint32_t>(total_bytes / kTarget + 1);
  uint32_t links = end - begin;
  for (uint32_t piece = 0; piece < count; ++piece) {
    auto from = begin + static_cast<uint32_t>(uint64_t{links} * piece / count);
    auto to = begin + static_cast<uint32_t>(uint64_t{links} * (piece + 1) / count);
    size_t bytes = count == 1 ? total_bytes : EncodeLinks(adjacency, from, to, false).size();
    if (bytes <= kSegmentBytes) {
      pieces.emplace_back(from, to);
    } else {
      uint32_t middle = from + (to - from) / 2;
      Split(adjacency, from, middle, pieces, bytes / 2);
      Split(adjacency, middle, to, pieces, bytes / 2);
    }
  }
}

}  // namespace

std::vector<Segment> EncodeSegments(const AdjacencyChunk& adjacency, const Link& least, bool more) {
  std::string whole = EncodeLinks(adjacency, 0, adjacency.links(), more);
  if (whole.size() <= kSegmentBytes) {
    std::vector<Segment> one;
    one.push_back({least, std::move(whole)});
    return one;
  }
  std::vector<std::pair<uint32_t, uint32_t>> pieces;
  Split(adjacency, 0, adjacency.links(), pieces, whole.size());
  std::vector<Segment> segments;
  bool first_of_run = least == Link();
  for (auto [begin, end] : pieces) {
    Segment segment;
    if (segments.empty()) {
      segment.least = least;
    } else {
      auto row = std::ranges::upper_bound(adjacency.offsets, begin) - adjacency.offsets.begin() - 1;
      segment.least = {static_cast<uint16_t>(row), adjacency.neighbours[begin], adjacency.edges[begin]};
    }
    segment.bytes = EncodeLinks(adjacency, begin, end, first_of_run && segments.empty());
    segments.push_back(std::move(segment));
  }
  return segments;
}

bool DecodeSegment(ByteReader& reader, AdjacencyChunk& adjacency, bool& more) {
  if (reader.Byte() != kPacked) return false;
  uint8_t flag = reader.Byte();
  if (flag > 1) return false;
  more = flag == 1;
  uint64_t count = reader.Varint(UINT32_MAX - adjacency.links());
  if (count == 0) return reader.done();
  uint64_t first = reader.Varint(kRunRows - 1);
  uint64_t rows = reader.Varint(kRunRows - first);
  std::vector<uint32_t> degrees;
  UnpackNumbers(reader, rows, degrees);
  uint64_t sum = 0;
  for (uint32_t degree : degrees) sum += degree;
  if (!reader.ok() || sum != count || first + 1 < adjacency.size()) return false;

  const size_t start = adjacency.neighbours.size();
  UnpackNumbers(reader, count, adjacency.neighbours);
  if (!reader.ok()) return false;
  adjacency.edges.resize(start + count);
  Unpacker<uint64_t> edge_steps(reader, count);
  uint32_t* const neighbours = adjacency.neighbours.data();
  uint32_t* const edges = adjacency.edges.data();
  int64_t edge = 0;
  size_t next = start;
  for (uint64_t i = 0; i < rows; ++i) {
    auto row = static_cast<uint32_t>(first + i);
    if (adjacency.offsets.size() < row + 2U) adjacency.offsets.resize(row + 2U, static_cast<uint32_t>(next));
    // A row that a segment before this one began goes on where that one ended.
    bool follows = adjacency.offsets[row] < next;
    for (uint32_t link = 0; link < degrees[i]; ++link, ++next) {
      edge += UnZigZag(edge_steps.Next());
      if (edge < 0 || edge > int64_t{UINT32_MAX}) return false;
      if (link > 0) neighbours[next] += neighbours[next - 1];
      if (link > 0 || follows) {
        const uint32_t before = neighbours[next - 1];
        if (neighbours[next] < before || (neighbours[next] == before && edge <= int64_t{edges[next - 1]})) return false;
      }
      edges[next] = static_cast<uint32_t>(edge);
    }
    adjacency.offsets[row + 1] = static_cast<uint32_t>(next);
  }
  return reader.done();
}

void EncodeChanges(std::span<const AdjacencyChunk::Change> changes, std::string& out) {
  PutVarint(out, changes.size());
  for (const AdjacencyChunk::Change& change : changes) {
    PutVarint(out, 2ULL * change.link.row + (change.removed ? 1 : 0));
    PutVarint(out, change.link.neighbour);
    PutVarint(out, change.link.edge);
  }
}

bool DecodeChanges(ByteReader& reader, std::vector<AdjacencyChunk::Change>& changes) {
  uint64_t count = reader.Varint(reader.remaining());
  for (uint64_t i = 0; i < count && reader.ok(); ++i) {
    AdjacencyChunk::Change change;
    uint64_t row = reader.Varint(2ULL * kRunRows - 1);
    change.link.row = static_cast<uint16_t>(row / 2);
    change.removed = row % 2 == 1;
    change.link.neighbour = static_cast<uint32_t>(reader.Varint(UINT32_MAX));
    change.link.edge = static_cast<uint32_t>(reader.Varint(UINT32_MAX));
    changes.push_back(change);
  }
  return reader.done();
}

}  // namespace qiao::storage
