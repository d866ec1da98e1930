#include "storage/index_writes.h"

#include <algorithm>

#include "storage/constraint.h"
#include "storage/index_entries.h"

namespace qiao::storage {

void IndexWrites::MakeDirty(const EntityRef& entity, Touched& touched) {
  if (touched.dirty) return;
  touched.dirty = true;
  dirty_.push_back(entity);
}

void IndexWrites::Touch(EntityRef entity, uint64_t mark) {
  Touched& touched = touched_[entity];
  if (!touched.logged || touched.mark != mark) log_.push_back(entity);
  touched.logged = true;
  touched.mark = mark;
  MakeDirty(entity, touched);
}

void IndexWrites::RollbackTo(size_t touches) {
  for (size_t i = touches; i < log_.size(); ++i) MakeDirty(log_[i], touched_[log_[i]]);
  log_.resize(std::min(touches, log_.size()));
}

base::Result<void> IndexWrites::Settle(const View& before, const View& now, const Schema& schema) {
  while (!dirty_.empty()) {
    const EntityRef entity = dirty_.back();
    QIAO_CHECK(SettleOne(entity, before, now, schema));
    dirty_.pop_back();
    touched_[entity].dirty = false;
    unchecked_.push_back(entity);
  }
  return {};
}

base::Result<void> IndexWrites::SettleOne(const EntityRef& entity, const View& before, const View& now,
                                          const Schema& schema) {
  std::vector<std::string> old_keys, new_keys;
  for (const Rule& rule : schema.rules) {
    if (rule.relationship != entity.relationship) continue;
    QIAO_CHECK(AddEntries(before, rule, entity.id, old_keys));
    QIAO_CHECK(AddEntries(now, rule, entity.id, new_keys));
  }
  Touched& touched = touched_[entity];
  for (Entries::iterator entry : touched.entries) entries_.erase(entry);
  touched.entries.clear();
  // Rules come in the order of their numbers, and each gives its keys in order.
  std::vector<std::string> gone, come;
  std::ranges::set_difference(old_keys, new_keys, std::back_inserter(gone));
  std::ranges::set_difference(new_keys, old_keys, std::back_inserter(come));
  for (std::string& key : gone) touched.entries.push_back(entries_.emplace(std::move(key), false).first);
  for (std::string& key : come) touched.entries.push_back(entries_.emplace(std::move(key), true).first);
  return {};
}

base::Result<void> IndexWrites::CheckUnique(const View& before, const View& now, const Schema& schema) {
  QIAO_CHECK(Settle(before, now, schema));
  if (unchecked_.empty()) return {};
  std::ranges::sort(unchecked_, {}, [](const EntityRef& entity) { return entity.id; });
  for (const Rule& rule : schema.rules) {
    if (!rule.is_unique()) continue;
    UniqueCheck check(now, rule);
    for (const EntityRef& entity : unchecked_) {
      if (entity.relationship != rule.relationship) continue;
      for (Entries::iterator entry : touched_[entity].entries) {
        if (entry->second && check.IsOf(entry->first)) QIAO_CHECK(check.Check(entry->first));
      }
    }
  }
  unchecked_.clear();
  return {};
}

base::Result<void> IndexWrites::CheckAll(const View& before, const View& now, const Schema& schema) {
  QIAO_CHECK(CheckUnique(before, now, schema));
  for (const Rule& rule : schema.rules) {
    if (rule.kind != RuleKind::kKey && rule.kind != RuleKind::kExists && rule.kind != RuleKind::kType) continue;
    for (const auto& [entity, touched] : touched_) {
      if (entity.relationship == rule.relationship) QIAO_CHECK(CheckEntity(now, rule, entity.id));
    }
  }
  return {};
}

}  // namespace qiao::storage
