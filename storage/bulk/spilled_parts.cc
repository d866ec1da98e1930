#include "storage/bulk/spilled_parts.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "storage/bytes.h"

namespace qiao::storage {
namespace {

constexpr size_t kBlockBytes = 256 << 10;
constexpr size_t kSizeBytes = 4;

}  // namespace

base::Result<void> SpilledParts::Append(std::string_view head, std::string_view tail) {
  if (!file_) {
    QIAO_TRY(auto file, base::SpillFile::Create(folder_));
    file_.emplace(std::move(file));
  }
  std::string size;
  PutFixed(size, static_cast<uint32_t>(head.size() + tail.size()));
  QIAO_CHECK(file_->Write(size));
  QIAO_CHECK(file_->Write(head));
  return tail.empty() ? base::Result<void>() : file_->Write(tail);
}

base::Result<void> SpilledParts::EndPart() {
  if (!file_) return {};
  QIAO_CHECK(file_->FinishWriting());
  const uint64_t begin = end_;
  end_ = file_->size();
  if (end_ > begin) parts_.push_back({begin, begin, end_, {}, 0, {}});
  return {};
}

void SpilledParts::Rewind() {
  for (Part& part : parts_) part = {part.begin, part.begin, part.end, {}, 0, {}};
  heap_.clear();
  last_ = SIZE_MAX;
  started_ = false;
}

// Afterwards so many bytes stand behind the part's position.
base::Result<void> SpilledParts::Fill(Part& part, size_t needed) {
  const size_t there = part.buffer.size() - part.position;
  if (there >= needed) return {};
  part.buffer.erase(0, std::exchange(part.position, 0));
  const uint64_t count = std::min<uint64_t>(std::max(needed - there, kBlockBytes), part.end - part.next);
  const size_t before = part.buffer.size();
  QIAO_CHECK(file_->Read(part.next, count, part.buffer));
  part.next += part.buffer.size() - before;
  if (part.buffer.size() >= needed) return {};
  return base::MakeError(base::ErrorCode::kIo, "{}: a temporary file has lost its end", folder_);
}

base::Result<bool> SpilledParts::Advance(Part& part) {
  if (part.position == part.buffer.size() && part.next == part.end) return false;
  QIAO_CHECK(Fill(part, kSizeBytes));
  uint32_t size = 0;
  std::memcpy(&size, part.buffer.data() + part.position, kSizeBytes);
  QIAO_CHECK(Fill(part, kSizeBytes + size));
  part.record = std::string_view(part.buffer).substr(part.position + kSizeBytes, size);
  part.position += kSizeBytes + size;
  return true;
}

base::Result<std::optional<std::string_view>> SpilledParts::Next(const Less& less) {
  const auto later = [&](size_t a, size_t b) {
    if (less(parts_[b].record, parts_[a].record)) return true;
    return a > b && !less(parts_[a].record, parts_[b].record);
  };
  if (!started_) {
    started_ = true;
    for (size_t i = 0; i < parts_.size(); ++i) {
      QIAO_TRY(const bool any, Advance(parts_[i]));
      if (any) heap_.push_back(i);
    }
    std::ranges::make_heap(heap_, later);
  } else if (last_ != SIZE_MAX) {
    QIAO_TRY(const bool more, Advance(parts_[last_]));
    if (more) {
      heap_.push_back(last_);
      std::ranges::push_heap(heap_, later);
    }
  }
  last_ = SIZE_MAX;
  if (heap_.empty()) return std::optional<std::string_view>();
  std::ranges::pop_heap(heap_, later);
  last_ = heap_.back();
  heap_.pop_back();
  return std::optional(parts_[last_].record);
}

}  // namespace qiao::storage
