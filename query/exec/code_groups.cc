#include "query/exec/code_groups.h"

#include <algorithm>
#include <bit>

namespace qiao::query {

using base::Result;

size_t CodeGroups::PlaceOf(std::span<const Column* const> codes, size_t row) const {
  size_t place = 0;
  for (size_t part = 0; part < codes.size(); ++part) place |= codes[part]->Word(row) << shifts_[part];
  return place;
}

// Makes room for all numbers of the rows; false where that would be too much.
bool CodeGroups::LayOut(std::span<const Column* const> codes) {
  if (too_many_) return false;
  limits_.resize(codes.size(), 0);
  bool fits = !group_at_.empty();
  for (size_t part = 0; part < codes.size(); ++part) {
    uint64_t greatest = 0;
    for (const uint64_t word : std::span(codes[part]->words(), codes[part]->size()))
      greatest = std::max(greatest, word);
    if (greatest < limits_[part]) continue;
    limits_[part] = std::bit_ceil(2 * greatest + 2);
    fits = false;
  }
  if (fits) return true;
  int bits = 0;
  for (size_t part = 0; part < codes.size(); ++part) {
    shifts_[part] = bits;
    bits += std::bit_width(limits_[part]) - 1;
  }
  too_many_ = bits > kMostBits;
  group_at_.clear();
  if (too_many_) {
    group_at_.shrink_to_fit();
    return false;
  }
  group_at_.assign(size_t{1} << bits, kUnknown);
  columns_.clear();
  for (size_t part = 0; part < codes.size(); ++part) columns_.push_back(&table_.Part(part));
  for (uint32_t group = 0; group < table_.size(); ++group) group_at_[PlaceOf(columns_, group)] = group;
  return true;
}

Result<void> CodeGroups::Insert(std::span<const Column* const> codes, size_t rows, std::vector<uint32_t>& numbers) {
  if (!LayOut(codes)) return table_.Insert(codes, rows, numbers);
  numbers.resize(rows);
  unknown_.clear();
  for (uint32_t row = 0; row < rows; ++row) {
    numbers[row] = group_at_[PlaceOf(codes, row)];
    if (numbers[row] == kUnknown) unknown_.push_back(row);
  }
  if (unknown_.empty()) return {};
  gathered_.resize(codes.size());
  columns_.clear();
  for (size_t part = 0; part < codes.size(); ++part) {
    gathered_[part].Gather(*codes[part], unknown_);
    columns_.push_back(&gathered_[part]);
  }
  QIAO_CHECK(table_.Insert(columns_, unknown_.size(), unknown_groups_));
  for (size_t i = 0; i < unknown_.size(); ++i) {
    numbers[unknown_[i]] = unknown_groups_[i];
    group_at_[PlaceOf(codes, unknown_[i])] = unknown_groups_[i];
  }
  return {};
}

}  // namespace qiao::query
