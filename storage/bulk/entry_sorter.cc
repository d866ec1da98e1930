#include "storage/bulk/entry_sorter.h"

#include <algorithm>

#include "storage/bytes.h"

namespace qiao::storage {
namespace {

// Record: varint length of the key, varint length of the rest, key, rest.
struct Record {
  SortedEntry entry;
  size_t size;
};

Record ReadRecord(std::string_view bytes) {
  ByteReader reader(bytes);
  const uint64_t key = reader.Varint();
  const uint64_t rest = reader.Varint();
  const SortedEntry entry{reader.Bytes(key), reader.Bytes(rest)};
  return {entry, bytes.size() - reader.remaining()};
}

constexpr size_t kCommonBytes = 4;  // the number of the rule

uint64_t PrefixOf(std::string_view key) {
  uint64_t prefix = 0;
  for (size_t i = kCommonBytes; i < kCommonBytes + 8; ++i) {
    prefix = prefix << 8 | (i < key.size() ? static_cast<uint8_t>(key[i]) : 0);
  }
  return prefix;
}

}  // namespace

void EntrySorter::PutRecord(std::string& records, std::string_view key, std::string_view rest) {
  PutVarint(records, key.size());
  PutVarint(records, rest.size());
  records.append(key);
  records.append(rest);
}

void EntrySorter::Add(std::string_view records) {
  uint64_t begin = bytes_.size();
  bytes_.append(records);
  while (!records.empty()) {
    const Record record = ReadRecord(records);
    places_.push_back({PrefixOf(record.entry.key), begin});
    begin += record.size;
    records.remove_prefix(record.size);
    ++size_;
  }
}

void EntrySorter::SortMemory() {
  const auto less = [this](const Place& a, const Place& b) {
    if (a.prefix != b.prefix) return a.prefix < b.prefix;
    return ReadRecord(RecordAt(a.begin)).entry.key < ReadRecord(RecordAt(b.begin)).entry.key;
  };
  // Ids often come in order.
  if (!std::ranges::is_sorted(places_, less)) std::ranges::sort(places_, less);
}

base::Result<void> EntrySorter::Spill() {
  SortMemory();
  for (const Place& place : places_) {
    const std::string_view rest = RecordAt(place.begin);
    QIAO_CHECK(parts_.Append(rest.substr(0, ReadRecord(rest).size), {}));
  }
  QIAO_CHECK(parts_.EndPart());
  base::Release(bytes_);
  base::Release(places_);
  return {};
}

base::Result<void> EntrySorter::Sort() {
  if (!parts_.empty()) return Spill();
  SortMemory();
  return {};
}

void EntrySorter::Rewind() {
  next_ = 0;
  parts_.Rewind();
}

base::Result<bool> EntrySorter::Next(SortedEntry& entry) {
  if (parts_.empty()) {
    if (next_ == places_.size()) return false;
    entry = ReadRecord(RecordAt(places_[next_++].begin)).entry;
    return true;
  }
  QIAO_TRY(const auto record, parts_.Next([](std::string_view a, std::string_view b) {
    return ReadRecord(a).entry.key < ReadRecord(b).entry.key;
  }));
  if (!record) return false;
  entry = ReadRecord(*record).entry;
  return true;
}

}  // namespace qiao::storage
