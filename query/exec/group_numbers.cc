#include "query/exec/group_numbers.h"

#include <algorithm>
#include <functional>

#include "query/plan/slot_set.h"

namespace qiao::query {

using base::Result;

namespace {

// The slot from which all keys are computed; kNoSlot when there are several, or nothing is computed at all.
Slot OnlySlot(const std::vector<Assigned>& keys) {
  Slot only = kNoSlot;
  bool computed = false;
  for (const Assigned& key : keys) {
    if (IsVolatile(*key.expression)) return kNoSlot;
    computed |= key.expression->kind != ExpressionKind::kSlot;
    for (Slot slot : SlotsOf(*key.expression)) {
      if (only != kNoSlot && only != slot) return kNoSlot;
      only = slot;
    }
  }
  return computed ? only : kNoSlot;
}

}  // namespace

GroupNumbers::GroupNumbers(const std::vector<Assigned>& keys, std::vector<EvaluatorPtr> evaluators,
                           const Environment& env)
    : env_(env),
      evaluators_(std::move(evaluators)),
      groups_(evaluators_.size()),
      entity_(OnlySlot(keys)),
      by_entity_(entity_ != kNoSlot),
      entities_(1) {}

void GroupNumbers::Clear() {
  groups_.Clear();
  words_.Clear();
  ForgetEntities();
  by_entity_ = entity_ != kNoSlot;
  rows_seen_ = 0;
  last_entity_ = 0;
}

void GroupNumbers::ForgetEntities() {
  entities_.Clear();
  group_of_.clear();
}

size_t GroupNumbers::HeapSize() const {
  return groups_.HeapSize() + words_.HeapSize() + entities_.HeapSize() + group_of_.capacity() * sizeof(uint32_t);
}

Result<void> GroupNumbers::Number(const Batch& batch, std::vector<uint32_t>& numbers) {
  if (!by_entity_ || !batch.Has(entity_)) return NumberRows(RowSet(batch), numbers);
  const Column& entities = batch.Get(entity_);
  const bool are_entities = entities.form() == Form::kNodes || entities.form() == Form::kEdges;
  if (!are_entities || entities.constant() || GoesUp(entities)) return NumberRows(RowSet(batch), numbers);
  return NumberByEntity(batch, numbers);
}

// Every entity comes after the one before, also after those of the last batch that went up: as from a scan, none of
// them comes again.
bool GroupNumbers::GoesUp(const Column& entities) {
  if (entities.has_nulls()) return false;
  const std::span<const uint64_t> words(entities.words(), entities.size());
  if (words.empty() || (last_entity_ != 0 && words.front() <= last_entity_)) return false;
  if (std::ranges::adjacent_find(words, std::ranges::greater_equal()) != words.end()) return false;
  last_entity_ = words.back();
  return true;
}

Result<void> GroupNumbers::Merge(const GroupNumbers& later, std::vector<uint32_t>& numbers) {
  columns_.clear();
  for (size_t part = 0; part < evaluators_.size(); ++part) columns_.push_back(&later.groups_.Part(part));
  return groups_.Insert(columns_, later.groups_.size(), numbers);
}

Result<std::span<const Column* const>> GroupNumbers::Keys(const RowSet& rows) {
  columns_.clear();
  for (const EvaluatorPtr& key : evaluators_) {
    QIAO_TRY(const Column* column, key->Evaluate(rows));
    columns_.push_back(column);
  }
  return std::span<const Column* const>(columns_);
}

Result<void> GroupNumbers::NumberRows(const RowSet& rows, std::vector<uint32_t>& numbers) {
  QIAO_TRY(const auto keys, Keys(rows));
  if (keys.size() == 1) return NumberWords(*keys[0], rows.size(), numbers);
  return groups_.Insert(keys, rows.size(), numbers);
}

Result<void> GroupNumbers::NumberWords(const Column& key, size_t rows, std::vector<uint32_t>& numbers) {
  const Column* unknown_key = &key;
  if (!words_.Find(key, numbers, unknown_)) {
    QIAO_CHECK(groups_.Insert({&unknown_key, 1}, rows, numbers));
    words_.Learn(key, numbers, groups_.Part(0));
    return {};
  }
  if (unknown_.empty()) return {};
  key_.Gather(key, unknown_);
  unknown_key = &key_;
  QIAO_CHECK(groups_.Insert({&unknown_key, 1}, unknown_.size(), unknown_groups_));
  words_.Learn(key_, unknown_groups_, groups_.Part(0));
  for (size_t i = 0; i < unknown_.size(); ++i) numbers[unknown_[i]] = unknown_groups_[i];
  return {};
}

Result<void> GroupNumbers::NumberByEntity(const Batch& batch, std::vector<uint32_t>& numbers) {
  if (epoch_ != env_.epoch) ForgetEntities();
  epoch_ = env_.epoch;
  const Column* entities = &batch.Get(entity_);
  size_t known = entities_.size();
  QIAO_CHECK(entities_.Insert({&entities, 1}, batch.rows(), numbers));
  new_rows_.clear();
  for (uint32_t row = 0; row < batch.rows(); ++row) {
    if (numbers[row] != known) continue;
    new_rows_.push_back(row);
    ++known;
  }
  if (!new_rows_.empty()) {
    QIAO_CHECK(NumberRows(RowSet(batch, new_rows_), new_groups_));
    group_of_.insert(group_of_.end(), new_groups_.begin(), new_groups_.end());
  }
  for (uint32_t& number : numbers) number = group_of_[number];
  rows_seen_ += batch.rows();
  if (rows_seen_ > kTrialRows && entities_.size() * 2 > rows_seen_) {
    by_entity_ = false;
    ForgetEntities();
  }
  return {};
}

}  // namespace qiao::query
