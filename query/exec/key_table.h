// Numbers different keys, in the order in which they first come. A key is one value or several; two are the same if
// their values are Equivalent.
//
// As long as each part of the keys has one form of words or is of texts, words and bytes are hashed and compared; after
// that, values.
//
// Where some part of the keys only ever rises, as the nodes of a scan do, a key with a lesser one can't come again:
// then only those since it last rose are looked through, which are few and near, and the table is made of all keys when
// that part falls for the first time.
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
  // Keys that are the same don't differ in anything, as 1 and 1.0 would.
  bool typed() const { return typed_; }
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
  static size_t SlotsFor(size_t keys);
  // Puts the keys from `first_` on into an empty table of so many slots.
  void Fill(size_t slots);
  bool IsTaken(uint64_t slot) const { return static_cast<uint32_t>(slot) > first_; }
  bool Rises(size_t part, const Column& column, size_t rows) const;
  void FindRises(std::span<const Column* const> columns, size_t rows);
  void SeeAll();
  void Rise();
  template <class Fetch>
  void FetchAhead(size_t row, size_t rows, const Fetch& fetch) const;
  template <class Same>
  uint32_t Look(uint64_t hash, size_t& place, const Same& same) const;
  template <class Same, class Fetch, class Missing>
  base::Result<void> LookUpRows(size_t rows, std::vector<uint32_t>& numbers, const Same& same, const Fetch& fetch,
                                const Missing& missing);
  template <class Missing>
  base::Result<void> LookUpTexts(const Column& texts, size_t rows, std::vector<uint32_t>& numbers,
                                 const Missing& missing);
  template <class Missing>
  base::Result<void> LookUp(std::span<const Column* const> columns, size_t rows, std::vector<uint32_t>& numbers,
                            const Missing& missing);

  static constexpr size_t kFewSlots = 64;
  static constexpr size_t kNearSlots = 4096;  // are in the processor's caches anyway
  static constexpr size_t kAhead = 12;        // rows, in which what they need is fetched

  std::vector<Column> parts_;  // the keys: row = number
  bool typed_ = true;
  std::vector<uint64_t> hashes_;  // by number
  std::vector<uint64_t> slots_;   // open addressing: high half of the hash, number + 1; free up to first_
  size_t value_bytes_ = 0;        // of values among the keys
  std::vector<uint64_t> row_hashes_;

  std::vector<size_t> rising_;  // parts that have never fallen
  uint32_t first_ = 0;          // the first key that can come again: what slots say of those before it is over
  std::vector<uint8_t> rises_;  // by row of a batch: some of those parts has risen; empty: none ever does
};

}  // namespace qiao::query
