// Groups by several small numbers, the numbers of the parts of a key: where few combinations of them are possible, a
// row's group is found at its place in an array; else numbers are hashed.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "query/exec/key_table.h"

namespace qiao::query {

class CodeGroups {
 public:
  explicit CodeGroups(size_t width) : table_(width), shifts_(width, 0) {}

  // The groups of rows in the order of their first rows; codes[i] has a number of the i-th part for each row.
  base::Result<void> Insert(std::span<const Column* const> codes, size_t rows, std::vector<uint32_t>& numbers);
  // KeyTable::kAbsent for those that aren't there.
  void Find(std::span<const Column* const> codes, size_t rows, std::vector<uint32_t>& numbers) {
    table_.Find(codes, rows, numbers);
  }

  size_t size() const { return table_.size(); }
  // The numbers of a part of all groups.
  const Column& Part(size_t part) const { return table_.Part(part); }
  size_t HeapSize() const { return table_.HeapSize() + group_at_.capacity() * sizeof(uint32_t); }

 private:
  bool LayOut(std::span<const Column* const> codes);
  size_t PlaceOf(std::span<const Column* const> codes, size_t row) const;

  static constexpr int kMostBits = 16;  // of a place: an array of so many costs next to nothing
  static constexpr uint32_t kUnknown = KeyTable::kAbsent;

  KeyTable table_;
  std::vector<int> shifts_;         // where a part's number begins in a place; the last one: how many bits a place has
  std::vector<uint64_t> limits_;    // by part: its numbers are below
  std::vector<uint32_t> group_at_;  // by place; empty: too many are possible
  bool too_many_ = false;
  std::vector<uint32_t> unknown_;
  std::vector<uint32_t> unknown_groups_;
  std::vector<Column> gathered_;
  std::vector<const Column*> columns_;
};

}  // namespace qiao::query
