// What is known of the values of one column, as one commit found them, and how much later ones have changed since.
//
// Statistics: u8 1 (never reuse a number), varint rows that the table had given out, varint live ones, varint those
// with
//             a value, f64 different values, varint changed cells, varint count and that many frequent values, each
//             with a varint of how often it comes, varint count and that many bounds as values, packed registers of the
//             sketch
// Changes:    varint count, then for each a varint of changed cells
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/value_statistics.h"
#include "storage/bytes.h"
#include "storage/chunk.h"

namespace qiao::storage {

class StatisticsChunk final : public Chunk {
 public:
  struct Change {
    uint64_t cells = 0;
  };

  bool known = false;           // false: nobody has looked at the column yet
  uint64_t allocated_rows = 0;  // that the table had, deleted ones included
  uint64_t changed_cells = 0;   // of rows that were there; about
  base::ValueStatistics values;

  bool Apply(std::span<const Change> changes);
  // Of a table that now has so many rows, a quarter and some have come, gone or changed since; `more_cells` with them.
  bool IsStale(uint64_t allocated, uint64_t live, uint64_t more_cells = 0) const;
  // How many more rows may come and go before it is.
  uint64_t RowsUntilStale(uint64_t allocated, uint64_t live) const;
  size_t bytes() const override;
};

// The number that a value is known by in sketches: those of equal values are equal, whatever the machine.
uint64_t SketchHash(int64_t number);
uint64_t SketchHash(double number);
uint64_t SketchHash(std::string_view text);
uint64_t SketchHash(const base::Value& value);

void EncodeBase(const StatisticsChunk& statistics, std::string& out);
bool DecodeBase(ByteReader& reader, StatisticsChunk& statistics);

void EncodeChanges(std::span<const StatisticsChunk::Change> changes, std::string& out);
bool DecodeChanges(ByteReader& reader, std::vector<StatisticsChunk::Change>& changes);

}  // namespace qiao::storage
