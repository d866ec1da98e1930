#include "storage/bulk/column_buffer.h"

#include <algorithm>
#include <utility>

namespace qiao::storage {

using base::Kind;
using base::Value;

void ColumnBuffer::PadTo(uint32_t rows) {
  if (rows <= cells_.size) return;
  cells_.size = rows;
  cells_.present.resize((rows + 63) / 64);
  if (cells_.mixed) {
    cells_.values.resize(rows);
  } else if (cells_.kind == Kind::kString) {
    cells_.string_ends.resize(rows, static_cast<uint32_t>(cells_.string_bytes.size()));
  } else if (cells_.kind == Kind::kFloat) {
    cells_.floats.resize(rows);
  } else if (cells_.kind == Kind::kBoolean) {
    cells_.booleans.resize(rows);
  } else if (cells_.kind != Kind::kNull) {
    cells_.integers.resize(rows);
  }
}

// The first value decides the array; a value of another kind turns the column into values.
void ColumnBuffer::Become(Kind kind) {
  if (cells_.mixed || cells_.kind == kind) return;
  if (cells_.kind != Kind::kNull || !HasTypedArray(kind)) return BecomeValues();
  cells_.kind = kind;
  const uint32_t rows = std::exchange(cells_.size, 0);
  PadTo(rows);
}

void ColumnBuffer::BecomeValues() {
  std::vector<Value> values(cells_.size);
  for (uint32_t row = 0; row < cells_.size; ++row) {
    if (cells_.Has(row)) values[row] = cells_.Get(row);
  }
  ColumnChunk old = std::move(cells_);
  cells_ = ColumnChunk();
  cells_.size = old.size;
  cells_.mixed = true;
  cells_.present = std::move(old.present);
  cells_.values = std::move(values);
}

void ColumnBuffer::AppendText(uint32_t row, std::string_view text) {
  Become(Kind::kString);
  if (!cells_.mixed && cells_.string_bytes.size() + text.size() > kMaxTextBytes) BecomeValues();
  PadTo(row + 1);
  Mark(row);
  if (cells_.mixed) {
    cells_.values[row] = Value::String(text);
    return;
  }
  cells_.string_bytes.append(text);
  cells_.string_ends[row] = static_cast<uint32_t>(cells_.string_bytes.size());
}

void ColumnBuffer::Append(uint32_t row, const Value& value) {
  if (value.is_null()) return PadTo(row + 1);
  if (value.is(Kind::kString)) return AppendText(row, value.string());
  Become(value.kind());
  PadTo(row + 1);
  Mark(row);
  if (cells_.mixed) {
    cells_.values[row] = value;
  } else if (cells_.kind == Kind::kInteger) {
    cells_.integers.Set(row, value.integer());
  } else if (cells_.kind == Kind::kDate) {
    cells_.integers.Set(row, value.date().days);
  } else if (cells_.kind == Kind::kFloat) {
    cells_.floats[row] = value.floating();
  } else {
    cells_.booleans[row] = static_cast<uint8_t>(value.boolean());
  }
}

void ColumnBuffer::AppendRows(const ColumnBuffer& other, uint32_t begin, uint32_t end) {
  const ColumnChunk& from = other.cells_;
  const uint32_t first = cells_.size;
  for (uint32_t row = begin; row < std::min(end, from.size); ++row) {
    if (!from.Has(row)) continue;
    const uint32_t place = first + (row - begin);
    if (!from.mixed && from.kind == Kind::kString) {
      AppendText(place, from.Text(row));
    } else {
      Append(place, from.Get(row));
    }
  }
  PadTo(first + (end - begin));
}

bool ColumnBuffer::HasAny(uint32_t begin, uint32_t end) const {
  for (uint32_t row = begin; row < std::min(end, cells_.size); ++row) {
    if (cells_.Has(row)) return true;
  }
  return false;
}

}  // namespace qiao::storage
