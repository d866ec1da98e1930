// Edges in the order of their keys, however many: what doesn't fit into memory is sorted in parts, which wait in a
// temporary file until they are merged.
//
// Edges with equal keys stay in the order in which they came.
// Threads: one at a time.
// Errors:  kIo.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/bulk/spilled_parts.h"

namespace qiao::storage {

// Some edges that follow each other; valid until the next ones are asked for.
struct SortedEdges {
  std::span<const uint64_t> keys;
  std::span<const uint32_t> numbers;        // what went along with each; nothing of use where edges have bytes
  std::span<const std::string_view> bytes;  // of each; empty when none of them has any
};

class EdgeSorter {
 public:
  // Spills into `folder`.
  explicit EdgeSorter(std::string folder) : parts_(std::move(folder)) {}

  // Edges with a number each. All edges of a sorter are added in the same way.
  void Add(std::span<const uint64_t> keys, std::span<const uint32_t> numbers) {
    size_ += keys.size();
    keys_.insert(keys_.end(), keys.begin(), keys.end());
    numbers_.insert(numbers_.end(), numbers.begin(), numbers.end());
  }
  // Edges with bytes each: those of edge i end at ends[i]; no edge has any when `ends` is empty.
  void Add(std::span<const uint64_t> keys, std::span<const uint32_t> ends, std::string_view bytes);

  uint64_t size() const { return size_; }
  uint64_t bytes() const;  // of memory, without what sorting takes
  base::Result<void> Spill();

  // After the last Add, before the first Next.
  base::Result<void> Sort();
  // Without keys at the end.
  base::Result<SortedEdges> Next();

 private:
  void SortMemory();
  std::string_view BytesOf(uint32_t number) const;
  SortedEdges NextInMemory();
  base::Result<SortedEdges> NextOfParts();

  uint64_t size_ = 0;
  std::vector<uint64_t> keys_;
  std::vector<uint32_t> numbers_;  // what goes along; with bytes, where they stand in ends_
  std::vector<uint64_t> ends_;     // empty when no edge has bytes
  std::string bytes_;

  SpilledParts parts_;
  size_t next_ = 0;  // in memory
  // What the last SortedEdges point into, besides what stands above.
  std::vector<std::string_view> views_;
};

}  // namespace qiao::storage
