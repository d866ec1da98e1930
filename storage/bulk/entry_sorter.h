// Index entries in the order of their keys, however many: what doesn't fit into memory is sorted in parts, which wait
// in a temporary file until they are merged. Each entry may bring bytes along.
//
// Threads: one at a time.
// Errors:  kIo.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "storage/bulk/spilled_parts.h"

namespace qiao::storage {

struct SortedEntry {
  std::string_view key;   // until the next one is read
  std::string_view rest;  // what came along
};

class EntrySorter {
 public:
  // Spills into `folder`.
  explicit EntrySorter(std::string folder) : parts_(std::move(folder)) {}

  // Appends an entry to `records`, which Add takes: so threads make their records beside each other.
  static void PutRecord(std::string& records, std::string_view key, std::string_view rest);
  void Add(std::string_view records);
  uint64_t bytes() const { return bytes_.capacity() + places_.capacity() * sizeof(Place); }
  uint64_t size() const { return size_; }
  base::Result<void> Spill();

  // After the last Add, before the first Next.
  base::Result<void> Sort();
  // False at the end. Equal keys come in no order.
  base::Result<bool> Next(SortedEntry& entry);
  // The next one is the first again.
  void Rewind();

 private:
  // Of a record in bytes_. Keys of an index have their first bytes, the number of the rule, in common.
  struct Place {
    uint64_t prefix;  // the key's bytes behind them
    uint64_t begin;
  };
  std::string_view RecordAt(uint64_t begin) const { return std::string_view(bytes_).substr(begin); }
  void SortMemory();

  std::string bytes_;
  std::vector<Place> places_;
  uint64_t size_ = 0;
  size_t next_ = 0;  // of places_
  SpilledParts parts_;
};

}  // namespace qiao::storage
