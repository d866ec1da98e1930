// What a transaction has changed in one chunk: the changes in order, and the chunk as they leave it, made when it is
// read and kept up to date from there.
#pragma once

#include <memory>
#include <span>
#include <unordered_map>
#include <vector>

#include "base/sole_owner.h"
#include "storage/chunk_id.h"
#include "storage/chunk_reader.h"

namespace qiao::storage {

class PendingLog {
 public:
  virtual ~PendingLog() = default;
  virtual size_t size() const = 0;
  // Forgets the changes from `size` on.
  virtual void Truncate(size_t size) = 0;

  uint64_t marked = 0;  // the last mark that has noted this log's size
};

template <class C>
class PendingChunk final : public PendingLog {
 public:
  using Change = typename C::Change;

  void Add(Change change) { changes_.push_back(std::move(change)); }
  std::span<const Change> changes() const { return changes_; }
  size_t size() const override { return changes_.size(); }
  void Truncate(size_t size) override {
    changes_.resize(size);
    merged_ = nullptr;
  }

  // The chunk with all changes. What it returned before stays as it was.
  base::Result<std::shared_ptr<const C>> Read(const ChunkReader& base, const ChunkId& id) {
    if (!merged_) {
      QIAO_TRY(auto stored, base.Load<C>(id));
      if (changes_.empty()) return stored;
      merged_ = std::make_shared<C>(*stored);
      applied_ = 0;
    }
    if (applied_ == changes_.size()) return std::shared_ptr<const C>(merged_);
    if (!base::IsSoleOwner(merged_)) merged_ = std::make_shared<C>(*merged_);
    if (!merged_->Apply(changes().subspan(applied_))) {
      merged_ = nullptr;
      return base::MakeError(base::ErrorCode::kCorruption, "the database is damaged: {} contradicts itself",
                             Describe(id));
    }
    applied_ = changes_.size();
    return std::shared_ptr<const C>(merged_);
  }

 private:
  std::vector<Change> changes_;
  std::shared_ptr<C> merged_;
  size_t applied_ = 0;  // changes that merged_ contains
};

template <class C>
using PendingChunks = std::unordered_map<ChunkId, PendingChunk<C>, ChunkIdHash>;

}  // namespace qiao::storage
