#include "query/exec/grouping.h"

#include <algorithm>

namespace qiao::query {

using base::Result;

Grouping::Grouping(const Aggregate& step, Environment& env, std::vector<EvaluatorPtr> keys)
    : step_(step), numbers_(step.keys, std::move(keys), env), items_(MakeItems(step, env.functions)) {}

Result<std::unique_ptr<Grouping>> Grouping::Make(const Aggregate& step, Environment& env) {
  std::vector<EvaluatorPtr> keys;
  for (const Assigned& key : step.keys) {
    QIAO_TRY(EvaluatorPtr evaluator, MakeEvaluator(*key.expression, env));
    keys.push_back(std::move(evaluator));
  }
  std::unique_ptr<Grouping> grouping(new Grouping(step, env, std::move(keys)));
  for (const Aggregate::Item& item : step.items) {
    QIAO_TRY(std::vector<EvaluatorPtr> evaluators, MakeEvaluators(item.arguments, env));
    grouping->arguments_.push_back(std::move(evaluators));
  }
  return grouping;
}

void Grouping::Clear() {
  numbers_.Clear();
  for (const auto& item : items_) item->Clear();
}

Result<void> Grouping::Take(const Batch& batch, bool measure) {
  if (step_.keys.empty()) {
    groups_.assign(batch.rows(), 0);
  } else {
    QIAO_CHECK(numbers_.Number(batch, groups_));
  }
  for (size_t i = 0; i < items_.size(); ++i) {
    QIAO_TRY(const auto arguments, Arguments(i, batch));
    QIAO_CHECK(items_[i]->Take(batch, arguments, groups_, group_count(), measure));
  }
  return {};
}

Result<std::span<const Column* const>> Grouping::Arguments(size_t item, const Batch& batch) {
  columns_.clear();
  for (const EvaluatorPtr& argument : arguments_[item]) {
    QIAO_TRY(const Column* column, argument->Evaluate(RowSet(batch)));
    columns_.push_back(column);
  }
  return std::span<const Column* const>(columns_);
}

bool Grouping::CanMerge() const {
  return std::ranges::all_of(items_, [](const auto& item) { return item->CanMerge(SIZE_MAX); });
}

bool Grouping::LooksMergeable() const {
  return std::ranges::all_of(items_, [](const auto& item) { return item->CanMerge(1); });
}

Result<void> Grouping::Merge(Grouping& later, bool measure) {
  if (step_.keys.empty()) {
    groups_.assign(1, 0);
  } else {
    QIAO_CHECK(numbers_.Merge(later.numbers_, groups_));
  }
  for (size_t i = 0; i < items_.size(); ++i) {
    QIAO_CHECK(items_[i]->Merge(*later.items_[i], groups_, group_count(), measure));
  }
  later.Clear();
  return {};
}

size_t Grouping::HeapSize() const {
  size_t bytes = numbers_.HeapSize();
  for (const auto& item : items_) bytes += item->HeapSize();
  return bytes;
}

}  // namespace qiao::query
