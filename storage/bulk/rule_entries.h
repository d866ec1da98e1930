// The entries that many new entities bring to one index: gathered by any thread, then written in the order of their
// keys, and looked through for values that must be unique and aren't.
//
// Errors: kIo, kCorruption.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/value.h"
#include "storage/bulk/entry_sorter.h"
#include "storage/key_value.h"
#include "storage/schema.h"
#include "storage/view.h"

namespace qiao::storage {

// An entity that has the values of one before it, against a rule.
struct Duplicate {
  std::vector<base::Value> values;  // of the rule's keys
  uint64_t origin = 0;
  uint64_t entity = 0;
  uint64_t first = 0;                    // the entity before it
  std::optional<uint64_t> first_origin;  // nullopt: it was stored already
};

class RuleEntries {
 public:
  // The rule must have entries; it outlives this. What takes more than about `memory` bytes goes into a temporary file
  // in `folder`.
  RuleEntries(const Rule& rule, std::string folder, uint64_t memory)
      : rule_(rule), memory_(memory), sorter_(std::move(folder)) {}

  // Appends the records of an entity with the rule's label or type to `records`, for Add. `values`: of the rule's keys,
  // null where it has none; `origin`: a number by which the caller knows the entity in a Duplicate.
  void PutRecords(std::span<const base::Value> values, uint64_t entity, uint64_t origin, std::string& records) const;
  // Any thread.
  base::Result<void> Add(std::string_view records);
  uint64_t size() const { return sorter_.size(); }

  // What becomes of the entries. All of it is called by the thread that calls Finish or FindDuplicates.
  struct Finishing {
    const View* stored = nullptr;                                        // whose entries count too; null: none do
    std::function<bool(uint64_t entity)> is_gone = {};                   // entities that have no entries after all
    std::function<base::Result<void>(std::string_view key)> put = {};    // in the order of the keys; only Finish
    std::function<base::Result<void>(const Duplicate&)> duplicate = {};  // an error ends it
  };
  base::Result<void> Finish(const Finishing& finishing);
  // Of a unique rule, before Finish and after the last Add: only says what is there twice.
  base::Result<void> FindDuplicates(const Finishing& finishing);

 private:
  class UniqueScan;
  base::Result<void> Sort();

  const Rule& rule_;
  const uint64_t memory_;
  std::mutex mutex_;
  EntrySorter sorter_;
  bool sorted_ = false;
};

// The entries as sorted files, which begin when there is something to write.
class EntryFiles {
 public:
  explicit EntryFiles(KeyValue& key_value) : key_value_(key_value) {}
  base::Result<void> Put(std::string_view key);
  base::Result<std::vector<std::unique_ptr<KeyValue::SortedFile>>> Finish();

 private:
  KeyValue& key_value_;
  uint64_t bytes_ = 0;  // of the last file
  std::vector<std::unique_ptr<KeyValue::SortedFile>> files_;
};

}  // namespace qiao::storage
