// Numbers different keys, in the order in which they first come. A key is one value or several; two are the same if
// their values are Equivalent.
//
// Keys of one column of nodes, relationships, integers or booleans are kept as words.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "query/exec/column.h"

namespace qiao::query {

class KeyTable {
 public:
  static constexpr uint32_t kAbsent = UINT32_MAX;

  explicit KeyTable(size_t width) : width_(width) {}

  // The numbers of the keys that stand in rows 0 to rows - 1 of the columns; new ones are added.
  // kLimit for more than 2^32 - 2 keys.
  base::Result<void> Insert(std::span<const Column* const> columns, size_t rows, std::vector<uint32_t>& numbers);
  // The same without adding: kAbsent for a key that isn't there.
  void Find(std::span<const Column* const> columns, size_t rows, std::vector<uint32_t>& numbers);

  size_t size() const { return hashes_.size(); }
  // Value `part` of the key.
  base::Value At(uint32_t number, size_t part) const;
  size_t HeapSize() const;
  void Clear();

 private:
  bool UseWords(const Column& column);
  void Generalise();
  // The number, or where in slots_ a new one belongs.
  template <class Same>
  uint32_t Look(uint64_t hash, size_t& place, const Same& same) const;
  base::Result<void> Add(uint64_t hash, size_t place);
  void Grow();
  template <class Missing>
  base::Result<void> ForEachKey(std::span<const Column* const> columns, size_t rows, std::vector<uint32_t>& numbers,
                                const Missing& missing);

  size_t width_;
  Form form_ = Form::kNulls;         // of the words; kValues: keys stand in values_
  std::vector<uint64_t> words_;      // by number
  uint32_t null_number_ = kAbsent;   // of the null key among words
  std::vector<base::Value> values_;  // by number and part
  std::vector<uint64_t> hashes_;     // by number
  std::vector<uint32_t> slots_;      // open addressing: number + 1, 0 when free
  size_t heap_bytes_ = 0;            // of values_
  std::vector<base::Value> key_;     // of the row at hand
};

}  // namespace qiao::query
