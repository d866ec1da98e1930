#include "query/exec/part_numbers.h"

#include <algorithm>
#include <functional>

namespace qiao::query {

using base::Result;

PartNumbers::PartNumbers(std::vector<Evaluator*> evaluators, Slot entity, const Environment& env)
    : env_(env),
      evaluators_(std::move(evaluators)),
      groups_(evaluators_.size()),
      entity_(entity),
      by_entity_(entity != kNoSlot),
      entities_(1) {}

void PartNumbers::Clear() {
  groups_.Clear();
  words_.Clear();
  ForgetEntities();
  by_entity_ = entity_ != kNoSlot;
  rows_seen_ = 0;
  last_entity_ = 0;
}

void PartNumbers::ForgetEntities() {
  entities_.Clear();
  entity_words_.Clear();
  group_of_.clear();
}

size_t PartNumbers::HeapSize() const {
  return groups_.HeapSize() + words_.HeapSize() + entities_.HeapSize() + entity_words_.HeapSize() +
         group_of_.capacity() * sizeof(uint32_t);
}

Result<void> PartNumbers::Number(const Batch& batch, std::vector<uint32_t>& numbers) {
  if (!by_entity_ || !batch.Has(entity_)) return NumberRows(RowSet(batch), numbers);
  const Column& entities = batch.Get(entity_);
  const bool are_entities = entities.form() == Form::kNodes || entities.form() == Form::kEdges;
  if (!are_entities || entities.constant() || GoesUp(entities)) return NumberRows(RowSet(batch), numbers);
  return NumberByEntity(batch, numbers);
}

// Every entity comes after the one before, also after those of the last batch that went up: as from a scan, none of
// them comes again.
bool PartNumbers::GoesUp(const Column& entities) {
  if (entities.has_nulls()) return false;
  const std::span<const uint64_t> words(entities.words(), entities.size());
  if (words.empty() || (last_entity_ != 0 && words.front() <= last_entity_)) return false;
  if (std::ranges::adjacent_find(words, std::ranges::greater_equal()) != words.end()) return false;
  last_entity_ = words.back();
  return true;
}

Result<std::span<const Column* const>> PartNumbers::Keys(const RowSet& rows) {
  columns_.clear();
  for (Evaluator* key : evaluators_) {
    QIAO_TRY(const Column* column, key->Evaluate(rows));
    columns_.push_back(column);
  }
  return std::span<const Column* const>(columns_);
}

Result<void> PartNumbers::NumberRows(const RowSet& rows, std::vector<uint32_t>& numbers) {
  QIAO_TRY(const auto keys, Keys(rows));
  if (keys.size() == 1) return NumberWords(*keys[0], rows.size(), groups_, words_, numbers);
  return groups_.Insert(keys, rows.size(), numbers);
}

Result<void> PartNumbers::NumberWords(const Column& key, size_t rows, KeyTable& table, WordGroups& words,
                                      std::vector<uint32_t>& numbers) {
  const Column* unknown_key = &key;
  if (!words.Find(key, numbers, unknown_)) {
    QIAO_CHECK(table.Insert({&unknown_key, 1}, rows, numbers));
    words.Learn(key, numbers, table.Part(0));
    return {};
  }
  if (unknown_.empty()) return {};
  key_.Gather(key, unknown_);
  unknown_key = &key_;
  QIAO_CHECK(table.Insert({&unknown_key, 1}, unknown_.size(), unknown_groups_));
  words.Learn(key_, unknown_groups_, table.Part(0));
  for (size_t i = 0; i < unknown_.size(); ++i) numbers[unknown_[i]] = unknown_groups_[i];
  return {};
}

Result<void> PartNumbers::NumberByEntity(const Batch& batch, std::vector<uint32_t>& numbers) {
  if (epoch_ != env_.epoch) ForgetEntities();
  epoch_ = env_.epoch;
  const Column* entities = &batch.Get(entity_);
  size_t known = entities_.size();
  QIAO_CHECK(NumberWords(*entities, batch.rows(), entities_, entity_words_, numbers));
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
