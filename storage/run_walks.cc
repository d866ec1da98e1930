#include "storage/run_walks.h"

#include <algorithm>
#include <utility>

namespace qiao::storage {
namespace {

// So many runs are looked up before a cursor is made.
constexpr uint32_t kBeforeCursor = 2;
// A cursor holds a few blocks, and what was read ahead of it.
constexpr size_t kMostWalks = 16;
// Of a key: what all runs of a column or an adjacency have in common.
constexpr size_t kCommonKey = kChunkKeySize - sizeof(uint32_t);

}  // namespace

RunWalks::Walk RunWalks::TakeOut(const ChunkId& id) {
  std::lock_guard lock(mutex_);
  const auto found = std::ranges::find(walks_, id, &Walk::next);
  if (found == walks_.end()) return Walk{id};
  Walk walk = std::move(*found);
  walks_.erase(found);
  return walk;
}

void RunWalks::Keep(Walk walk) {
  Walk dropped;  // ends without the lock
  std::lock_guard lock(mutex_);
  walks_.push_front(std::move(walk));
  if (walks_.size() <= kMostWalks) return;
  dropped = std::move(walks_.back());
  walks_.pop_back();
}

base::Result<bool> RunWalks::Read(const ChunkId& id, const Take& take) {
  Walk walk = TakeOut(id);
  ++walk.next.run;
  if (walk.read < kBeforeCursor) {
    ++walk.read;
    Keep(std::move(walk));
    return false;
  }
  const std::string run = KeyOf(id);
  if (walk.cursor == nullptr) {
    walk.cursor = key_value_.Scan(snapshot_, FamilyOf(id.kind), run.substr(0, kCommonKey));
    walk.cursor->Seek(run, {});
    QIAO_TRY(const bool found, walk.cursor->Next());
    if (!found) return true;
  }
  while (walk.cursor->key().starts_with(run)) {
    take(walk.cursor->key(), walk.cursor->value());
    QIAO_TRY(const bool found, walk.cursor->Next());
    if (!found) return true;  // it was the last run: the walk is over
  }
  Keep(std::move(walk));
  return true;
}

}  // namespace qiao::storage
