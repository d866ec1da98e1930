// What a transaction's writes mean for the indexes: the entries that come and go, worked out when somebody asks.
//
// Every write tells which entity it touches. Settle compares the entries of the touched entities before the transaction
// with those that they have now. Going back to a mark makes the entities that were touched since be looked at again.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "storage/schema.h"
#include "storage/view.h"

namespace qiao::storage {

// A node, or a relationship.
struct EntityRef {
  uint64_t id = 0;
  bool relationship = false;
  friend bool operator==(const EntityRef&, const EntityRef&) = default;
};

class IndexWrites {
 public:
  // Key of an entry -> true: it comes, false: it goes.
  using Entries = std::map<std::string, bool, std::less<>>;

  // `mark`: the number of the last mark of the transaction.
  void Touch(EntityRef entity, uint64_t mark);
  size_t touches() const { return log_.size(); }
  // Back to the state in which touches() was `touches`.
  void RollbackTo(size_t touches);

  // Brings entries() up to date. `before`: the graph before the transaction; `now`: with its writes.
  base::Result<void> Settle(const View& before, const View& now, const Schema& schema);
  const Entries& entries() const { return entries_; }

  // Fails with the first constraint that the touched entities break: Unique looks at those of them only that were
  // touched since it last passed. Both settle first.
  base::Result<void> CheckUnique(const View& before, const View& now, const Schema& schema);
  base::Result<void> CheckAll(const View& before, const View& now, const Schema& schema);

 private:
  struct Touched {
    uint64_t mark = 0;
    bool logged = false;
    bool dirty = false;
    std::vector<Entries::iterator> entries;
  };
  struct EntityHash {
    size_t operator()(const EntityRef& entity) const noexcept {
      return std::hash<uint64_t>()((entity.id * 2 + entity.relationship) * 0x9E3779B97F4A7C15ULL);
    }
  };

  void MakeDirty(const EntityRef& entity, Touched& touched);
  base::Result<void> SettleOne(const EntityRef& entity, const View& before, const View& now, const Schema& schema);

  std::unordered_map<EntityRef, Touched, EntityHash> touched_;
  std::vector<EntityRef> log_;        // touched entities, once for each mark since which they were touched
  std::vector<EntityRef> dirty_;      // whose entries are to be worked out again
  std::vector<EntityRef> unchecked_;  // that CheckUnique has not seen as they are now
  Entries entries_;
};

}  // namespace qiao::storage
