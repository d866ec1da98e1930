#include "storage/bulk/chunk_files.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "base/spill_file.h"
#include "storage/bulk/run_parallel.h"
#include "storage/frame.h"

namespace qiao::storage {
namespace {

constexpr uint64_t kLeastFileBytes = 512 << 10;
constexpr uint64_t kFileBytes = 8 << 20;
constexpr uint64_t kMostFileBytes = 256 << 20;

}  // namespace

base::Result<void> ChunkRange::Put(std::string_view key, std::string_view content) {
  auto part = Gather(key, content);
  return part ? Write(*std::move(part)) : base::Result<void>();
}

base::Result<void> ChunkRange::Delete(std::string_view key) {
  auto part = Add({std::string(key), {}});
  return part ? Write(*std::move(part)) : base::Result<void>();
}

std::optional<ChunkRange::Part> ChunkRange::Gather(std::string_view key, std::string_view content) {
  return Add({std::string(key), MakeFrame(key, FrameFormat::kBase, files_.version_, content)});
}

std::optional<ChunkRange::Part> ChunkRange::Add(Entry entry) {
  bytes_ += entry.key.size() + entry.frame.size();
  entries_.push_back(std::move(entry));
  if (bytes_ < files_.RangeLimit()) return std::nullopt;
  Part part;
  part.entries_ = std::exchange(entries_, {});
  part.bytes_ = std::exchange(bytes_, 0);
  return part;
}

base::Result<void> ChunkRange::Write(Part part) {
  QIAO_TRY(auto file, files_.key_value_.NewSortedFile(family_));
  for (const Entry& entry : part.entries_) {
    QIAO_CHECK(entry.frame.empty() ? file->Delete(entry.key) : file->Put(entry.key, entry.frame));
  }
  QIAO_CHECK(file->Finish());
  files_.written_bytes_ += part.bytes_;
  std::lock_guard lock(files_.mutex_);
  written_.push_back(std::move(file));
  first_keys_.push_back(std::move(part.entries_.front().key));
  return {};
}

ChunkRange& ChunkFiles::NewRange(Family family) {
  std::lock_guard lock(mutex_);
  ranges_.emplace_back(*this, family);
  ++range_count_;
  return ranges_.back();
}

// Files grow with what there is, so that their number stays small; ranges share the memory.
uint64_t ChunkFiles::RangeLimit() const {
  const uint64_t wanted = std::clamp(written_bytes_.load() / 64, kFileBytes, kMostFileBytes);
  return std::max(kLeastFileBytes, std::min(wanted, memory_ / std::max<size_t>(range_count_, 8)));
}

std::vector<ChunkId> ChunkFiles::Touched() const {
  std::vector<ChunkId> touched;
  for (const ChunkRange& range : ranges_) {
    touched.insert(touched.end(), range.touched_.begin(), range.touched_.end());
  }
  // Ranges stand in the order in which threads made them.
  std::ranges::sort(touched, {}, [](const ChunkId& id) { return std::tuple(id.kind, id.table, id.sub, id.run); });
  return touched;
}

// What one file is made of: the rests of ranges, in the order of their keys.
struct ChunkFiles::Piece {
  Family family;
  std::vector<ChunkRange*> ranges;
  uint64_t bytes = 0;
};

base::Result<std::unique_ptr<KeyValue::SortedFile>> ChunkFiles::Write(const Piece& piece) {
  QIAO_TRY(auto file, key_value_.NewSortedFile(piece.family));
  for (ChunkRange* range : piece.ranges) {
    for (const auto& entry : range->entries_) {
      QIAO_CHECK(entry.frame.empty() ? file->Delete(entry.key) : file->Put(entry.key, entry.frame));
    }
    base::Release(range->entries_);
  }
  QIAO_CHECK(file->Finish());
  return file;
}

base::Result<std::vector<std::unique_ptr<KeyValue::SortedFile>>> ChunkFiles::Finish(unsigned threads) {
  std::vector<std::unique_ptr<KeyValue::SortedFile>> files;
  std::array<std::vector<std::string>, kFamilies> barriers;  // first keys of files: none may lie within another
  std::vector<ChunkRange*> rests;
  for (ChunkRange& range : ranges_) {
    for (std::string& key : range.first_keys_) barriers[static_cast<size_t>(range.family_)].push_back(std::move(key));
    std::ranges::move(range.written_, std::back_inserter(files));
    range.written_.clear();
    if (!range.entries_.empty()) rests.push_back(&range);
  }
  for (auto& keys : barriers) std::ranges::sort(keys);
  std::ranges::sort(rests, {}, [](const ChunkRange* range) {
    return std::pair(range->family_, std::string_view(range->entries_.front().key));
  });

  std::vector<Piece> pieces;
  for (ChunkRange* range : rests) {
    const auto& keys = barriers[static_cast<size_t>(range->family_)];
    bool joins = !pieces.empty() && pieces.back().family == range->family_ && pieces.back().bytes < kFileBytes;
    if (joins) {
      const auto before = std::ranges::lower_bound(keys, pieces.back().ranges.back()->entries_.front().key);
      joins = before == keys.end() || *before > range->entries_.front().key;
    }
    if (!joins) pieces.push_back({range->family_, {}, 0});
    pieces.back().ranges.push_back(range);
    pieces.back().bytes += range->bytes_;
  }

  const size_t first = files.size();
  files.resize(first + pieces.size());
  QIAO_CHECK(RunParallel(threads, pieces.size(), [&](size_t i) -> base::Result<void> {
    QIAO_TRY(files[first + i], Write(pieces[i]));
    return {};
  }));
  return files;
}

}  // namespace qiao::storage
