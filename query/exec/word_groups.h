// Groups by one key whose words lie close to one another, such as days, small numbers or the nodes of a table: a row's
// group is found at its word's place in an array, without hashing. Only what a KeyTable has numbered already is known
// here.
#pragma once

#include <cstdint>
#include <vector>

#include "query/exec/column.h"

namespace qiao::query {

class WordGroups {
 public:
  void Clear();
  // The groups of the rows, and which rows' groups aren't known. False, and nothing done, for a key that isn't for
  // this.
  bool Find(const Column& key, std::vector<uint32_t>& numbers, std::vector<uint32_t>& unknown);
  // Remembers the groups of these rows, and of all keys known so far, unless words lie too far apart.
  void Learn(const Column& key, const std::vector<uint32_t>& numbers, const Column& known);
  size_t HeapSize() const { return group_at_.capacity() * sizeof(uint32_t); }

 private:
  static constexpr uint64_t kPlaces = 1 << 16;  // so many cost next to nothing
  static constexpr uint64_t kPlacesOfGroup = 8;
  static constexpr size_t kTrialRows = 1024;  // for fewer an array doesn't pay
  static constexpr uint32_t kUnknown = UINT32_MAX;

  static bool Fits(const Column& key);
  void Start(const Column& known);
  void Put(uint64_t word, uint32_t group) {
    const uint64_t place = word - first_;
    if (place < group_at_.size()) group_at_[place] = group;
  }

  size_t rows_seen_ = 0;
  size_t next_trial_ = kTrialRows;  // rows after which the array is made, or made anew for what lies beyond it
  Form form_ = Form::kNulls;
  uint64_t first_ = 0;              // the word of the first place
  std::vector<uint32_t> group_at_;  // empty: nothing is known
};

}  // namespace qiao::query
