// Adjacencies as bytes. A run's links stand in one or more segments of at most kSegmentBytes, each under the key of the
// least link that it may hold (chunk_id.h); a hub's links span many. The first segment's key holds the link of zeros.
//
// Segment:
//   u8      encoding: 1 edges, 2 edges beside a line (never reuse a number)
//   u8      1 in the first segment of a run that has more; 0 otherwise
//   varint  number of links
//   varint  first row, when there are links
//   varint  number of rows from there on
//   varint  slope of the line, only of encoding 2 and when there are links: in 2^16ths of an edge per neighbour
//   packed  links of each of these rows, see pack.h
//   packed  of each link, the neighbour less the neighbour before it in the same row and segment (the first: itself)
//   packed  of each link, zigzag of the edge less the edge before it in the segment (the first: itself)
// Edges are numbered in the order of their sources, so those that come in are more or less as far on as their sources
// are. Encoding 2 writes, instead of each edge, how far it lies above the line, neighbour * slope / 2^16 rounded down:
// all modulo 2^32, the zigzag being that of a signed number of 32 bits.
//
// Changes: varint count, then for each a varint 2 * row + (1 when the link is removed), varint neighbour, varint edge.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "storage/adjacency_chunk.h"
#include "storage/bytes.h"

namespace qiao::storage {

inline constexpr size_t kSegmentBytes = 64 << 10;

struct Segment {
  Link least;  // the least link it may hold
  std::string bytes;
};

// The links as segments, in order; the first one's least link is `least`. `more` says that segments follow which are
// not written here.
std::vector<Segment> EncodeSegments(const AdjacencyChunk& adjacency, const Link& least, bool more);

struct SegmentHeader {
  bool more = false;  // it is the first of several
  uint32_t links = 0;
  uint32_t first_row = 0;  // when there are links
  uint32_t rows = 0;
  uint32_t slope = 0;  // of the line beside which edges are written; 0: none
};
// What stands before the packed numbers; nullopt when the bytes are no segment's.
std::optional<SegmentHeader> ReadSegmentHeader(ByteReader& reader);

// Appends a segment's links to `adjacency`, which holds those of the segments before it. Sets `more` when the segment
// says that it is the first of several.
bool DecodeSegment(ByteReader& reader, AdjacencyChunk& adjacency, bool& more);

// The same for all segments of a run at once, which knows beforehand how many links there are.
bool DecodeSegments(std::span<const std::string> segments, AdjacencyChunk& adjacency);

void EncodeChanges(std::span<const AdjacencyChunk::Change> changes, std::string& out);
bool DecodeChanges(ByteReader& reader, std::vector<AdjacencyChunk::Change>& changes);

}  // namespace qiao::storage
