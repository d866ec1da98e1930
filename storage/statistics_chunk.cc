#include "storage/statistics_chunk.h"

#include <bit>
#include <cmath>
#include <cstring>

#include "storage/pack.h"
#include "storage/value_codec.h"

namespace qiao::storage {

using base::DistinctSketch;
using base::HashNumber;
using base::Kind;
using base::Value;

namespace {

constexpr uint8_t kEncoding = 1;  // the only one so far
// So many changes are always too few to look at a table again.
constexpr uint64_t kSlack = 256;
constexpr uint64_t kStalePart = 4;

uint64_t Limit(uint64_t count) { return count / kStalePart + kSlack; }

// Rows that came, and rows that went.
uint64_t MovedRows(const StatisticsChunk& statistics, uint64_t allocated, uint64_t live) {
  const uint64_t created = allocated - statistics.allocated_rows;
  const uint64_t before = statistics.values.rows;
  return created + (before + created - live);
}

uint64_t WordAt(const char* bytes) {
  uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof(word));
  return word;
}

}  // namespace

bool StatisticsChunk::Apply(std::span<const Change> changes) {
  for (const Change& change : changes) changed_cells += change.cells;
  return changes.empty() || known;
}

bool StatisticsChunk::IsStale(uint64_t allocated, uint64_t live, uint64_t more_cells) const {
  return !known || RowsUntilStale(allocated, live) == 0 || changed_cells + more_cells > Limit(values.present);
}

uint64_t StatisticsChunk::RowsUntilStale(uint64_t allocated, uint64_t live) const {
  const uint64_t moved = MovedRows(*this, allocated, live);
  const uint64_t most = Limit(values.rows);
  return moved > most ? 0 : most - moved + 1;
}

size_t StatisticsChunk::bytes() const {
  size_t bytes = sizeof(*this);
  for (const auto& frequent : values.frequent) bytes += sizeof(frequent) + base::HeapSize(frequent.value);
  for (const Value& bound : values.bounds) bytes += sizeof(bound) + base::HeapSize(bound);
  return bytes;
}

uint64_t SketchHash(int64_t number) { return HashNumber(static_cast<uint64_t>(number)); }

// 1 and 1.0 are the same value.
uint64_t SketchHash(double number) {
  constexpr double kTwoTo63 = 9223372036854775808.0;
  if (std::isnan(number)) return HashNumber(~uint64_t{0});
  if (number >= -kTwoTo63 && number < kTwoTo63 && std::trunc(number) == number) {
    return SketchHash(static_cast<int64_t>(number));
  }
  return HashNumber(std::bit_cast<uint64_t>(number));
}

// Of a long text the two ends and the length tell enough.
uint64_t SketchHash(std::string_view text) {
  constexpr size_t kEnd = 32;
  constexpr size_t kWord = sizeof(uint64_t);
  constexpr uint64_t kFactor = 0x9DDFEA08EB382D69ULL;
  uint64_t hash = text.size() * kFactor;
  const auto mix = [&hash](uint64_t word) {
    hash = (hash ^ word) * kFactor;
    hash ^= hash >> 32;
  };
  const std::string_view first = text.substr(0, text.size() > 2 * kEnd ? kEnd : text.size());
  const std::string_view last = text.substr(text.size() > 2 * kEnd ? text.size() - kEnd : text.size());
  for (std::string_view part : {first, last}) {
    for (; part.size() >= kWord; part.remove_prefix(kWord)) mix(WordAt(part.data()));
    if (part.empty()) continue;
    char padded[kWord] = {};
    std::memcpy(padded, part.data(), part.size());
    mix(WordAt(padded));
  }
  return HashNumber(hash);
}

uint64_t SketchHash(const Value& value) {
  switch (value.kind()) {
    case Kind::kInteger:
      return SketchHash(value.integer());
    case Kind::kDate:
      return SketchHash(int64_t{value.date().days});
    case Kind::kFloat:
      return SketchHash(value.floating());
    case Kind::kBoolean:
      return SketchHash(int64_t{value.boolean()});
    case Kind::kString:
      return SketchHash(value.string());
    default: {
      std::string bytes;
      PutValue(bytes, value);
      return SketchHash(std::string_view(bytes));
    }
  }
}

void EncodeBase(const StatisticsChunk& statistics, std::string& out) {
  const base::ValueStatistics& values = statistics.values;
  out.push_back(static_cast<char>(kEncoding));
  for (const uint64_t number : {statistics.allocated_rows, values.rows, values.present}) PutVarint(out, number);
  PutFixed(out, values.distinct);
  PutVarint(out, statistics.changed_cells);
  PutVarint(out, values.frequent.size());
  for (const auto& frequent : values.frequent) {
    PutValue(out, frequent.value);
    PutVarint(out, frequent.count);
  }
  PutVarint(out, values.bounds.size());
  for (const Value& bound : values.bounds) PutValue(out, bound);
  const auto& registers = values.sketch.registers();
  PackNumbers<uint32_t>(std::vector<uint32_t>(registers.begin(), registers.end()), out);
}

bool DecodeBase(ByteReader& reader, StatisticsChunk& statistics) {
  if (reader.Byte() != kEncoding) return false;
  base::ValueStatistics& values = statistics.values;
  statistics.known = true;
  statistics.allocated_rows = reader.Varint();
  values.rows = reader.Varint(statistics.allocated_rows);
  values.present = reader.Varint(values.rows);
  values.distinct = reader.Fixed<double>();
  statistics.changed_cells = reader.Varint();
  const uint64_t frequent = reader.Varint(reader.remaining());
  for (uint64_t i = 0; i < frequent && reader.ok(); ++i) {
    Value value = ReadValue(reader);
    values.frequent.push_back({std::move(value), reader.Varint()});
  }
  const uint64_t bounds = reader.Varint(reader.remaining());
  for (uint64_t i = 0; i < bounds && reader.ok(); ++i) values.bounds.push_back(ReadValue(reader));
  std::vector<uint32_t> registers;
  UnpackNumbers(reader, DistinctSketch::kRegisters, registers);
  if (!reader.done() || bounds == 1 || !(values.distinct >= 0)) return false;
  for (size_t i = 0; i < registers.size(); ++i) {
    if (registers[i] > DistinctSketch::kLongest) return false;
    values.sketch.registers()[i] = static_cast<uint8_t>(registers[i]);
  }
  return true;
}

void EncodeChanges(std::span<const StatisticsChunk::Change> changes, std::string& out) {
  PutVarint(out, changes.size());
  for (const StatisticsChunk::Change& change : changes) PutVarint(out, change.cells);
}

bool DecodeChanges(ByteReader& reader, std::vector<StatisticsChunk::Change>& changes) {
  const uint64_t count = reader.Varint(reader.remaining());
  for (uint64_t i = 0; i < count && reader.ok(); ++i) changes.push_back({reader.Varint()});
  return reader.done();
}

}  // namespace qiao::storage
