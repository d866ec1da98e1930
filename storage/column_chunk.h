// One property of the rows of one run, decoded: a typed array where all values are of one kind, values otherwise.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.h"
#include "storage/chunk.h"
#include "storage/narrow_integers.h"
#include "storage/view.h"

namespace qiao::storage {

// Ends of texts are 32 bits wide; a run with more text than this is kept as values.
inline constexpr uint64_t kMaxTextBytes = 1ULL << 30;

class ColumnChunk final : public Chunk {
 public:
  struct Change {
    uint16_t row = 0;
    base::Value value;  // null removes
  };

  // Rows at or beyond `size` have no value.
  uint32_t size = 0;
  base::Kind kind = base::Kind::kNull;  // of all values, unless mixed
  bool mixed = false;
  std::vector<uint64_t> present;
  // The array of the kind, `size` long; what stands at rows without a value is zero, empty or null, of integers
  // anything.
  NarrowIntegers integers;
  std::vector<double> floats;
  std::vector<uint8_t> booleans;
  // Texts stand one behind the other and end here. Each row has its own; or, with codes, equal ones stand only once and
  // a row's code says which is its. Codes and starts are made when a chunk is read and gone once it is changed.
  std::vector<uint32_t> string_ends;
  std::string string_bytes;
  std::vector<uint16_t> string_codes;
  std::vector<uint32_t> string_starts;  // base::StartOf() each row's text; never beside codes
  std::vector<base::Value> values;
  // No integer (day) lies beyond these; without one they are the wrong way round.
  int64_t least = INT64_MAX;
  int64_t greatest = INT64_MIN;

  bool Has(uint32_t row) const { return row < size && (present[row / 64] >> (row % 64) & 1) != 0; }
  base::Value Get(uint32_t row) const;
  std::string_view Text(uint32_t row) const {
    const uint32_t text = string_codes.empty() ? row : string_codes[row];
    const uint32_t begin = text == 0 ? 0 : string_ends[text - 1];
    return std::string_view(string_bytes).substr(begin, string_ends[text] - begin);
  }
  // The bytes of all rows' texts.
  uint64_t TextBytes() const;

  // Takes an integer in between the bounds.
  void Widen(int64_t integer) {
    least = std::min(least, integer);
    greatest = std::max(greatest, integer);
  }

  bool Apply(std::span<const Change> changes);
  // Gives each row a text of its own and forgets the starts: the form that can be changed.
  void SpellOut();
  size_t bytes() const override;

 private:
  void Start(const base::Value& first);
  bool CanAppend(std::span<const Change> changes) const;
  void Append(uint32_t row, const base::Value& value);
  void PadTo(uint32_t rows);
  bool CanSetInPlace(std::span<const Change> changes) const;
  void SetInPlace(const Change& change);
  void SetInteger(uint32_t row, int64_t integer);
  bool IsTexts(std::span<const Change> changes) const;
  uint64_t TextBytes(std::span<const Change> changes) const;
  void RebuildTexts(std::span<const Change> changes);
  void Rebuild(std::span<const Change> changes);
};

// The chunk as readers see it. The view doesn't own it.
ColumnView ViewOf(const ColumnChunk& column);

// True for the kinds that have an array of their own.
bool HasTypedArray(base::Kind kind);

}  // namespace qiao::storage
