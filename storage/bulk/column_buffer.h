// One property of many rows that follow each other, gathered before it is known which run each row goes to: a column
// chunk of any length.
//
// Limits: kMaxTextBytes of text; more turns the column into values.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/value.h"
#include "storage/column_chunk.h"

namespace qiao::storage {

class ColumnBuffer {
 public:
  uint32_t size() const { return cells_.size; }

  // Each sets the cell of a row at or beyond size(); the rows between have no value. `value` is storable.
  void Append(uint32_t row, const base::Value& value);
  void AppendText(uint32_t row, std::string_view text);
  // Rows [begin, end) of another buffer, which may be shorter, become the rows from size() on.
  void AppendRows(const ColumnBuffer& other, uint32_t begin, uint32_t end);
  // Puts all rows of a chunk in place of what is here.
  void Start(const ColumnChunk& chunk) {
    cells_ = chunk;
    cells_.SpellOut();
  }

  void PadTo(uint32_t rows);
  bool HasAny(uint32_t begin, uint32_t end) const;
  const ColumnChunk& cells() const { return cells_; }

 private:
  void Become(base::Kind kind);
  void BecomeValues();
  void Mark(uint32_t row) { cells_.present[row / 64] |= uint64_t{1} << (row % 64); }

  ColumnChunk cells_;
};

}  // namespace qiao::storage
