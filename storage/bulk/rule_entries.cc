#include "storage/bulk/rule_entries.h"

#include <utility>

#include "storage/constraint.h"
#include "storage/index_entries.h"
#include "storage/index_key.h"
#include "storage/value_codec.h"

namespace qiao::storage {

using base::Value;

namespace {

constexpr uint64_t kMostFileBytes = 64 << 20;

// What goes along with the entries of a unique rule: varint origin, the values.
struct Owner {
  uint64_t entity = 0;
  uint64_t origin = 0;
  std::vector<Value> values;
};

Owner ReadOwner(const SortedEntry& entry, size_t keys) {
  ByteReader reader(entry.rest);
  Owner owner{EntityOf(entry.key), reader.Varint(), {}};
  for (size_t i = 0; i < keys; ++i) owner.values.push_back(ReadValue(reader));
  return owner;
}

}  // namespace

// Sees the new entries in the order of their keys. Those with equal keys stand side by side; only texts that are too
// long for a key may have the same one by chance.
class RuleEntries::UniqueScan {
 public:
  UniqueScan(const Rule& rule, const Finishing& finishing) : rule_(rule), finishing_(finishing) {}

  base::Result<void> See(const SortedEntry& entry) {
    if (WithoutEntity(entry.key) != key_ || alike_.empty()) {
      key_ = WithoutEntity(entry.key);
      alike_.clear();
      QIAO_CHECK(FindStored(entry.key));
    }
    return Compare(ReadOwner(entry, rule_.keys.size()));
  }

 private:
  struct Known {
    Owner owner;
    bool stored;
  };

  base::Result<void> FindStored(std::string_view key) {
    if (finishing_.stored == nullptr) return {};
    if (!stored_) {
      QIAO_TRY(stored_, finishing_.stored->OpenIndex(rule_));
    }
    found_.clear();
    QIAO_CHECK(stored_->FindStored(key, found_));
    for (const uint64_t entity : found_) {
      QIAO_TRY(auto values, ValuesOf(*finishing_.stored, rule_, entity));
      alike_.push_back({{entity, 0, std::move(values)}, true});
    }
    return {};
  }

  base::Result<void> Compare(Owner owner) {
    for (const Known& known : alike_) {
      if (!Equal(known.owner.values, owner.values)) continue;
      const auto first_origin = known.stored ? std::nullopt : std::optional(known.owner.origin);
      return finishing_.duplicate(
          {std::move(owner.values), owner.origin, owner.entity, known.owner.entity, first_origin});
    }
    // NaN equals nothing, however often it comes.
    if (alike_.empty() || Equal(owner.values, owner.values)) alike_.push_back({std::move(owner), false});
    return {};
  }

  const Rule& rule_;
  const Finishing& finishing_;
  std::unique_ptr<IndexReader> stored_;
  std::string key_;
  std::vector<Known> alike_;
  std::vector<uint64_t> found_;
};

void RuleEntries::PutRecords(std::span<const Value> values, uint64_t entity, uint64_t origin,
                             std::string& records) const {
  std::vector<std::string> keys;
  AddEntries(rule_, values, entity, keys);
  if (keys.empty()) return;
  std::string rest;
  if (rule_.is_unique()) {
    PutVarint(rest, origin);
    for (const Value& value : values) PutValue(rest, value);
  }
  for (const std::string& key : keys) EntrySorter::PutRecord(records, key, rest);
}

base::Result<void> RuleEntries::Add(std::string_view records) {
  std::lock_guard lock(mutex_);
  sorter_.Add(records);
  return sorter_.bytes() < memory_ ? base::Result<void>() : sorter_.Spill();
}

base::Result<void> RuleEntries::Sort() {
  if (std::exchange(sorted_, true)) return {};
  return sorter_.Sort();
}

base::Result<void> RuleEntries::FindDuplicates(const Finishing& finishing) {
  UniqueScan scan(rule_, finishing);
  QIAO_CHECK(Sort());
  SortedEntry entry;
  while (true) {
    QIAO_TRY(const bool more, sorter_.Next(entry));
    if (!more) break;
    if (!finishing.is_gone(EntityOf(entry.key))) QIAO_CHECK(scan.See(entry));
  }
  sorter_.Rewind();
  return {};
}

base::Result<void> RuleEntries::Finish(const Finishing& finishing) {
  UniqueScan scan(rule_, finishing);
  QIAO_CHECK(Sort());
  SortedEntry entry;
  while (true) {
    QIAO_TRY(const bool more, sorter_.Next(entry));
    if (!more) return {};
    if (finishing.is_gone && finishing.is_gone(EntityOf(entry.key))) continue;
    if (rule_.is_unique()) QIAO_CHECK(scan.See(entry));
    QIAO_CHECK(finishing.put(entry.key));
  }
}

base::Result<void> EntryFiles::Put(std::string_view key) {
  if (!files_.empty() && bytes_ > kMostFileBytes) {
    QIAO_CHECK(files_.back()->Finish());
    bytes_ = 0;
  }
  if (bytes_ == 0) {
    QIAO_TRY(auto file, key_value_.NewSortedFile(Family::kIndex));
    files_.push_back(std::move(file));
  }
  bytes_ += key.size();
  return files_.back()->Put(key, {});
}

base::Result<std::vector<std::unique_ptr<KeyValue::SortedFile>>> EntryFiles::Finish() {
  if (!files_.empty()) QIAO_CHECK(files_.back()->Finish());
  return std::move(files_);
}

}  // namespace qiao::storage
