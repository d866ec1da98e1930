#include "storage/adjacency_codec.h"

#include <algorithm>

#include "storage/pack.h"

namespace qiao::storage {
namespace {

constexpr uint8_t kPacked = 1;    // the only encoding so far
constexpr size_t kMorePlace = 1;  // where a segment says that it is the first of several

uint32_t RowOf(const AdjacencyChunk& adjacency, uint32_t link) {
  const auto above = std::ranges::upper_bound(adjacency.offsets, link);
  return static_cast<uint32_t>(above - adjacency.offsets.begin()) - 1;
}

// Links [begin, end) of `adjacency` as one segment, which isn't the first of several.
std::string EncodeLinks(const AdjacencyChunk& adjacency, uint32_t begin, uint32_t end) {
  std::string out;
  out.push_back(static_cast<char>(kPacked));
  out.push_back(0);
  PutVarint(out, end - begin);
  if (begin == end) return out;
  const std::span neighbours = std::span(adjacency.neighbours).subspan(begin, end - begin);
  const std::span edges = std::span(adjacency.edges).subspan(begin, end - begin);
  std::vector<uint32_t> neighbour_steps(neighbours.begin(), neighbours.end());
  std::vector<uint64_t> edge_steps(edges.size());
  edge_steps[0] = ZigZag(int64_t{edges[0]});
  for (size_t i = 1; i < edges.size(); ++i) {
    neighbour_steps[i] -= neighbours[i - 1];
    edge_steps[i] = ZigZag(int64_t{edges[i]} - int64_t{edges[i - 1]});
  }
  const uint32_t first = RowOf(adjacency, begin);
  const uint32_t last = RowOf(adjacency, end - 1);
  std::vector<uint32_t> degrees;
  degrees.reserve(last + 1 - first);
  for (uint32_t row = first; row <= last; ++row) {
    const uint32_t from = std::max(begin, adjacency.offsets[row]);
    const uint32_t to = std::min(end, adjacency.offsets[row + 1]);
    degrees.push_back(to - from);
    if (from < to) neighbour_steps[from - begin] = adjacency.neighbours[from];
  }
  PutVarint(out, first);
  PutVarint(out, degrees.size());
  PackNumbers<uint32_t>(degrees, out);
  PackNumbers<uint32_t>(neighbour_steps, out);
  PackNumbers<uint64_t>(edge_steps, out);
  return out;
}

struct Piece {
  uint32_t begin;  // its first link
  std::string bytes;
};

// Splits links [begin, end), which take about `total_bytes`, into pieces of equal count until each is small enough.
void Split(const AdjacencyChunk& adjacency, uint32_t begin, uint32_t end, size_t total_bytes,
           std::vector<Piece>& pieces) {
  // Leaves room for a segment to grow before it has to be split again.
  constexpr size_t kTarget = kSegmentBytes * 3 / 4;
  const auto count = static_cast<uint32_t>(total_bytes / kTarget + 1);
  const uint32_t links = end - begin;
  for (uint32_t piece = 0; piece < count; ++piece) {
    const auto from = begin + static_cast<uint32_t>(uint64_t{links} * piece / count);
    const auto to = begin + static_cast<uint32_t>(uint64_t{links} * (piece + 1) / count);
    std::string bytes = EncodeLinks(adjacency, from, to);
    if (bytes.size() <= kSegmentBytes) {
      pieces.push_back({from, std::move(bytes)});
    } else {
      const uint32_t middle = from + (to - from) / 2;
      Split(adjacency, from, middle, bytes.size() / 2, pieces);
      Split(adjacency, middle, to, bytes.size() / 2, pieces);
    }
  }
}

}  // namespace

std::vector<Segment> EncodeSegments(const AdjacencyChunk& adjacency, const Link& least, bool more) {
  std::vector<Segment> segments;
  std::string whole = EncodeLinks(adjacency, 0, adjacency.links());
  if (whole.size() <= kSegmentBytes) {
    segments.push_back({least, std::move(whole)});
  } else {
    std::vector<Piece> pieces;
    Split(adjacency, 0, adjacency.links(), whole.size(), pieces);
    for (auto& [begin, bytes] : pieces) {
      const Link link{static_cast<uint16_t>(RowOf(adjacency, begin)), adjacency.neighbours[begin],
                      adjacency.edges[begin]};
      segments.push_back({segments.empty() ? least : link, std::move(bytes)});
    }
    more = least == Link();
  }
  segments.front().bytes[kMorePlace] = more ? 1 : 0;
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
