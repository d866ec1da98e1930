#include "storage/bulk/edge_sorter.h"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <utility>

#include "base/radix_sort.h"
#include "storage/bytes.h"

namespace qiao::storage {
namespace {

constexpr size_t kHeaderBytes = 12;  // key, number
// What one call of Next gives: it should fit into the processor's cache.
constexpr size_t kBatch = 16 << 10;
constexpr size_t kBatchBytes = 1 << 20;

uint64_t KeyIn(std::string_view record) {
  uint64_t key = 0;
  std::memcpy(&key, record.data(), sizeof(key));
  return key;
}
uint32_t NumberIn(std::string_view record) {
  uint32_t number = 0;
  std::memcpy(&number, record.data() + sizeof(uint64_t), sizeof(number));
  return number;
}

}  // namespace

void EdgeSorter::Add(std::span<const uint64_t> keys, std::span<const uint32_t> ends, std::string_view bytes) {
  if (!ends.empty() && ends_.empty()) {
    ends_.assign(keys_.size(), 0);
  }
  const uint64_t start = bytes_.size();
  size_ += keys.size();
  keys_.insert(keys_.end(), keys.begin(), keys.end());
  if (ends.empty()) {
    if (!ends_.empty()) ends_.resize(keys_.size(), start);
    return;
  }
  for (const uint32_t end : ends) ends_.push_back(start + end);
  bytes_.append(bytes);
}

uint64_t EdgeSorter::bytes() const {
  return keys_.capacity() * 8 + numbers_.capacity() * 4 + ends_.capacity() * 8 + bytes_.capacity();
}

void EdgeSorter::SortMemory() {
  if (!ends_.empty()) {
    numbers_.resize(keys_.size());
    std::iota(numbers_.begin(), numbers_.end(), 0U);
  }
  base::SortByKey(keys_, numbers_);
}

std::string_view EdgeSorter::BytesOf(uint32_t number) const {
  const uint64_t begin = number == 0 ? 0 : ends_[number - 1];
  return std::string_view(bytes_).substr(begin, ends_[number] - begin);
}

base::Result<void> EdgeSorter::Spill() {
  SortMemory();
  std::string header;
  for (size_t i = 0; i < keys_.size(); ++i) {
    const uint32_t number = numbers_.empty() ? 0 : numbers_[i];
    header.clear();
    PutFixed(header, keys_[i]);
    PutFixed(header, number);
    QIAO_CHECK(parts_.Append(header, ends_.empty() ? std::string_view() : BytesOf(number)));
  }
  QIAO_CHECK(parts_.EndPart());
  base::Release(keys_);
  base::Release(numbers_);
  base::Release(ends_);
  base::Release(bytes_);
  return {};
}

base::Result<void> EdgeSorter::Sort() {
  if (!parts_.empty()) return Spill();
  SortMemory();
  return {};
}

SortedEdges EdgeSorter::NextInMemory() {
  const size_t begin = std::exchange(next_, std::min(next_ + kBatch, keys_.size()));
  const size_t count = next_ - begin;
  SortedEdges edges{std::span(keys_).subspan(begin, count), {}, {}};
  if (!numbers_.empty()) edges.numbers = std::span(numbers_).subspan(begin, count);
  if (ends_.empty()) return edges;
  views_.clear();
  for (const uint32_t number : edges.numbers) views_.push_back(BytesOf(number));
  edges.bytes = views_;
  return edges;
}

// Takes the arrays of what is in memory, which has gone into the parts, for the edges that come out of them.
base::Result<SortedEdges> EdgeSorter::NextOfParts() {
  keys_.clear();
  numbers_.clear();
  ends_.clear();
  bytes_.clear();
  while (keys_.size() < kBatch && bytes_.size() < kBatchBytes) {
    QIAO_TRY(const auto record,
             parts_.Next([](std::string_view a, std::string_view b) { return KeyIn(a) < KeyIn(b); }));
    if (!record) break;
    keys_.push_back(KeyIn(*record));
    numbers_.push_back(NumberIn(*record));
    bytes_.append(record->substr(kHeaderBytes));
    ends_.push_back(bytes_.size());
  }
  SortedEdges edges{keys_, numbers_, {}};
  if (bytes_.empty()) return edges;
  views_.clear();
  for (uint32_t i = 0; i < ends_.size(); ++i) views_.push_back(BytesOf(i));
  edges.bytes = views_;
  return edges;
}

base::Result<SortedEdges> EdgeSorter::Next() {
  if (!parts_.empty()) return NextOfParts();
  return NextInMemory();
}

}  // namespace qiao::storage
