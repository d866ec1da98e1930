#include "storage/adjacency_codec.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "storage/pack.h"
#include "storage/running_sums.h"

namespace qiao::storage {
namespace {

constexpr uint8_t kEdges = 1;  // encodings
constexpr uint8_t kBesideLine = 2;
constexpr size_t kMorePlace = 1;  // where a segment says that it is the first of several

uint32_t RowOf(const AdjacencyChunk& adjacency, uint32_t link) {
  const auto above = std::ranges::upper_bound(adjacency.offsets, link);
  return static_cast<uint32_t>(above - adjacency.offsets.begin()) - 1;
}

constexpr double kLineUnit = 1 << 16;

// The slope of the line that lies least far from the edges: 0 where there is none to go up.
uint32_t SlopeOf(std::span<const uint32_t> neighbours, std::span<const uint32_t> edges) {
  // Seen from the first link, numbers are small enough to be multiplied exactly, or nearly so.
  double x = 0, y = 0, xx = 0, xy = 0;
  for (size_t i = 0; i < edges.size(); ++i) {
    const double right = static_cast<double>(int64_t{neighbours[i]} - int64_t{neighbours[0]});
    const double up = static_cast<double>(int64_t{edges[i]} - int64_t{edges[0]});
    x += right;
    y += up;
    xx += right * right;
    xy += right * up;
  }
  const auto count = static_cast<double>(edges.size());
  const double spread = count * xx - x * x;
  const double slope = spread > 0 ? (count * xy - x * y) / spread * kLineUnit : 0;
  return slope >= 1 && slope < UINT32_MAX ? static_cast<uint32_t>(std::lround(slope)) : 0;
}

struct PackedEdges {
  uint32_t slope = 0;  // 0: beside no line
  std::string bytes;
};

PackedEdges PackEdges(std::span<const uint32_t> edges) {
  std::vector<uint64_t> steps(edges.size());
  int64_t before = 0;
  for (size_t i = 0; i < edges.size(); before = edges[i++]) steps[i] = ZigZag(int64_t{edges[i]} - before);
  PackedEdges packed;
  PackNumbers<uint64_t>(steps, packed.bytes);
  return packed;
}

PackedEdges PackEdgesBesideLine(std::span<const uint32_t> neighbours, std::span<const uint32_t> edges) {
  PackedEdges packed{SlopeOf(neighbours, edges)};
  std::vector<uint32_t> steps(edges.size());
  uint32_t before = 0;
  for (size_t i = 0; i < edges.size(); ++i) {
    const uint32_t above = edges[i] - HeightOfLine(packed.slope, neighbours[i]);
    steps[i] = static_cast<uint32_t>(ZigZag(static_cast<int32_t>(above - before)));
    before = above;
  }
  PackNumbers<uint32_t>(steps, packed.bytes);
  return packed;
}

PackedEdges PackShortest(std::span<const uint32_t> neighbours, std::span<const uint32_t> edges) {
  constexpr size_t kWorthALine = 8;  // bytes
  PackedEdges alone = PackEdges(edges);
  // Those that go out mostly follow each other, and take next to nothing.
  if (alone.bytes.size() < edges.size() / 4 + kWorthALine) return alone;
  PackedEdges beside = PackEdgesBesideLine(neighbours, edges);
  return beside.slope != 0 && beside.bytes.size() + kWorthALine < alone.bytes.size() ? std::move(beside)
                                                                                     : std::move(alone);
}

// Links [begin, end) of `adjacency` as one segment, which isn't the first of several.
std::string EncodeLinks(const AdjacencyChunk& adjacency, uint32_t begin, uint32_t end) {
  const std::span neighbours = std::span(adjacency.neighbours).subspan(begin, end - begin);
  const std::span edges = std::span(adjacency.edges).subspan(begin, end - begin);
  const PackedEdges packed_edges = PackShortest(neighbours, edges);
  std::string out;
  out.push_back(static_cast<char>(packed_edges.slope == 0 ? kEdges : kBesideLine));
  out.push_back(0);
  PutVarint(out, end - begin);
  if (begin == end) return out;
  std::vector<uint32_t> neighbour_steps(neighbours.begin(), neighbours.end());
  for (size_t i = 1; i < edges.size(); ++i) neighbour_steps[i] -= neighbours[i - 1];
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
  if (packed_edges.slope != 0) PutVarint(out, packed_edges.slope);
  PackNumbers<uint32_t>(degrees, out);
  PackNumbers<uint32_t>(neighbour_steps, out);
  return out += packed_edges.bytes;
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

namespace {

// Where the links of a segment's rows begin and end, behind those of the segments before it. Sets `single` when no row
// has more than one. False when the degrees don't add up to the segment's links.
bool DecodeOffsets(ByteReader& reader, const SegmentHeader& header, AdjacencyChunk& adjacency, bool& single) {
  const uint32_t first = header.first_row;
  if (first + 1 < adjacency.size()) return false;
  UnsetVector<uint32_t>& offsets = adjacency.offsets;
  const uint32_t start = adjacency.links();
  if (offsets.size() < first + 1) offsets.resize(first + 1, start);
  offsets.resize(first + 1 + header.rows);
  const std::span degrees = std::span(offsets).subspan(first + 1);
  uint32_t end = start;
  single = true;
  for (size_t done = 0; done < degrees.size(); done += kPackedBlock) {
    const std::span block_degrees = degrees.subspan(done, std::min(kPackedBlock, degrees.size() - done));
    const PackedBlock block = ReadPackedBlock(reader, block_degrees.size(), 32);
    if (!reader.ok()) return false;
    single = single && block.Fits(1);
    if (block.width == 0) {
      if (!SumUpEqual(end, block.least, block_degrees)) return false;
    } else {
      UnpackBlock(block, block_degrees.size(), block_degrees.data());
      if (!SumUp(end, block_degrees)) return false;
    }
    end = block_degrees.back();
  }
  return end == start + header.links;
}

// Of a block of links, those with which a row begins: bit by bit. A row's steps count from there.
using Begins = std::array<uint64_t, kPackedBlock / 64>;

// Tells the beginnings of a segment's rows, a block of links after the other.
class RowBegins {
 public:
  // `offsets`: of rows, the first of which may have begun in a segment before the one that begins at `start`.
  RowBegins(std::span<const uint32_t> offsets, uint32_t start)
      : next_row_(std::ranges::lower_bound(offsets, start)), rows_end_(offsets.end()), place_(start) {}

  // Of the next block. The segment's first link counts as a beginning.
  Begins Next() {
    Begins begins;
    for (uint64_t& word : begins) {
      uint64_t bits = is_first_ ? 1 : 0;
      is_first_ = false;
      for (; next_row_ != rows_end_ && *next_row_ < place_ + 64; ++next_row_)
        bits |= uint64_t{1} << (*next_row_ - place_);
      place_ += 64;
      word = bits;
    }
    return begins;
  }

 private:
  std::span<const uint32_t>::iterator next_row_;
  std::span<const uint32_t>::iterator rows_end_;
  uint64_t place_;
  bool is_first_ = true;
};

// Those of the links [begin, end) that lead to the same neighbour as the one before them in their row are in the order
// of their edges.
bool EdgesAscend(const AdjacencyChunk& links, size_t begin, size_t end, const Begins& begins) {
  bool ascend = true;
  for (size_t link = std::max<size_t>(begin, 1); link < end; ++link) {
    const bool is_first = (begins[(link - begin) / 64] >> (link - begin) % 64 & 1) != 0;
    ascend &=
        is_first || links.neighbours[link] != links.neighbours[link - 1] || links.edges[link] > links.edges[link - 1];
  }
  return ascend;
}

// The edges of a block of links, or how far they lie above the line, of which the one before it is `before`. False when
// one of them is too large; they are right modulo 2^32 then.
bool DecodeEdgeBlock(const PackedBlock& block, uint32_t before, std::span<uint32_t> edges) {
  // Edges are numbered in the order of their sources: mostly each is the one behind that before it.
  if (block.width == 0 && block.least % 2 == 0) return SumUpEqual(before, block.least / 2, edges);
  if (block.Fits(UINT32_MAX)) {
    UnpackBlock(block, edges.size(), edges.data());
    return SumUpZigZag(before, edges);
  }
  std::array<uint64_t, kPackedBlock> steps;
  UnpackBlock(block, edges.size(), steps.data());
  uint64_t edge = before;
  uint64_t high = 0;
  for (size_t i = 0; i < edges.size(); ++i) {
    edge += static_cast<uint64_t>(UnZigZag(steps[i]));
    high |= edge;
    edges[i] = static_cast<uint32_t>(edge);
  }
  return high <= UINT32_MAX;
}

// A block of links some of which may lead to the same neighbour as the one before them: their edges are to be compared.
struct Doubt {
  size_t begin;
  Begins begins;
};

// The packed neighbours of the links from `start` on.
bool DecodeNeighbours(ByteReader& reader, size_t start, bool single, AdjacencyChunk& adjacency,
                      std::vector<Doubt>& doubts) {
  const size_t end = adjacency.neighbours.size();
  RowBegins rows(adjacency.offsets, static_cast<uint32_t>(start));
  uint32_t neighbour = 0;
  for (size_t begin = start; begin < end; begin += kPackedBlock) {
    const std::span neighbours = std::span(adjacency.neighbours).subspan(begin, std::min(kPackedBlock, end - begin));
    const PackedBlock steps = ReadPackedBlock(reader, neighbours.size(), 32);
    if (!reader.ok()) return false;
    UnpackBlock(steps, neighbours.size(), neighbours.data());
    if (single) continue;
    const Begins begins = rows.Next();
    const bool one_row = std::ranges::all_of(begins, [](uint64_t word) { return word == 0; });
    if (!(one_row ? SumUp(neighbour, neighbours) : SumUpEach(neighbour, begins, neighbours))) return false;
    neighbour = neighbours.back();
    if (steps.least == 0) doubts.push_back({begin, begins});
  }
  return true;
}

// Their packed edges, beside a line or not.
bool DecodeEdges(ByteReader& reader, size_t start, uint32_t slope, AdjacencyChunk& adjacency) {
  const size_t end = adjacency.edges.size();
  uint32_t before = 0;
  for (size_t begin = start; begin < end; begin += kPackedBlock) {
    const size_t size = std::min(kPackedBlock, end - begin);
    const std::span edges = std::span(adjacency.edges).subspan(begin, size);
    const PackedBlock steps = ReadPackedBlock(reader, size, 64);
    if (!reader.ok() || (!DecodeEdgeBlock(steps, before, edges) && slope == 0)) return false;
    before = edges.back();
    if (slope != 0) AddLine(slope, std::span(adjacency.neighbours).subspan(begin, size), edges);
  }
  return reader.done();
}

// The packed neighbours and edges of a segment's links, behind those that are there.
bool DecodeLinks(ByteReader& reader, const SegmentHeader& header, bool single, AdjacencyChunk& adjacency) {
  const size_t start = adjacency.links();
  const size_t end = start + header.links;
  adjacency.neighbours.resize(end);
  adjacency.edges.resize(end);
  std::vector<Doubt> doubts;
  if (!DecodeNeighbours(reader, start, single, adjacency, doubts)) return false;
  if (!DecodeEdges(reader, start, header.slope, adjacency)) return false;
  return std::ranges::all_of(doubts, [&](const Doubt& doubt) {
    return EdgesAscend(adjacency, doubt.begin, std::min(doubt.begin + kPackedBlock, end), doubt.begins);
  });
}

}  // namespace

std::optional<SegmentHeader> ReadSegmentHeader(ByteReader& reader) {
  SegmentHeader header;
  const uint8_t encoding = reader.Byte();
  if (encoding != kEdges && encoding != kBesideLine) return std::nullopt;
  const uint8_t flag = reader.Byte();
  if (flag > 1) return std::nullopt;
  header.more = flag == 1;
  header.links = static_cast<uint32_t>(reader.Varint(UINT32_MAX));
  if (header.links > 0) {
    header.first_row = static_cast<uint32_t>(reader.Varint(kRunRows - 1));
    header.rows = static_cast<uint32_t>(reader.Varint(kRunRows - header.first_row));
    if (encoding == kBesideLine) header.slope = static_cast<uint32_t>(reader.Varint(UINT32_MAX));
  }
  // A block of each of two numbers takes two bytes at least.
  if (header.links / kPackedBlock > reader.remaining() / 4) reader.Fail();
  return reader.ok() ? std::optional(header) : std::nullopt;
}

bool DecodeSegment(ByteReader& reader, AdjacencyChunk& adjacency, bool& more) {
  const auto header = ReadSegmentHeader(reader);
  if (!header) return false;
  more = header->more;
  const uint32_t start = adjacency.links();
  if (header->links > UINT32_MAX - start) return false;
  if (header->links == 0) return reader.done();
  const uint32_t rows_before = adjacency.size();
  bool single = false;
  if (!DecodeOffsets(reader, *header, adjacency, single)) return false;
  if (!DecodeLinks(reader, *header, single, adjacency)) return false;
  // A row that a segment before this one began goes on where that one ended.
  if (rows_before > 0 && adjacency.offsets[rows_before - 1] < start && adjacency.offsets[rows_before] > start) {
    const auto link = [&adjacency](uint32_t i) { return std::pair(adjacency.neighbours[i], adjacency.edges[i]); };
    if (link(start - 1) >= link(start)) return false;
  }
  return true;
}

bool DecodeSegments(std::span<const std::string> segments, AdjacencyChunk& adjacency) {
  size_t links = 0;
  for (const std::string& segment : segments) {
    ByteReader reader(segment);
    const auto header = ReadSegmentHeader(reader);
    if (!header) return false;
    links += header->links;
  }
  adjacency.neighbours.reserve(links);
  adjacency.edges.reserve(links);
  bool more = false;
  return std::ranges::all_of(segments, [&](const std::string& segment) {
    ByteReader reader(segment);
    return DecodeSegment(reader, adjacency, more);
  });
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
