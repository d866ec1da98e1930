#include "storage/column_codec.h"

#include <algorithm>
#include <array>
#include <bit>
#include <unordered_map>
#include <utility>

#include "base/text_start.h"
#include "storage/pack.h"
#include "storage/running_sums.h"
#include "storage/value_codec.h"

namespace qiao::storage {

using base::Kind;

namespace {

// Never reuse a number.
enum class Encoding : uint8_t {
  kEmpty = 0,
  kIntegers = 1,
  kDates = 2,
  kFloats = 3,
  kBooleans = 4,
  kTexts = 5,
  kDictionary = 6,
  kMixed = 7,
};

void PutBitmap(std::span<const uint64_t> words, uint32_t bits, std::string& out) {
  for (uint32_t byte = 0; byte < (bits + 7) / 8; ++byte) {
    out.push_back(static_cast<char>(words[byte / 8] >> (byte % 8 * 8)));
  }
}

void ReadBitmap(ByteReader& reader, uint32_t bits, std::vector<uint64_t>& words) {
  words.assign((bits + 63) / 64, 0);
  std::string_view bytes = reader.Bytes((bits + 7) / 8);
  for (size_t i = 0; i < bytes.size(); ++i) words[i / 8] |= uint64_t{static_cast<uint8_t>(bytes[i])} << (i % 8 * 8);
  if (bits % 64 != 0 && !words.empty() && words.back() >> (bits % 64) != 0) reader.Fail();
}

constexpr auto kAllRows = [] {
  std::array<uint32_t, kRunRows> rows{};
  for (uint32_t row = 0; row < kRunRows; ++row) rows[row] = row;
  return rows;
}();

std::vector<uint32_t> RowsWithValue(const ColumnChunk& column) {
  std::vector<uint32_t> rows;
  rows.reserve(column.size);
  for (uint32_t row = 0; row < column.size; ++row) {
    if (column.Has(row)) rows.push_back(row);
  }
  return rows;
}

void EncodeIntegers(const ColumnChunk& column, std::span<const uint32_t> rows, std::string& out) {
  int64_t least = column.integers[rows.front()];
  for (uint32_t row : rows) least = std::min(least, column.integers[row]);
  std::vector<uint64_t> offsets;
  offsets.reserve(rows.size());
  for (uint32_t row : rows) {
    offsets.push_back(static_cast<uint64_t>(column.integers[row]) - static_cast<uint64_t>(least));
  }
  PutVarint(out, ZigZag(least));
  PackNumbers<uint64_t>(offsets, out);
}

template <class Distance>
void UnpackIntegers(ByteReader& reader, int64_t least, std::span<const uint32_t> rows, ColumnChunk& column) {
  std::array<Distance, kRunRows> all;
  const std::span<Distance> distances = std::span(all).first(rows.size());
  UnpackNumbers(reader, distances);
  if (!reader.ok()) return;
  const Distance greatest = column.integers.Assign<Distance>(column.size, least, rows, distances);
  column.Widen(least);
  column.Widen(static_cast<int64_t>(static_cast<uint64_t>(least) + greatest));
}

void DecodeIntegers(ByteReader& reader, std::span<const uint32_t> rows, ColumnChunk& column) {
  const int64_t least = UnZigZag(reader.Varint());
  if (rows.empty()) {
    column.integers.resize(column.size);
  } else if (PackedNumbersFit(reader, rows.size(), UINT32_MAX)) {
    UnpackIntegers<uint32_t>(reader, least, rows, column);
  } else {
    UnpackIntegers<uint64_t>(reader, least, rows, column);
  }
}

void EncodeTexts(const std::vector<std::string_view>& texts, std::string& out) {
  std::vector<uint32_t> lengths;
  lengths.reserve(texts.size());
  for (std::string_view text : texts) lengths.push_back(static_cast<uint32_t>(text.size()));
  PackNumbers<uint32_t>(lengths, out);
  for (std::string_view text : texts) out.append(text);
}

// Texts one behind the other: where each of them ends, and their bytes.
void DecodeTexts(ByteReader& reader, size_t count, std::vector<uint32_t>& ends, std::string& bytes) {
  UnpackNumbers(reader, count, ends);
  if (!reader.ok() || !SumUp(0, ends)) return reader.Fail();
  const uint32_t total = ends.empty() ? 0 : ends.back();
  if (total > kMaxTextBytes) return reader.Fail();
  bytes = reader.Bytes(total);
}

// A dictionary of the texts when that is the shorter way to write them.
bool EncodeDictionary(const std::vector<std::string_view>& texts, std::string& out) {
  std::unordered_map<std::string_view, uint32_t> numbers;
  std::vector<std::string_view> entries;
  std::vector<uint32_t> codes;
  size_t text_bytes = 0;
  size_t entry_bytes = 0;
  for (std::string_view text : texts) {
    auto [place, is_new] = numbers.try_emplace(text, static_cast<uint32_t>(entries.size()));
    if (is_new) {
      entries.push_back(text);
      entry_bytes += text.size() + 1;
      if (entries.size() > texts.size() / 2) return false;
    }
    codes.push_back(place->second);
    text_bytes += text.size() + 1;
  }
  size_t code_bytes = texts.size() * static_cast<size_t>(std::bit_width(entries.size())) / 8;
  if (entry_bytes + code_bytes >= text_bytes) return false;
  PutVarint(out, entries.size());
  EncodeTexts(entries, out);
  PackNumbers<uint32_t>(codes, out);
  return true;
}

void SetStarts(ColumnChunk& column) {
  column.string_starts.resize(column.size);
  const std::string_view bytes = column.string_bytes;
  uint32_t begin = 0;
  for (uint32_t row = 0; row < column.size; ++row) {
    const uint32_t end = column.string_ends[row];
    column.string_starts[row] = base::StartOf(bytes.substr(begin, end - begin));
    begin = end;
  }
}

void DecodeRowTexts(ByteReader& reader, std::span<const uint32_t> rows, ColumnChunk& column) {
  DecodeTexts(reader, rows.size(), column.string_ends, column.string_bytes);
  if (!reader.ok()) return;
  if (rows.size() != column.size) {
    const std::vector<uint32_t> ends = std::exchange(column.string_ends, std::vector<uint32_t>(column.size, 0));
    size_t next = 0;
    for (uint32_t row = 0; row < column.size; ++row) {
      if (next < rows.size() && rows[next] == row) ++next;
      column.string_ends[row] = next == 0 ? 0 : ends[next - 1];
    }
  }
  SetStarts(column);
}

void DecodeDictionary(ByteReader& reader, std::span<const uint32_t> rows, ColumnChunk& column) {
  DecodeTexts(reader, reader.Varint(kRunRows), column.string_ends, column.string_bytes);
  std::vector<uint32_t> codes;
  UnpackNumbers(reader, rows.size(), codes);
  if (!reader.ok()) return;
  column.string_codes.assign(column.size, 0);
  for (size_t i = 0; i < rows.size(); ++i) {
    if (codes[i] >= column.string_ends.size()) return reader.Fail();
    column.string_codes[rows[i]] = static_cast<uint16_t>(codes[i]);
  }
  // An entry may stand in many rows: the sum, unlike the bytes read, has no bound of its own.
  if (column.TextBytes() > kMaxTextBytes) reader.Fail();
}

Encoding EncodingOf(const ColumnChunk& column, bool any) {
  if (!any) return Encoding::kEmpty;
  if (column.mixed) return Encoding::kMixed;
  if (column.kind == Kind::kInteger) return Encoding::kIntegers;
  if (column.kind == Kind::kDate) return Encoding::kDates;
  if (column.kind == Kind::kFloat) return Encoding::kFloats;
  if (column.kind == Kind::kBoolean) return Encoding::kBooleans;
  return Encoding::kTexts;
}

}  // namespace

void EncodeBase(const ColumnChunk& column, std::string& out) {
  std::vector<uint32_t> rows = RowsWithValue(column);
  Encoding encoding = EncodingOf(column, !rows.empty());
  size_t start = out.size();
  out.push_back(static_cast<char>(encoding));
  PutVarint(out, column.size);
  out.push_back(rows.size() == column.size ? 1 : 0);
  if (rows.size() != column.size) PutBitmap(column.present, column.size, out);
  switch (encoding) {
    case Encoding::kEmpty:
      return;
    case Encoding::kIntegers:
    case Encoding::kDates:
      return EncodeIntegers(column, rows, out);
    case Encoding::kFloats:
      for (uint32_t row : rows) PutFixed(out, column.floats[row]);
      return;
    case Encoding::kBooleans: {
      std::vector<uint64_t> bits((rows.size() + 63) / 64);
      for (size_t i = 0; i < rows.size(); ++i) bits[i / 64] |= uint64_t{column.booleans[rows[i]]} << (i % 64);
      return PutBitmap(bits, static_cast<uint32_t>(rows.size()), out);
    }
    case Encoding::kTexts:
    case Encoding::kDictionary: {
      std::vector<std::string_view> texts;
      texts.reserve(rows.size());
      for (uint32_t row : rows) texts.push_back(column.Text(row));
      if (EncodeDictionary(texts, out)) {
        out[start] = static_cast<char>(Encoding::kDictionary);
      } else {
        EncodeTexts(texts, out);
      }
      return;
    }
    case Encoding::kMixed:
      for (uint32_t row : rows) PutValue(out, column.values[row]);
      return;
  }
}

bool DecodeBase(ByteReader& reader, ColumnChunk& column) {
  auto encoding = static_cast<Encoding>(reader.Byte());
  column.size = static_cast<uint32_t>(reader.Varint(kRunRows));
  uint8_t full = reader.Byte();
  if (full > 1) reader.Fail();
  if (full == 1) {
    column.present.assign((column.size + 63) / 64, ~uint64_t{0});
    if (column.size % 64 != 0) column.present.back() >>= 64 - column.size % 64;
  } else {
    ReadBitmap(reader, column.size, column.present);
  }
  if (!reader.ok()) return false;
  const std::vector<uint32_t> some = full == 1 ? std::vector<uint32_t>() : RowsWithValue(column);
  const std::span<const uint32_t> rows = full == 1 ? std::span(kAllRows).first(column.size) : std::span(some);
  switch (encoding) {
    case Encoding::kEmpty:
      if (!rows.empty()) reader.Fail();
      column = ColumnChunk();
      break;
    case Encoding::kIntegers:
    case Encoding::kDates:
      column.kind = encoding == Encoding::kDates ? Kind::kDate : Kind::kInteger;
      DecodeIntegers(reader, rows, column);
      break;
    case Encoding::kFloats:
      column.kind = Kind::kFloat;
      column.floats.assign(column.size, 0);
      for (uint32_t row : rows) column.floats[row] = reader.Fixed<double>();
      break;
    case Encoding::kBooleans: {
      column.kind = Kind::kBoolean;
      column.booleans.assign(column.size, 0);
      std::vector<uint64_t> bits;
      ReadBitmap(reader, static_cast<uint32_t>(rows.size()), bits);
      for (size_t i = 0; i < rows.size(); ++i) column.booleans[rows[i]] = bits[i / 64] >> (i % 64) & 1;
      break;
    }
    case Encoding::kTexts:
    case Encoding::kDictionary: {
      column.kind = Kind::kString;
      encoding == Encoding::kTexts ? DecodeRowTexts(reader, rows, column) : DecodeDictionary(reader, rows, column);
      break;
    }
    case Encoding::kMixed:
      column.mixed = true;
      column.values.resize(column.size);
      for (uint32_t row : rows) {
        column.values[row] = ReadValue(reader);
        if (column.values[row].is_null()) reader.Fail();
      }
      break;
    default:  // any byte may come from the disk
      return false;
  }
  return reader.done();
}

void EncodeChanges(std::span<const ColumnChunk::Change> changes, std::string& out) {
  PutVarint(out, changes.size());
  for (const ColumnChunk::Change& change : changes) {
    PutVarint(out, change.row);
    PutValue(out, change.value);
  }
}

bool DecodeChanges(ByteReader& reader, std::vector<ColumnChunk::Change>& changes) {
  uint64_t count = reader.Varint(reader.remaining());
  for (uint64_t i = 0; i < count && reader.ok(); ++i) {
    ColumnChunk::Change change;
    change.row = static_cast<uint16_t>(reader.Varint(kRunRows - 1));
    change.value = ReadValue(reader);
    changes.push_back(std::move(change));
  }
  return reader.done();
}

}  // namespace qiao::storage
