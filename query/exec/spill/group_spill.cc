#include "query/exec/spill/group_spill.h"

#include <algorithm>
#include <numeric>

namespace qiao::query {

using base::Result;

GroupSpill::GroupSpill(Environment& env, const Aggregate& step, MemoryUse& memory, GroupNumbers& groups,
                       const AggregateItems& items)
    : env_(env),
      step_(step),
      known_(groups),
      known_items_(items),
      rows_memory_(env.memory, memory.operator_name(), nullptr),
      groups_memory_(env.memory, memory.operator_name(), nullptr),
      results_memory_(env.memory, memory.operator_name(), nullptr),
      finished_(groups.size(), 0),
      new_(step.keys.size()),
      new_items_(MakeItems(step, env.functions)),
      order_slot_(env.next_slot++),
      order_{{{.slot = order_slot_}}},
      results_(env, results_memory_, order_, result_slots_) {
  std::vector<Slot> slots;
  for (const Assigned& key : step.keys) key_slots_.push_back(key.slot);
  slots = key_slots_;
  result_slots_ = key_slots_;
  for (const Aggregate::Item& item : step.items) {
    std::vector<Slot>& arguments = argument_slots_.emplace_back();
    for (size_t i = 0; i < item.arguments.size(); ++i) arguments.push_back(env.next_slot++);
    slots.insert(slots.end(), arguments.begin(), arguments.end());
    result_slots_.push_back(item.slot);
  }
  result_slots_.push_back(order_slot_);
  std::ranges::sort(slots);
  std::ranges::sort(result_slots_);
  rows_.emplace(env, rows_memory_, key_slots_, std::move(slots), groups.size());
}

void GroupSpill::Begin(const Batch& batch, std::span<const Column* const> keys) {
  row_.Clear();
  row_.SetRows(batch.rows());
  row_.times() = batch.times();
  for (size_t part = 0; part < keys.size(); ++part) row_.Put(key_slots_[part]) = *keys[part];
}

void GroupSpill::AddArguments(size_t item, std::span<const Column* const> arguments) {
  for (size_t i = 0; i < arguments.size(); ++i) row_.Put(argument_slots_[item][i]) = *arguments[i];
}

Result<void> GroupSpill::Add() { return rows_->Add(row_); }

std::vector<const Column*> GroupSpill::ColumnsOf(const Batch& rows, const std::vector<Slot>& slots) {
  std::vector<const Column*> columns;
  for (const Slot slot : slots) columns.push_back(&rows.Get(slot));
  return columns;
}

Result<void> GroupSpill::Finish() {
  QIAO_CHECK(rows_->Finish());
  Batch rows;
  while (true) {
    bool fresh = false;
    QIAO_TRY(const bool more, rows_->Next(rows, fresh));
    if (!more) break;
    if (fresh) QIAO_CHECK(FinishGroups());
    QIAO_CHECK(Feed(rows));
  }
  QIAO_CHECK(FinishGroups());
  for (uint32_t group = 0; group < finished_.size(); ++group) {
    if (finished_[group] == 0) touched_.push_back(group);
    if (touched_.size() == env_.batch_rows) QIAO_CHECK(FinishGroups());
  }
  QIAO_CHECK(FinishGroups());
  return results_.Finish();
}

Result<bool> GroupSpill::Next(Batch& out) { return results_.Next(out); }

// Rows of groups that were there before memory ran out go to those, the others make new ones.
Result<void> GroupSpill::Feed(const Batch& rows) {
  known_.Find(ColumnsOf(rows, key_slots_), rows.rows(), numbers_);
  Numbers known_rows, known_numbers, new_rows;
  for (uint32_t row = 0; row < rows.rows(); ++row) {
    if (numbers_[row] == KeyTable::kAbsent) {
      new_rows.push_back(row);
      continue;
    }
    known_rows.push_back(row);
    known_numbers.push_back(numbers_[row]);
    if (std::exchange(finished_[numbers_[row]], 1) == 0) touched_.push_back(numbers_[row]);
  }
  Batch part;
  if (!known_rows.empty()) {
    part.GatherFrom(rows, known_rows, rows.filled());
    QIAO_CHECK(Feed(part, known_numbers, known_.size(), known_items_));
  }
  if (new_rows.empty()) return {};
  part.GatherFrom(rows, new_rows, rows.filled());
  QIAO_CHECK(new_.Insert(ColumnsOf(part, key_slots_), part.rows(), numbers_));
  const Column& row_numbers = part.Get(rows_->number_slot());
  for (size_t row = 0; row < part.rows(); ++row) {
    if (numbers_[row] == first_rows_.size()) first_rows_.push_back(row_numbers.Word(row));
  }
  QIAO_CHECK(Feed(part, numbers_, new_.size(), new_items_));
  size_t bytes = new_.HeapSize();
  for (const auto& item : new_items_) bytes += item->HeapSize();
  return groups_memory_.Set(bytes);
}

Result<void> GroupSpill::Feed(const Batch& rows, const Numbers& numbers, size_t group_count,
                              const AggregateItems& items) {
  for (size_t i = 0; i < items.size(); ++i) {
    QIAO_CHECK(items[i]->Take(rows, ColumnsOf(rows, argument_slots_[i]), numbers, group_count, true));
  }
  return {};
}

template <class GatherKey, class NumberOf>
Result<void> GroupSpill::Emit(const Numbers& groups, const AggregateItems& items, const GatherKey& gather,
                              const NumberOf& number) {
  if (groups.empty()) return {};
  Batch results;
  for (size_t part = 0; part < key_slots_.size(); ++part) gather(part, results.Put(key_slots_[part]));
  for (const auto& item : items) {
    Column& column = results.Put(item->slot());
    for (const uint32_t group : groups) {
      QIAO_TRY(base::Value value, item->Finish(group));
      column.Append(std::move(value));
      item->Release(group);
    }
  }
  uint64_t* numbers = results.Put(order_slot_).AppendWords(Form::kIntegers, groups.size());
  for (size_t i = 0; i < groups.size(); ++i) numbers[i] = number(groups[i]);
  results.SetRows(groups.size());
  return results_.Add(results);
}

// No row to come belongs to the groups at hand.
Result<void> GroupSpill::FinishGroups() {
  numbers_.resize(new_.size());
  std::iota(numbers_.begin(), numbers_.end(), 0);
  for (const auto& item : new_items_) item->Resize(new_.size());
  QIAO_CHECK(Emit(
      numbers_, new_items_, [&](size_t part, Column& out) { out.Gather(new_.Part(part), numbers_); },
      [&](uint32_t group) { return first_rows_[group]; }));
  QIAO_CHECK(Emit(
      touched_, known_items_, [&](size_t part, Column& out) { known_.GatherKey(part, touched_, out); },
      [](uint32_t group) { return uint64_t{group}; }));
  new_.Clear();
  for (const auto& item : new_items_) item->Clear();
  first_rows_.clear();
  touched_.clear();
  return groups_memory_.Set(0);
}

}  // namespace qiao::query
