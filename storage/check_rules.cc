#include "storage/check_rules.h"

#include <algorithm>
#include <unordered_map>

#include "storage/chunk_reader.h"
#include "storage/constraint.h"
#include "storage/index_entries.h"
#include "storage/index_key.h"

namespace qiao::storage {
namespace {

using base::ErrorCode;
using base::MakeError;

std::string NameOf(const Rule& rule, uint64_t entity) {
  return fmt::format("{}({})", rule.relationship ? "Relationship" : "Node", entity);
}

// What the graph asks for less what stands there, over the entities of one run. Sums of hashes are compared before
// single entries are: the two sides come in different orders, and hardly ever differ.
struct Sum {
  uint64_t count = 0;
  uint64_t hashes = 0;
  bool whole() const { return count == 0 && hashes == 0; }
};

class RuleChecker {
 public:
  RuleChecker(const Snapshot& snapshot, const Rule& rule, Findings& findings, const std::function<bool()>& go_on)
      : snapshot_(snapshot), rule_(rule), findings_(findings), go_on_(go_on) {}

  base::Result<void> Run() {
    if (rule_.is_constraint() && rule_.kind != RuleKind::kUnique) QIAO_CHECK(CheckEntities());
    if (!rule_.has_entries()) return {};
    QIAO_CHECK(AddExpected());
    QIAO_CHECK(SubtractStored());
    std::erase_if(sums_, [](const auto& entry) { return entry.second.whole(); });
    if (sums_.empty()) return {};
    QIAO_CHECK(FindMissing());
    return FindSurplus();
  }

 private:
  static uint64_t RunOfEntity(uint64_t entity) { return entity / kRunRows; }

  base::Result<void> GoOn() {
    if (++steps_ % 4096 != 0 || go_on_()) return {};
    return MakeError(ErrorCode::kCancelled, "stopped");
  }

  std::unique_ptr<KeyValue::Cursor> Entries() const {
    const ChunkReader& chunks = snapshot_.chunks();
    return chunks.key_value().Scan(chunks.snapshot(), Family::kIndex, RulePrefix(rule_.id));
  }

  base::Result<void> CheckEntities() {
    return ForEachEntity(snapshot_, rule_, [&](uint64_t entity) -> base::Result<void> {
      QIAO_CHECK(GoOn());
      auto obeys = CheckEntity(snapshot_, rule_, entity);
      if (obeys) return {};
      if (obeys.error().code != ErrorCode::kConstraint) return obeys;
      AddBreach(entity, obeys.error());
      return {};
    });
  }

  base::Result<void> AddExpected() {
    return ForEachEntry(snapshot_, rule_, [&](std::string_view key) -> base::Result<void> {
      Sum& sum = sums_[RunOfEntity(EntityOf(key))];
      ++sum.count;
      sum.hashes += std::hash<std::string_view>()(key);
      return GoOn();
    });
  }

  // Entries with equal values stand side by side, so it also sees where a constraint is broken.
  base::Result<void> SubtractStored() {
    EqualEntries equal(snapshot_, rule_);
    auto cursor = Entries();
    while (true) {
      QIAO_TRY(const bool found, cursor->Next());
      if (!found) return {};
      QIAO_CHECK(GoOn());
      Sum& sum = sums_[RunOfEntity(EntityOf(cursor->key()))];
      --sum.count;
      sum.hashes -= std::hash<std::string_view>()(cursor->key());
      if (!rule_.is_unique()) continue;
      QIAO_TRY(const auto breach, equal.Add(cursor->key()));
      if (breach) AddBreach(EntityOf(cursor->key()), *breach);
    }
  }

  base::Result<void> FindMissing() {
    const ChunkReader& chunks = snapshot_.chunks();
    std::vector<std::string> keys;
    return ForEachEntity(snapshot_, rule_, [&](uint64_t entity) -> base::Result<void> {
      if (!sums_.contains(RunOfEntity(entity))) return {};
      QIAO_CHECK(GoOn());
      keys.clear();
      QIAO_CHECK(AddEntries(snapshot_, rule_, entity, keys));
      for (const std::string& key : keys) {
        QIAO_TRY(const auto stored, chunks.key_value().Get(chunks.snapshot(), Family::kIndex, key));
        if (stored) continue;
        QIAO_TRY(const auto values, ValuesOf(snapshot_, rule_, entity));
        findings_.Add(MakeError(ErrorCode::kCorruption, "index `{}` lacks the entry of {} for {}, under the key {}",
                                rule_.name, NameOf(rule_, entity), PropertiesText(snapshot_, rule_, values), Hex(key)));
      }
      return {};
    });
  }

  base::Result<void> FindSurplus() {
    std::vector<std::string> keys;
    auto cursor = Entries();
    while (true) {
      QIAO_TRY(const bool found, cursor->Next());
      if (!found) return {};
      const uint64_t entity = EntityOf(cursor->key());
      if (!sums_.contains(RunOfEntity(entity))) continue;
      QIAO_CHECK(GoOn());
      keys.clear();
      QIAO_CHECK(AddEntries(snapshot_, rule_, entity, keys));
      if (std::ranges::find(keys, cursor->key()) != keys.end()) continue;
      findings_.Add(MakeError(ErrorCode::kCorruption,
                              "index `{}` has an entry of {} that the graph doesn't ask for, under the key {}",
                              rule_.name, NameOf(rule_, entity), Hex(cursor->key())));
    }
  }

  void AddBreach(uint64_t entity, const base::Error& breach) {
    findings_.Add(MakeError(ErrorCode::kCorruption, "constraint `{}` is broken by {}: {}", rule_.name,
                            NameOf(rule_, entity), breach.Text()));
  }

  const Snapshot& snapshot_;
  const Rule& rule_;
  Findings& findings_;
  const std::function<bool()>& go_on_;
  std::unordered_map<uint64_t, Sum> sums_;  // by run
  uint64_t steps_ = 0;
};

}  // namespace

base::Result<void> CheckRule(const Snapshot& snapshot, const Rule& rule, Findings& findings,
                             const std::function<bool()>& go_on) {
  auto checked = RuleChecker(snapshot, rule, findings, go_on).Run();
  if (checked || checked.error().code == ErrorCode::kCancelled) return checked;
  // What can't be read can't be compared.
  findings.Add(checked.error());
  return {};
}

}  // namespace qiao::storage
