// Looks entities up in one index, any number of times.
//
// Owner:   the caller; the view that it was opened on outlives it. A transaction's writes are seen as they are made.
// Threads: one at a time.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "storage/index_key.h"
#include "storage/index_writes.h"
#include "storage/key_value.h"

namespace qiao::storage {

class IndexReader {
 public:
  using OwnEntries = std::function<base::Result<const IndexWrites::Entries*>()>;

  // `own`: the entries that a transaction adds and takes away; empty for a state that doesn't change.
  IndexReader(const KeyValue& store, const KeyValue::Snapshot& snapshot, uint32_t rule, OwnEntries own);

  // Begins to read the entries of a range.
  base::Result<void> Seek(const IndexRange& range);
  // Appends the entities of up to about `most` further entries; false when there are no more. An entity may have
  // several entries in a kEachIndex.
  base::Result<bool> Read(size_t most, std::vector<uint64_t>& entities);

  // Appends the entities that have entries with the values of `key`, whatever its entity: those of the store, not of a
  // transaction. Asked for keys in ascending order it reads on rather than look each one up. Not to be mixed with Seek.
  base::Result<void> FindStored(std::string_view key, std::vector<uint64_t>& entities);

 private:
  enum class Phase : uint8_t { kStored, kOwn, kDone };

  const KeyValue& store_;
  const KeyValue::Snapshot& snapshot_;
  const uint32_t rule_;
  const OwnEntries own_;
  std::unique_ptr<KeyValue::Cursor> cursor_;
  Phase phase_ = Phase::kDone;
  KeyRange keys_;  // what is left of the transaction's own
  enum class At : uint8_t { kNowhere, kEntry, kEnd };
  At at_ = At::kNowhere;  // where FindStored has left the cursor
};

}  // namespace qiao::storage
