#include "storage/column_codec.h"

#include <algorithm>
#include <array>
#include <bit>
#include <unordered_map>

#include "storage/pack.h"
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

void DecodeIntegers(ByteReader& reader, std::span<const uint32_t> rows, ColumnChunk& column) {
  const auto least = static_cast<uint64_t>(UnZigZag(reader.Varint()));
  column.integers.assign(column.size, 0);
  std::array<uint64_t, kPackedBlock> offsets;
  for (size_t done = 0; done < rows.size(); done += kPackedBlock) {
    const std::span block_rows = rows.subspan(done, std::min(kPackedBlock, rows.size() - done));
    const PackedBlock block = ReadPackedBlock(reader, block_rows.size(), 64);
    if (!reader.ok()) return;
    UnpackBlock(block, block_rows.size(), offsets.data());
    for (size_t i = 0; i < block_rows.size(); ++i) {
      const auto integer = static_cast<int64_t>(least + offsets[i]);
      column.integers[block_rows[i]] = integer;
      column.Widen(integer);
    }
  }
}

void EncodeTexts(const std::vector<std::string_view>& texts, std::string& out) {
  std::vector<uint32_t> lengths;
  lengths.reserve(texts.size());
  for (std::string_view text : texts) lengths.push_back(static_cast<uint32_t>(text.size()));
  PackNumbers<uint32_t>(lengths, out);
  for (std::string_view text : texts) out.append(text);
}

void DecodeTexts(ByteReader& reader, size_t count, std::vector<std::string_view>& texts) {
  std::vector<uint32_t> lengths;
  UnpackNumbers(reader, count, lengths);
  for (uint32_t length : lengths) texts.push_back(reader.Bytes(length));
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

void DecodeDictionary(ByteReader& reader, size_t count, std::vector<std::string_view>& texts) {
  uint64_t size = reader.Varint(kRunRows);
  std::vector<std::string_view> entries;
  DecodeTexts(reader, size, entries);
  std::vector<uint32_t> codes;
  UnpackNumbers(reader, count, codes);
  if (!reader.ok()) return;
  for (uint32_t code : codes) {
    if (code >= entries.size()) return reader.Fail();
    texts.push_back(entries[code]);
  }
}

void StoreTexts(const std::vector<std::string_view>& texts, std::span<const uint32_t> rows, ByteReader& reader,
                ColumnChunk& column) {
  uint64_t total = 0;
  for (std::string_view text : texts) total += text.size();
  // A dictionary entry may stand in many rows: the sum, unlike the bytes read, has no bound of its own.
  if (!reader.ok() || total > kMaxTextBytes) return reader.Fail();
  column.string_bytes.reserve(total);
  column.string_ends.assign(column.size, 0);
  size_t next = 0;
  for (uint32_t row = 0; row < column.size; ++row) {
    if (next < rows.size() && rows[next] == row) column.string_bytes.append(texts[next++]);
    column.string_ends[row] = static_cast<uint32_t>(column.string_bytes.size());
  }
}

// Texts of all rows stand one behind the other already, and so do their bytes.
void DecodeFullTexts(ByteReader& reader, ColumnChunk& column) {
  UnpackNumbers(reader, column.size, column.string_ends);
  uint64_t end = 0;
  for (uint32_t& length : column.string_ends) {
    end += length;
    length = static_cast<uint32_t>(end);
  }
  if (end > kMaxTextBytes) return reader.Fail();
  column.string_bytes = reader.Bytes(end);
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
  std::vector<uint32_t> rows = RowsWithValue(column);
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
      if (encoding == Encoding::kTexts && rows.size() == column.size) {
        DecodeFullTexts(reader, column);
        break;
      }
      std::vector<std::string_view> texts;
      encoding == Encoding::kTexts ? DecodeTexts(reader, rows.size(), texts)
                                   : DecodeDictionary(reader, rows.size(), texts);
      StoreTexts(texts, rows, reader, column);
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
