// Edges in the order of their keys, however many: what doesn't fit into memory is sorted in parts, which wait in a
// temporary file until they are merged.
//
// Edges with equal keys stay in the order in which they came.
// Threads: one at a time.
// Errors:  kIo.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/bulk/spill_file.h"

namespace qiao::storage {

struct SortedEdge {
  uint64_t key = 0;
  uint32_t number = 0;
  std::string_view bytes;  // until the next one is read
};

class EdgeSorter {
 public:
  // Spills into `folder`.
  explicit EdgeSorter(std::string folder) : folder_(std::move(folder)) {}

  void Add(uint64_t key, uint32_t number) {
    keys_.push_back(key);
    numbers_.push_back(number);
  }
  // Edges with bytes each: those of edge i end at ends[i]; no edge has any when `ends` is empty.
  void Add(std::span<const uint64_t> keys, std::span<const uint32_t> ends, std::string_view bytes);

  uint64_t size() const { return size_in_file_ + keys_.size(); }
  uint64_t bytes() const;  // of memory, without what sorting takes
  base::Result<void> Spill();

  // After the last Add, before the first Next.
  base::Result<void> Sort();
  // False at the end.
  base::Result<bool> Next(SortedEdge& edge);

 private:
  // A sorted part in the file, read in blocks.
  struct Part {
    uint64_t next;  // offset in the file of what follows `buffer`
    uint64_t end;
    std::string buffer;
    size_t position = 0;
    SortedEdge edge;  // the first that wasn't handed out
  };
  static constexpr size_t kBlockBytes = 256 << 10;

  void SortMemory();
  SortedEdge InMemory(size_t i) const;
  base::Result<bool> ReadNext(Part& part);

  std::string folder_;
  std::vector<uint64_t> keys_;
  std::vector<uint32_t> numbers_;  // what goes along; with bytes, where they stand in ends_
  std::vector<uint64_t> ends_;     // empty when no edge has bytes
  std::string bytes_;

  std::optional<SpillFile> file_;
  std::vector<uint64_t> part_ends_;
  uint64_t size_in_file_ = 0;
  std::vector<Part> parts_;
  std::vector<size_t> heap_;  // of parts_, the least key on top
  size_t last_ = SIZE_MAX;    // the part whose edge was handed out
  size_t next_ = 0;           // in memory
};

}  // namespace qiao::storage
