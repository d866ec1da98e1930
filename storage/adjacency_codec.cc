#include "storage/adjacency_codec.h"

#include <algorithm>
#include <array>
#include <utility>

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

namespace {

// Where the links of a segment's rows begin and end, behind those of the segments before it. False when the degrees
// don't add up to its links.
bool DecodeOffsets(ByteReader& reader, const SegmentHeader& header, AdjacencyChunk& adjacency) {
  const uint32_t first = header.first_row;
  if (first + 1 < adjacency.size()) return false;
  std::vector<uint32_t>& offsets = adjacency.offsets;
  const uint64_t start = adjacency.links();
  if (offsets.size() < first + 1) offsets.resize(first + 1, static_cast<uint32_t>(start));
  offsets.resize(first + 1);
  UnpackNumbers(reader, header.rows, offsets);
  if (!reader.ok()) return false;
  uint64_t next = start;
  for (uint32_t& offset : std::span(offsets).subspan(first + 1)) {
    next += offset;
    offset = static_cast<uint32_t>(next);
  }
  return next == start + header.links;
}

// Turns the steps of a segment's links, a block of them at a time, into neighbours and edges.
class LinkSums {
 public:
  // `offsets`: of rows, the first of which may have begun in a segment before this one; `start`: of the segment.
  LinkSums(std::span<const uint32_t> offsets, uint32_t start)
      : next_row_(std::ranges::lower_bound(offsets, start)), rows_end_(offsets.end()), place_(start) {}

  // `steps` become neighbours. Links to the same one, for which `may_repeat`, are in the order of their edges.
  void AddNeighbours(std::span<uint32_t> steps, std::span<const uint64_t> edge_steps, bool may_repeat) {
    if (!MarkFollowers(steps.size())) return;
    for (size_t i = 0; may_repeat && i < steps.size(); ++i) {
      disorder_ |= (steps[i] == 0) & (follows_[i] != 0) & (UnZigZag(edge_steps[i]) <= 0);
    }
    uint64_t neighbour = neighbour_;
#pragma GCC unroll 8
    for (size_t i = 0; i < steps.size(); ++i) {
      neighbour = (neighbour & follows_[i]) + steps[i];
      high_ |= neighbour;
      steps[i] = static_cast<uint32_t>(neighbour);
    }
    neighbour_ = neighbour;
  }
  void AddEdges(std::span<const uint64_t> steps, uint32_t* edges) {
    uint64_t edge = edge_;
#pragma GCC unroll 8
    for (size_t i = 0; i < steps.size(); ++i) {
      edge += static_cast<uint64_t>(UnZigZag(steps[i]));
      high_ |= edge;
      edges[i] = static_cast<uint32_t>(edge);
    }
    edge_ = edge;
  }
  // Everything so far was in order, and no number too large.
  bool good() const { return !disorder_ && high_ <= UINT32_MAX; }

 private:
  // All ones where a link follows another one of its row and segment, from whose neighbour it is counted; false when
  // none does.
  bool MarkFollowers(size_t count) {
    std::fill_n(follows_.begin(), count, ~uint64_t{0});
    const auto begin_row = [this](uint64_t link) { return std::exchange(follows_[link], 0) != 0; };
    size_t begun = is_first_ ? begin_row(0) : 0;
    is_first_ = false;
    for (; next_row_ != rows_end_ && *next_row_ < place_ + count; ++next_row_) begun += begin_row(*next_row_ - place_);
    place_ += count;
    return begun < count;
  }

  std::span<const uint32_t>::iterator next_row_;
  std::span<const uint32_t>::iterator rows_end_;
  uint64_t place_;
  bool is_first_ = true;
  std::array<uint64_t, kPackedBlock> follows_;
  uint64_t neighbour_ = 0;
  uint64_t edge_ = 0;
  uint64_t high_ = 0;
  bool disorder_ = false;
};

}  // namespace

std::optional<SegmentHeader> ReadSegmentHeader(ByteReader& reader) {
  SegmentHeader header;
  if (reader.Byte() != kPacked) return std::nullopt;
  const uint8_t flag = reader.Byte();
  if (flag > 1) return std::nullopt;
  header.more = flag == 1;
  header.links = static_cast<uint32_t>(reader.Varint(UINT32_MAX));
  if (header.links > 0) {
    header.first_row = static_cast<uint32_t>(reader.Varint(kRunRows - 1));
    header.rows = static_cast<uint32_t>(reader.Varint(kRunRows - header.first_row));
  }
  return reader.ok() ? std::optional(header) : std::nullopt;
}

bool DecodeSegment(ByteReader& reader, AdjacencyChunk& adjacency, bool& more) {
  const auto header = ReadSegmentHeader(reader);
  if (!header) return false;
  more = header->more;
  const uint32_t count = header->links;
  const uint32_t start = adjacency.links();
  if (count > UINT32_MAX - start) return false;
  if (count == 0) return reader.done();
  const uint32_t rows_before = adjacency.size();
  if (!DecodeOffsets(reader, *header, adjacency)) return false;

  ByteReader edge_reader = reader;
  SkipPackedNumbers(edge_reader, count, 32);
  if (!edge_reader.ok()) return false;
  adjacency.neighbours.resize(size_t{start} + count);
  adjacency.edges.resize(size_t{start} + count);
  LinkSums sums(adjacency.offsets, start);
  std::array<uint64_t, kPackedBlock> edge_steps;
  for (size_t done = 0; done < count; done += kPackedBlock) {
    const size_t size = std::min<size_t>(kPackedBlock, count - done);
    const PackedBlock neighbours = ReadPackedBlock(reader, size, 32);
    const PackedBlock edges = ReadPackedBlock(edge_reader, size, 64);
    if (!edge_reader.ok()) return false;
    const std::span steps = std::span(adjacency.neighbours).subspan(start + done, size);
    UnpackBlock(neighbours, size, steps.data());
    UnpackBlock(edges, size, edge_steps.data());
    sums.AddNeighbours(steps, std::span(edge_steps).first(size), neighbours.least == 0);
    sums.AddEdges(std::span(edge_steps).first(size), adjacency.edges.data() + start + done);
  }
  if (!sums.good()) return false;
  // A row that a segment before this one began goes on where that one ended.
  if (rows_before > 0 && adjacency.offsets[rows_before - 1] < start && adjacency.offsets[rows_before] > start) {
    const auto link = [&adjacency](uint32_t i) { return std::pair(adjacency.neighbours[i], adjacency.edges[i]); };
    if (link(start - 1) >= link(start)) return false;
  }
  return edge_reader.done();
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
