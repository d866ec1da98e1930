// Numbers different keys, in the order in which they first come. A key is one value or several; two are the same if
// their values are Equivalent.
//
// As long as each part of the keys has one form of words or is of texts, words and bytes are hashed and compared; after
// that, values.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "query/exec/column.h"

namespace qiao::query {

class KeyTable {
 public:
  static constexpr uint32_t kAbsent = UINT32_MAX;

  explicit KeyTable(size_t width) : parts_(width) {}

  // The numbers of the keys that stand in rows 0 to rows - 1 of the columns; new ones are added.
  // kLimit for more than 2^32 - 2 keys.
  base::Result<void> Insert(std::span<const Column* const> columns, size_t rows, std::vector<uint32_t>& numbers);
  // The same without adding: kAbsent for a key that isn't there.
  void Find(std::span<const Column* const> columns, size_t rows, std::vector<uint32_t>& numbers);

  size_t size() const { return hashes_.size(); }
  // Part `part` of all keys, by their numbers.
  const Column& Part(size_t part) const { return parts_[part]; }
  base::Value At(uint32_t number, size_t part) const { return parts_[part].At(number); }
  size_t HeapSize() const;
  void Clear();

 private:
  // Words and texts can be hashed as they stand; else all keys turn to hashes of values.
  bool AreTyped(std::span<const Column* const> columns);
  void HashValues();
  void HashRows(std::span<const Column* const> columns, size_t rows);
  bool IsKey(uint32_t number, std::span<const Column* const> columns, size_t row) const;
  base::Result<void> Add(uint64_t hash, size_t place);
  void Grow();
  template <class Same>
  uint32_t Look(uint64_t hash, size_t& place, const Same& same) const;
  template <class Same, class Missing>
  base::Result<void> LookUpRows(size_t rows, std::vector<uint32_t>& numbers, const Same& same, const Missing& missing);
  template <class Missing>
  base::Result<void> LookUpTexts(const Column& texts, size_t rows, std::vector<uint32_t>& numbers,
                                 const Missing& missing);
  template <class Missing>
  base::Result<void> LookUp(std::span<const Column* const> columns, size_t rows, std::vector<uint32_t>& numbers,
                            const Missing& missing);

  std::vector<Column> parts_;  // the keys: row = number
  bool typed_ = true;
  std::vector<uint64_t> hashes_;  // by number
  std::vector<uint64_t> slots_;   // open addressing: high half of the hash, number + 1; 0 when free
  size_t value_bytes_ = 0;        // of values among the keys
  std::vector<uint64_t> row_hashes_;
};

}  // namespace qiao::query
