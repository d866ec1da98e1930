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

struct SortedEdge {
  uint64_t key = 0;
  uint32_t number = 0;
  std::string_view bytes;  // until the next one is read
};

class EdgeSorter {
 public:
  // Spills into `folder`.
  explicit EdgeSorter(std::string folder) : parts_(std::move(folder)) {}

  void Add(uint64_t key, uint32_t number) {
    keys_.push_back(key);
    numbers_.push_back(number);
  }
  // Edges with bytes each: those of edge i end at ends[i]; no edge has any when `ends` is empty.
  void Add(std::span<const uint64_t> keys, std::span<const uint32_t> ends, std::string_view bytes);

  uint64_t size() const { return size_in_parts_ + keys_.size(); }
  uint64_t bytes() const;  // of memory, without what sorting takes
  base::Result<void> Spill();

  // After the last Add, before the first Next.
  base::Result<void> Sort();
  // False at the end.
  base::Result<bool> Next(SortedEdge& edge);

 private:
  void SortMemory();
  SortedEdge InMemory(size_t i) const;

  std::vector<uint64_t> keys_;
  std::vector<uint32_t> numbers_;  // what goes along; with bytes, where they stand in ends_
  std::vector<uint64_t> ends_;     // empty when no edge has bytes
  std::string bytes_;

  SpilledParts parts_;
  uint64_t size_in_parts_ = 0;
  size_t next_ = 0;  // in memory
};

}  // namespace qiao::storage
