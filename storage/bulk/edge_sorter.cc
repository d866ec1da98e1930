#include "storage/bulk/edge_sorter.h"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <utility>

#include "storage/bulk/radix_sort.h"
#include "storage/bytes.h"

namespace qiao::storage {
namespace {

constexpr size_t kHeaderBytes = 16;  // key, number, size of the bytes

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
  SortByKey(keys_, numbers_);
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
  if (keys_.empty()) return {};
  if (!file_) {
    QIAO_TRY(auto file, SpillFile::Create(folder_));
    file_.emplace(std::move(file));
  }
  SortMemory();
  std::string header;
  for (size_t i = 0; i < keys_.size(); ++i) {
    const SortedEdge edge = InMemory(i);
    header.clear();
    PutFixed(header, edge.key);
    PutFixed(header, edge.number);
    PutFixed(header, static_cast<uint32_t>(edge.bytes.size()));
    QIAO_CHECK(file_->Write(header));
    QIAO_CHECK(file_->Write(edge.bytes));
  }
  QIAO_CHECK(file_->FinishWriting());
  part_ends_.push_back(file_->size());
  size_in_file_ += keys_.size();
  keys_ = {};
  numbers_ = {};
  ends_ = {};
  bytes_ = {};
  return {};
}

base::Result<void> EdgeSorter::Sort() {
  if (!file_) {
    SortMemory();
    return {};
  }
  QIAO_CHECK(Spill());
  uint64_t begin = 0;
  for (const uint64_t end : part_ends_) {
    parts_.push_back({begin, end, {}, 0, {}});
    begin = end;
  }
  for (size_t i = 0; i < parts_.size(); ++i) {
    QIAO_TRY(const bool any, ReadNext(parts_[i]));
    if (any) heap_.push_back(i);
  }
  return {};
}

// Keeps the header and the bytes of the edge in the part's buffer.
base::Result<bool> EdgeSorter::ReadNext(Part& part) {
  const auto fill = [&](size_t needed) -> base::Result<void> {
    const size_t there = part.buffer.size() - part.position;
    if (there >= needed) return {};
    part.buffer.erase(0, std::exchange(part.position, 0));
    const uint64_t count = std::min<uint64_t>(std::max(needed - there, kBlockBytes), part.end - part.next);
    const size_t before = part.buffer.size();
    QIAO_CHECK(file_->Read(part.next, count, part.buffer));
    part.next += part.buffer.size() - before;
    if (part.buffer.size() >= needed) return {};
    return base::MakeError(base::ErrorCode::kIo, "{}: a temporary file has lost its end", folder_);
  };
  if (part.position == part.buffer.size() && part.next == part.end) return false;
  QIAO_CHECK(fill(kHeaderBytes));
  uint32_t size = 0;
  std::memcpy(&size, part.buffer.data() + part.position + 12, 4);
  QIAO_CHECK(fill(kHeaderBytes + size));
  const char* header = part.buffer.data() + part.position;
  std::memcpy(&part.edge.key, header, 8);
  std::memcpy(&part.edge.number, header + 8, 4);
  part.edge.bytes = {header + kHeaderBytes, size};
  part.position += kHeaderBytes + size;
  return true;
}

base::Result<bool> EdgeSorter::Next(SortedEdge& edge) {
  if (!file_) {
    if (next_ == keys_.size()) return false;
    edge = InMemory(next_++);
    return true;
  }
  const auto later = [this](size_t a, size_t b) {
    return std::pair(parts_[a].edge.key, a) > std::pair(parts_[b].edge.key, b);
  };
  if (last_ == SIZE_MAX) {
    std::ranges::make_heap(heap_, later);
  } else {
    QIAO_TRY(const bool more, ReadNext(parts_[last_]));
    if (more) {
      heap_.push_back(last_);
      std::ranges::push_heap(heap_, later);
    }
  }
  if (heap_.empty()) return false;
  std::ranges::pop_heap(heap_, later);
  last_ = heap_.back();
  heap_.pop_back();
  edge = parts_[last_].edge;
  return true;
}

}  // namespace qiao::storage
