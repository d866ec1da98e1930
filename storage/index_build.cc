#include "storage/index_build.h"

#include "storage/bulk/rule_entries.h"
#include "storage/constraint.h"
#include "storage/index_entries.h"

namespace qiao::storage {
namespace {

// So few bytes of entries go into a batch: a file of their own would cost more.
constexpr size_t kBatchBytes = 1 << 20;
constexpr size_t kMostFaults = 5;

// The first faults, and whether there are more.
class Faults {
 public:
  explicit Faults(const Rule& rule) : rule_(rule) {}
  void Add(base::Error fault) {
    if (faults_.size() < kMostFaults) {
      faults_.push_back(std::move(fault));
    } else {
      more_ = true;
    }
  }
  bool more() const { return more_; }
  base::Result<void> Done() const {
    if (faults_.empty()) return {};
    return BrokenByData(rule_, faults_, more_);
  }

 private:
  const Rule& rule_;
  std::vector<base::Error> faults_;
  bool more_ = false;
};

base::Result<void> CheckEntities(const View& view, const Rule& rule) {
  Faults faults(rule);
  QIAO_CHECK(ForEachValues(view, rule, [&](uint64_t entity, std::span<const base::Value> values) -> base::Result<void> {
    if (faults.more() || !BrokenKey(rule, values)) return {};
    auto fits = CheckEntity(view, rule, entity);
    if (fits) return {};
    if (fits.error().code != base::ErrorCode::kConstraint) return fits;
    faults.Add(std::move(fits).error());
    return {};
  }));
  return faults.Done();
}

// Into a batch; into files once there are many.
class EntryWriter {
 public:
  EntryWriter(KeyValue& store, Durability durability)
      : store_(store), durability_(durability), files_(store), batch_(store.NewBatch()) {}

  base::Result<void> Put(std::string_view key) {
    if (batch_ != nullptr && batch_->bytes() < kBatchBytes) {
      batch_->Put(Family::kIndex, key, {});
      return {};
    }
    return files_.Put(key);
  }
  base::Result<void> Finish() {
    QIAO_CHECK(store_.Write(std::move(batch_), durability_));
    QIAO_TRY(auto files, files_.Finish());
    return files.empty() ? base::Result<void>() : store_.Ingest(std::move(files));
  }

 private:
  KeyValue& store_;
  const Durability durability_;
  EntryFiles files_;
  std::unique_ptr<KeyValue::Batch> batch_;
};

base::Result<void> WriteEntries(KeyValue& store, Durability durability, const View& view, const Rule& rule,
                                std::string spill_folder) {
  RuleEntries entries(rule, std::move(spill_folder), kBuildBytes);
  std::string records;
  QIAO_CHECK(ForEachValues(view, rule, [&](uint64_t entity, std::span<const base::Value> values) -> base::Result<void> {
    records.clear();
    entries.PutRecords(values, entity, 0, records);
    return entries.Add(records);
  }));
  EntryWriter writer(store, durability);
  Faults faults(rule);
  QIAO_CHECK(entries.Finish({.put = [&](std::string_view key) { return writer.Put(key); },
                             .duplicate = [&](const Duplicate& duplicate) -> base::Result<void> {
                               faults.Add(BothHave(view, rule, duplicate.first, duplicate.entity, duplicate.values));
                               return faults.more() ? faults.Done() : base::Result<void>();
                             }}));
  QIAO_CHECK(faults.Done());
  return writer.Finish();
}

}  // namespace

// One by one. RocksDB would also delete a range at once, but when its compaction has nothing but deleted ranges to
// write, and that fails (a full disk), an assertion of it ends the process.
base::Result<void> RemoveEntries(KeyValue& store, Durability durability, uint32_t rule) {
  const auto snapshot = store.TakeSnapshot();
  auto cursor = store.Scan(*snapshot, Family::kIndex, RulePrefix(rule));
  std::unique_ptr<KeyValue::Batch> batch;
  while (true) {
    QIAO_TRY(const bool found, cursor->Next());
    if (!found) break;
    if (!batch) batch = store.NewBatch();
    batch->Delete(Family::kIndex, cursor->key());
    if (batch->bytes() >= kBatchBytes) QIAO_CHECK(store.Write(std::move(batch), durability));
  }
  if (batch) QIAO_CHECK(store.Write(std::move(batch), durability));
  return {};
}

base::Result<void> BuildRule(KeyValue& store, Durability durability, const View& view, const Rule& rule,
                             std::string spill_folder) {
  if (durability == Durability::kSync) durability = Durability::kSystem;
  if (rule.is_constraint() && rule.kind != RuleKind::kUnique) QIAO_CHECK(CheckEntities(view, rule));
  if (!rule.has_entries()) return {};
  QIAO_CHECK(RemoveEntries(store, durability, rule.id));
  return WriteEntries(store, durability, view, rule, std::move(spill_folder));
}

}  // namespace qiao::storage
