#include "storage/encoded_links.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <span>
#include <utility>

#include "storage/adjacency_codec.h"
#include "storage/pack.h"
#include "storage/running_sums.h"

namespace qiao::storage {
namespace {

template <class Number>
using Numbers = std::array<Number, kPackedBlock>;

// The numbers of a block that was found good before.
template <class Number>
std::span<Number> UnpackAt(std::string_view bytes, uint32_t place, size_t count, Numbers<Number>& numbers) {
  ByteReader reader(bytes.substr(place));
  UnpackBlock(ReadPackedBlock(reader, count, 8 * sizeof(Number)), count, numbers.data());
  return std::span(numbers).first(count);
}

// Calls take(place, block, size) for each block of `count` numbers.
template <class Take>
void ForEachBlock(ByteReader& reader, size_t whole, size_t count, size_t most_bits, const Take& take) {
  for (size_t done = 0; done < count && reader.ok(); done += kPackedBlock) {
    const size_t size = std::min(kPackedBlock, count - done);
    const auto place = static_cast<uint32_t>(whole - reader.remaining());
    const PackedBlock block = ReadPackedBlock(reader, size, most_bits);
    if (reader.ok()) take(place, block, size);
  }
}

}  // namespace

bool EncodedLinks::AddSegment(std::string_view bytes, bool& more) {
  Segment segment;
  ByteReader reader(bytes);
  const auto header = ReadSegmentHeader(reader);
  if (!header) return false;
  more = header->more;
  segment.links = header->links;
  segment.first_row = header->first_row;
  segment.rows = header->rows;
  segment.slope = header->slope;
  uint64_t links = 0;
  ForEachBlock(reader, bytes.size(), segment.rows, 32, [&](uint32_t place, const PackedBlock& block, size_t size) {
    segment.degrees.push_back({place, static_cast<uint32_t>(links)});
    Numbers<uint32_t> degrees;
    UnpackBlock(block, size, degrees.data());
    links = std::accumulate(degrees.begin(), degrees.begin() + static_cast<std::ptrdiff_t>(size), links);
  });
  if (!reader.ok() || links != segment.links) return false;
  ForEachBlock(reader, bytes.size(), links, 32, [&](uint32_t place, const PackedBlock&, size_t) {
    segment.neighbours.push_back({place, 0});
  });
  uint64_t edge = 0;
  uint64_t high = 0;
  ForEachBlock(reader, bytes.size(), links, 64, [&](uint32_t place, const PackedBlock& block, size_t size) {
    segment.edges.push_back({place, static_cast<uint32_t>(edge)});
    Numbers<uint64_t> steps;
    UnpackBlock(block, size, steps.data());
    for (size_t i = 0; i < size; ++i) {
      edge += static_cast<uint64_t>(UnZigZag(steps[i]));
      high |= edge;
    }
  });
  if (!reader.done() || (high > UINT32_MAX && segment.slope == 0)) return false;
  segment.bytes = bytes;
  segments_.push_back(std::move(segment));
  return true;
}

void EncodedLinks::SetChanges(std::vector<AdjacencyChunk::Change> changes) {
  std::ranges::sort(changes, {}, &AdjacencyChunk::Change::link);
  changes_ = std::move(changes);
}

bool EncodedLinks::AppendRow(const Segment& segment, uint32_t row, AdjacencyChunk& links) {
  if (row < segment.first_row || row - segment.first_row >= segment.rows) return true;
  const uint32_t at = row - segment.first_row;
  const Block& block_of_row = segment.degrees[at / kPackedBlock];
  Numbers<uint32_t> numbers;
  const size_t rows = std::min<size_t>(kPackedBlock, segment.rows - at / kPackedBlock * kPackedBlock);
  const std::span<uint32_t> degrees = UnpackAt(segment.bytes, block_of_row.place, rows, numbers);
  const auto own = degrees.begin() + at % kPackedBlock;
  const uint32_t begin = std::accumulate(degrees.begin(), own, block_of_row.before);
  const uint32_t end = begin + *own;

  uint64_t neighbour = 0;
  Numbers<uint64_t> wide_numbers;
  for (uint32_t next = begin; next < end;) {
    const uint32_t block = next / kPackedBlock;
    const auto first = static_cast<uint32_t>(block * kPackedBlock);
    const size_t size = std::min<size_t>(kPackedBlock, segment.links - first);
    const auto neighbour_steps = UnpackAt(segment.bytes, segment.neighbours[block].place, size, numbers);
    const auto edge_steps = UnpackAt(segment.bytes, segment.edges[block].place, size, wide_numbers);
    uint64_t edge = segment.edges[block].before;
    for (uint32_t i = first; i < next; ++i) edge += static_cast<uint64_t>(UnZigZag(edge_steps[i - first]));
    for (; next < end && next < first + size; ++next) {
      edge += static_cast<uint64_t>(UnZigZag(edge_steps[next - first]));
      neighbour += neighbour_steps[next - first];
      if (neighbour > UINT32_MAX) return false;
      const auto place = static_cast<uint32_t>(neighbour);
      const uint32_t line = HeightOfLine(segment.slope, place);
      if (!links.Append({0, place, static_cast<uint32_t>(edge) + line})) return false;
    }
  }
  return true;
}

std::shared_ptr<const AdjacencyChunk> EncodedLinks::Row(uint32_t row) const {
  auto links = std::make_shared<AdjacencyChunk>();
  for (const Segment& segment : segments_) {
    if (!AppendRow(segment, row, *links)) return nullptr;
  }
  if (changes_.empty()) return links;
  const auto row_of = [](const AdjacencyChunk::Change& change) { return uint32_t{change.link.row}; };
  const auto own = std::ranges::equal_range(changes_, row, {}, row_of);
  std::vector<AdjacencyChunk::Change> changes(own.begin(), own.end());
  for (AdjacencyChunk::Change& change : changes) change.link.row = 0;
  return links->Apply(changes) ? links : nullptr;
}

std::shared_ptr<const AdjacencyChunk> EncodedLinks::Whole() const {
  auto links = std::make_shared<AdjacencyChunk>();
  bool more = false;
  for (const Segment& segment : segments_) {
    ByteReader reader(segment.bytes);
    if (!DecodeSegment(reader, *links, more)) return nullptr;
  }
  return links->Apply(changes_) ? links : nullptr;
}

size_t EncodedLinks::bytes() const {
  size_t total = sizeof(*this) + changes_.capacity() * sizeof(changes_[0]) + segments_.capacity() * sizeof(Segment);
  for (const Segment& segment : segments_) {
    total += segment.bytes.capacity();
    total += (segment.degrees.capacity() + segment.neighbours.capacity() + segment.edges.capacity()) * sizeof(Block);
  }
  return total;
}

}  // namespace qiao::storage
