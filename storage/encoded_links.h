// The edges of the rows of one run in one direction as their bytes stand, with what it takes to decode those of one row
// without the others. Takes little more than the bytes; a row costs about as much as unpacking a block of numbers of
// each kind.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "storage/adjacency_chunk.h"

namespace qiao::storage {

class EncodedLinks final : public Chunk {
 public:
  // Takes in the next segment of the run (adjacency_codec.h). Sets `more` when it says that it is the first of several;
  // false when the bytes are no segment.
  bool AddSegment(std::string_view bytes, bool& more);
  // What has changed since the segments were written.
  void SetChanges(std::vector<AdjacencyChunk::Change> changes);

  // The links of one row, as row 0 of a chunk of its own; null when they are damaged.
  std::shared_ptr<const AdjacencyChunk> Row(uint32_t row) const;
  // The links of all rows; null when they are damaged.
  std::shared_ptr<const AdjacencyChunk> Whole() const;

  Form form() const override { return Form::kEncodedLinks; }
  size_t bytes() const override;

 private:
  // Where a block of packed numbers stands, and the sum of those before it.
  struct Block {
    uint32_t place = 0;
    uint32_t before = 0;
  };
  struct Segment {
    std::string bytes;
    uint32_t first_row = 0;
    uint32_t rows = 0;
    uint32_t links = 0;
    uint32_t slope = 0;  // see SegmentHeader; sums of edges are those above the line
    std::vector<Block> degrees;
    std::vector<Block> neighbours;  // which begin anew with each row: without sums
    std::vector<Block> edges;
  };

  static bool AppendRow(const Segment& segment, uint32_t row, AdjacencyChunk& links);

  std::vector<Segment> segments_;
  std::vector<AdjacencyChunk::Change> changes_;  // sorted by their links
};

}  // namespace qiao::storage
