#include "storage/column_chunk.h"

#include <algorithm>

namespace qiao::storage {

using base::Kind;
using base::Value;

bool HasTypedArray(Kind kind) {
  switch (kind) {
    case Kind::kBoolean:
    case Kind::kInteger:
    case Kind::kFloat:
    case Kind::kString:
    case Kind::kDate:
      return true;
    case Kind::kNull:
    case Kind::kList:
    case Kind::kMap:
    case Kind::kNode:
    case Kind::kRelationship:
    case Kind::kPath:
    case Kind::kLocalTime:
    case Kind::kTime:
    case Kind::kLocalDateTime:
    case Kind::kDateTime:
    case Kind::kDuration:
    case Kind::kPoint:
      return false;
  }
  return false;
}

Value ColumnChunk::Get(uint32_t row) const {
  if (!Has(row)) return Value();
  if (mixed) return values[row];
  if (kind == Kind::kInteger) return Value::Integer(integers[row]);
  if (kind == Kind::kString) return Value::String(std::string(Text(row)));
  if (kind == Kind::kFloat) return Value::Float(floats[row]);
  if (kind == Kind::kBoolean) return Value::Boolean(booleans[row] != 0);
  return Value::Of(base::Date{integers[row]});
}

ColumnView ViewOf(const ColumnChunk& column) {
  ColumnView view;
  view.kind = column.kind;
  view.mixed = column.mixed;
  view.size = column.size;
  view.present = column.present.data();
  view.integers = column.integers.array();
  view.floats = column.floats.data();
  view.booleans = column.booleans.data();
  view.string_ends = column.string_ends.data();
  view.string_bytes = column.string_bytes.data();
  view.string_codes = column.string_codes.empty() ? nullptr : column.string_codes.data();
  view.string_texts = static_cast<uint32_t>(column.string_ends.size());
  view.string_starts = column.string_starts.empty() ? nullptr : column.string_starts.data();
  view.values = column.values.data();
  view.least = column.least;
  view.greatest = column.greatest;
  return view;
}

bool ColumnChunk::Apply(std::span<const Change> changes) {
  for (const Change& change : changes) {
    if (change.row >= kRunRows) return false;
  }
  if (changes.empty()) return true;
  SpellOut();
  if (size == 0 && !changes.front().value.is_null()) Start(changes.front().value);
  if (CanAppend(changes)) {
    for (const Change& change : changes) Append(change.row, change.value);
  } else if (CanSetInPlace(changes)) {
    for (const Change& change : changes) SetInPlace(change);
  } else if (IsTexts(changes)) {
    RebuildTexts(changes);
  } else {
    Rebuild(changes);
  }
  return true;
}

void ColumnChunk::Start(const Value& first) {
  kind = HasTypedArray(first.kind()) ? first.kind() : Kind::kNull;
  mixed = kind == Kind::kNull;
}

bool ColumnChunk::CanAppend(std::span<const Change> changes) const {
  if (!mixed && kind == Kind::kString && TextBytes(changes) > kMaxTextBytes) return false;
  uint32_t next = size;
  for (const Change& change : changes) {
    if (change.row < next || change.value.is_null() || (!mixed && !change.value.is(kind))) return false;
    next = change.row + 1;
  }
  return true;
}

void ColumnChunk::PadTo(uint32_t rows) {
  if (rows <= size) return;
  size = rows;
  present.resize((rows + 63) / 64);
  if (mixed) {
    values.resize(rows);
  } else if (kind == Kind::kString) {
    string_ends.resize(rows, static_cast<uint32_t>(string_bytes.size()));
  } else if (kind == Kind::kFloat) {
    floats.resize(rows);
  } else if (kind == Kind::kBoolean) {
    booleans.resize(rows);
  } else {
    integers.resize(rows);
  }
}

void ColumnChunk::Append(uint32_t row, const Value& value) {
  PadTo(row + 1);
  if (!mixed && kind == Kind::kString) {
    string_bytes.append(value.string());
    string_ends[row] = static_cast<uint32_t>(string_bytes.size());
  }
  SetInPlace({static_cast<uint16_t>(row), value});
}

// Texts can't be set in place: the ones behind would have to move.
bool ColumnChunk::CanSetInPlace(std::span<const Change> changes) const {
  if (!mixed && (kind == Kind::kString || kind == Kind::kNull)) return false;
  return std::ranges::all_of(
      changes, [this](const Change& change) { return change.value.is_null() || mixed || change.value.is(kind); });
}

void ColumnChunk::SetInPlace(const Change& change) {
  uint32_t row = change.row;
  const Value& value = change.value;
  uint64_t bit = uint64_t{1} << (row % 64);
  if (value.is_null() && row >= size) return;
  PadTo(row + 1);
  if (value.is_null()) {
    present[row / 64] &= ~bit;
  } else {
    present[row / 64] |= bit;
  }
  if (mixed) {
    values[row] = value;
  } else if (kind == Kind::kInteger) {
    if (!value.is_null()) SetInteger(row, value.integer());
  } else if (kind == Kind::kDate) {
    if (!value.is_null()) SetInteger(row, value.date().days);
  } else if (kind == Kind::kFloat) {
    floats[row] = value.is_null() ? 0 : value.floating();
  } else if (kind == Kind::kBoolean) {
    booleans[row] = value.is_null() ? 0 : static_cast<uint8_t>(value.boolean());
  }
}

void ColumnChunk::SetInteger(uint32_t row, int64_t integer) {
  integers.Set(row, integer);
  Widen(integer);
}

bool ColumnChunk::IsTexts(std::span<const Change> changes) const {
  if (mixed || kind != Kind::kString || TextBytes(changes) > kMaxTextBytes) return false;
  return std::ranges::all_of(
      changes, [](const Change& change) { return change.value.is_null() || change.value.is(Kind::kString); });
}

uint64_t ColumnChunk::TextBytes() const {
  if (string_codes.empty()) return string_bytes.size();
  uint64_t total = 0;
  for (uint32_t row = 0; row < size; ++row) total += Has(row) ? Text(row).size() : 0;
  return total;
}

void ColumnChunk::SpellOut() {
  string_starts.clear();
  if (string_codes.empty()) return;
  std::string bytes;
  std::vector<uint32_t> ends(size);
  bytes.reserve(TextBytes());
  for (uint32_t row = 0; row < size; ++row) {
    if (Has(row)) bytes.append(Text(row));
    ends[row] = static_cast<uint32_t>(bytes.size());
  }
  string_codes.clear();
  string_ends = std::move(ends);
  string_bytes = std::move(bytes);
}

uint64_t ColumnChunk::TextBytes(std::span<const Change> changes) const {
  uint64_t total = string_bytes.size();
  for (const Change& change : changes) {
    if (change.value.is(Kind::kString)) total += change.value.string().size();
  }
  return total;
}

void ColumnChunk::RebuildTexts(std::span<const Change> changes) {
  std::vector<const Change*> last(kRunRows, nullptr);
  uint32_t rows = size;
  for (const Change& change : changes) {
    last[change.row] = &change;
    rows = std::max<uint32_t>(rows, change.row + 1U);
  }
  ColumnChunk old;
  std::swap(old, *this);
  kind = Kind::kString;
  string_bytes.reserve(old.string_bytes.size());
  PadTo(rows);
  for (uint32_t row = 0; row < rows; ++row) {
    const Change* change = last[row];
    bool has = change != nullptr ? !change->value.is_null() : old.Has(row);
    if (has) string_bytes.append(change != nullptr ? change->value.string() : old.Text(row));
    string_ends[row] = static_cast<uint32_t>(string_bytes.size());
    present[row / 64] |= uint64_t{has} << (row % 64);
  }
}

// Lays the changes over what is there and starts again, so that the kind is what the values now have in common.
void ColumnChunk::Rebuild(std::span<const Change> changes) {
  std::vector<const Change*> last(kRunRows, nullptr);
  for (const Change& change : changes) last[change.row] = &change;

  std::vector<Change> cells;
  ColumnChunk old;
  std::swap(old, *this);
  Kind common = Kind::kNull;
  bool one_kind = true;
  uint64_t text_bytes = 0;
  for (uint32_t row = 0; row < kRunRows; ++row) {
    if (last[row] == nullptr && !old.Has(row)) continue;
    if (last[row] != nullptr && last[row]->value.is_null()) continue;
    cells.push_back({static_cast<uint16_t>(row), last[row] != nullptr ? last[row]->value : old.Get(row)});
    Kind found = cells.back().value.kind();
    if (cells.size() == 1) common = found;
    one_kind = one_kind && found == common;
    if (found == Kind::kString) text_bytes += cells.back().value.string().size();
  }
  if (cells.empty()) return;
  if (one_kind && HasTypedArray(common) && text_bytes <= kMaxTextBytes) {
    kind = common;
  } else {
    mixed = true;
  }
  for (const Change& cell : cells) Append(cell.row, cell.value);
}

size_t ColumnChunk::bytes() const {
  size_t total = sizeof(*this) + present.capacity() * 8 + integers.bytes() + floats.capacity() * 8 +
                 booleans.capacity() + (string_ends.capacity() + string_starts.capacity()) * 4 +
                 string_codes.capacity() * 2 + string_bytes.capacity() + values.capacity() * sizeof(Value);
  for (const Value& value : values) total += base::HeapSize(value);
  return total;
}

}  // namespace qiao::storage
