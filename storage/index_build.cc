#include "storage/index_build.h"

#include "storage/constraint.h"
#include "storage/index_entries.h"

namespace qiao::storage {
namespace {

constexpr size_t kBatchBytes = 8 << 20;
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
  QIAO_CHECK(ForEachEntity(view, rule, [&](uint64_t entity) -> base::Result<void> {
    if (faults.more()) return {};
    auto fits = CheckEntity(view, rule, entity);
    if (fits) return {};
    if (fits.error().code != base::ErrorCode::kConstraint) return fits;
    faults.Add(std::move(fits).error());
    return {};
  }));
  return faults.Done();
}

// Entries with equal values stand side by side.
base::Result<void> CheckUniqueness(KeyValue& store, const View& view, const Rule& rule) {
  Faults faults(rule);
  const auto snapshot = store.TakeSnapshot();
  auto cursor = store.Scan(*snapshot, Family::kIndex, RulePrefix(rule.id));
  std::string before;
  std::vector<uint64_t> alike;  // the entities before that have the same key: more than one only by chance, see text
  while (!faults.more()) {
    QIAO_TRY(const bool found, cursor->Next());
    if (!found) break;
    if (before.empty() || WithoutEntity(before) != WithoutEntity(cursor->key())) alike.clear();
    before = cursor->key();
    const uint64_t entity = EntityOf(before);
    bool same = false;
    for (size_t i = 0; i < alike.size() && !same; ++i) {
      QIAO_TRY(const auto values, ValuesOf(view, rule, alike[i]));
      QIAO_TRY(const auto others, ValuesOf(view, rule, entity));
      if (!Equal(values, values)) break;  // NaN
      same = Equal(values, others);
      if (same) faults.Add(NotUnique(view, rule, alike[i], values));
    }
    if (!same) alike.push_back(entity);
  }
  return faults.Done();
}

base::Result<void> RemoveEntries(KeyValue& store, Durability durability, const Rule& rule) {
  const std::string prefix = RulePrefix(rule.id);
  const auto snapshot = store.TakeSnapshot();
  QIAO_TRY(const bool any, store.Scan(*snapshot, Family::kIndex, prefix)->Next());
  if (!any) return {};
  auto batch = store.NewBatch();
  batch->DeleteRange(Family::kIndex, prefix, Behind(prefix));
  return store.Write(std::move(batch), durability);
}

base::Result<void> WriteEntries(KeyValue& store, Durability durability, const View& view, const Rule& rule) {
  auto batch = store.NewBatch();
  QIAO_CHECK(ForEachEntry(view, rule, [&](std::string_view key) -> base::Result<void> {
    batch->Put(Family::kIndex, key, {});
    if (batch->bytes() < kBatchBytes) return {};
    return store.Write(std::exchange(batch, store.NewBatch()), durability);
  }));
  return store.Write(std::move(batch), durability);
}

}  // namespace

base::Result<void> BuildRule(KeyValue& store, Durability durability, const View& view, const Rule& rule) {
  if (durability == Durability::kSync) durability = Durability::kSystem;
  if (rule.is_constraint() && rule.kind != RuleKind::kUnique) QIAO_CHECK(CheckEntities(view, rule));
  if (!rule.has_entries()) return {};
  QIAO_CHECK(RemoveEntries(store, durability, rule));
  QIAO_CHECK(WriteEntries(store, durability, view, rule));
  if (!rule.is_unique()) return {};
  auto unique = CheckUniqueness(store, view, rule);
  if (unique) return {};
  QIAO_CHECK(RemoveEntries(store, durability, rule));
  return unique;
}

}  // namespace qiao::storage
