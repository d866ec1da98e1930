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

uint64_t KeyIn(std::string_view record) {
  uint64_t key = 0;
  std::memcpy(&key, record.data(), sizeof(key));
  return key;
}

}  // namespace

void EdgeSorter::Add(std::span<const uint64_t> keys, std::span<const uint32_t> ends, std::string_view bytes) {
  if (!ends.empty() && ends_.empty()) {
    ends_.assign(keys_.size(), 0);
  }
  const uint64_t start = bytes_.size();
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

SortedEdge EdgeSorter::InMemory(size_t i) const {
  SortedEdge edge{keys_[i], numbers_.empty() ? 0 : numbers_[i], {}};
  if (!ends_.empty()) {
    const uint64_t begin = edge.number == 0 ? 0 : ends_[edge.number - 1];
    edge.bytes = std::string_view(bytes_).substr(begin, ends_[edge.number] - begin);
  }
  return edge;
}

base::Result<void> EdgeSorter::Spill() {
  SortMemory();
  std::string header;
  for (size_t i = 0; i < keys_.size(); ++i) {
    const SortedEdge edge = InMemory(i);
    header.clear();
    PutFixed(header, edge.key);
    PutFixed(header, edge.number);
    QIAO_CHECK(parts_.Append(header, edge.bytes));
  }
  QIAO_CHECK(parts_.EndPart());
  size_in_parts_ += keys_.size();
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

base::Result<bool> EdgeSorter::Next(SortedEdge& edge) {
  if (parts_.empty()) {
    if (next_ == keys_.size()) return false;
    edge = InMemory(next_++);
    return true;
  }
  QIAO_TRY(const auto record, parts_.Next([](std::string_view a, std::string_view b) { return KeyIn(a) < KeyIn(b); }));
  if (!record) return false;
  edge.key = KeyIn(*record);
  std::memcpy(&edge.number, record->data() + sizeof(edge.key), sizeof(edge.number));
  edge.bytes = record->substr(kHeaderBytes);
  return true;
}

}  // namespace qiao::storage
