// Aggregate: rows by their keys. What comes after memory has run out is put aside by a GroupSpill.
#include <algorithm>
#include <numeric>

#include "query/exec/make.h"
#include "query/exec/spill/group_spill.h"

namespace qiao::query {

using base::Result;
using base::Value;

namespace {

class AggregateOperator : public UnaryOperator {
 public:
  AggregateOperator(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<EvaluatorPtr> keys,
                    std::vector<std::vector<EvaluatorPtr>> arguments)
      : UnaryOperator(env, node, std::move(input)),
        step_(std::get<Aggregate>(node.step)),
        arguments_(std::move(arguments)),
        groups_(step_.keys, std::move(keys), env),
        items_(MakeItems(step_, env.functions)),
        memory_(env.memory, "aggregation", meter_) {}

  Result<void> Open() override {
    groups_.Clear();
    for (const auto& item : items_) item->Clear();
    QIAO_CHECK(memory_.Set(0));
    spill_.reset();
    read_ = false;
    next_group_ = 0;
    return input_->Open();
  }

 protected:
  Result<bool> Pull(Batch& out) override {
    if (!read_) QIAO_CHECK(ReadAll());
    if (spill_ != nullptr) {
      auto more = spill_->Next(out);
      if (!more) return Located(std::move(more).error());
      return more;
    }
    const size_t count = std::min(group_count() - next_group_, env_.batch_rows);
    if (count == 0) return false;
    QIAO_CHECK(env_.interrupt.Tick(count));
    numbers_.resize(count);
    std::iota(numbers_.begin(), numbers_.end(), static_cast<uint32_t>(next_group_));
    for (size_t part = 0; part < step_.keys.size(); ++part) {
      out.Put(step_.keys[part].slot).Gather(groups_.Key(part), numbers_);
    }
    for (const auto& item : items_) {
      Column& column = out.Put(item->slot());
      for (size_t i = 0; i < count; ++i) {
        auto value = item->Finish(next_group_ + i);
        if (!value) return Located(std::move(value).error());
        column.Append(*std::move(value));
      }
    }
    out.SetRows(count);
    next_group_ += count;
    return true;
  }

 private:
  // Without keys there is one group, whether rows come or not.
  size_t group_count() const { return step_.keys.empty() ? 1 : groups_.size(); }

  Result<void> ReadAll() {
    read_ = true;
    const bool measure = env_.memory.limit != SIZE_MAX || env_.profile;
    while (true) {
      QIAO_TRY(const bool more, input_->Next(batch_));
      if (!more) break;
      QIAO_CHECK(env_.interrupt.Tick(batch_.rows()));
      if (spill_ != nullptr) {
        QIAO_CHECK(PutAside());
        continue;
      }
      if (step_.keys.empty()) {
        numbers_.assign(batch_.rows(), 0);
      } else {
        QIAO_CHECK(groups_.Number(batch_, numbers_));
      }
      size_t bytes = groups_.HeapSize();
      for (size_t i = 0; i < items_.size(); ++i) {
        QIAO_TRY(const auto arguments, Arguments(i));
        QIAO_CHECK(items_[i]->Take(batch_, arguments, numbers_, group_count(), measure));
        bytes += items_[i]->HeapSize();
      }
      auto fits = memory_.Set(bytes);
      if (!fits) return Located(std::move(fits).error());
      if (!step_.keys.empty() && memory_.ShouldSpill()) {
        spill_ = std::make_unique<GroupSpill>(env_, step_, memory_, groups_, items_);
      }
    }
    for (const auto& item : items_) item->Resize(group_count());
    if (spill_ == nullptr) return {};
    auto finished = spill_->Finish();
    if (!finished) return Located(std::move(finished).error());
    return {};
  }

  // The arguments of an item for the rows of the batch.
  Result<std::span<const Column* const>> Arguments(size_t item) {
    columns_.clear();
    for (const EvaluatorPtr& argument : arguments_[item]) {
      QIAO_TRY(const Column* column, argument->Evaluate(RowSet(batch_)));
      columns_.push_back(column);
    }
    return std::span<const Column* const>(columns_);
  }

  Result<void> PutAside() {
    QIAO_TRY(const auto keys, groups_.Keys(RowSet(batch_)));
    spill_->Begin(batch_, keys);
    for (size_t i = 0; i < items_.size(); ++i) {
      QIAO_TRY(const auto arguments, Arguments(i));
      spill_->AddArguments(i, arguments);
    }
    auto added = spill_->Add();
    if (!added) return Located(std::move(added).error());
    return {};
  }

  const Aggregate& step_;
  std::vector<std::vector<EvaluatorPtr>> arguments_;  // of the items
  GroupNumbers groups_;
  AggregateItems items_;
  MemoryUse memory_;
  Batch batch_;
  std::unique_ptr<GroupSpill> spill_;  // once memory has run out
  std::vector<const Column*> columns_;
  std::vector<uint32_t> numbers_;
  bool read_ = false;
  size_t next_group_ = 0;
};

}  // namespace

MadeOperator MakeAggregate(Environment& env, const PlanNode& node, OperatorPtr input) {
  const auto& step = std::get<Aggregate>(node.step);
  std::vector<EvaluatorPtr> keys;
  for (const Assigned& key : step.keys) {
    QIAO_TRY(EvaluatorPtr evaluator, MakeEvaluator(*key.expression, env));
    keys.push_back(std::move(evaluator));
  }
  std::vector<std::vector<EvaluatorPtr>> arguments;
  for (const Aggregate::Item& item : step.items) {
    QIAO_TRY(std::vector<EvaluatorPtr> evaluators, MakeEvaluators(item.arguments, env));
    arguments.push_back(std::move(evaluators));
  }
  return OperatorPtr(
      std::make_unique<AggregateOperator>(env, node, std::move(input), std::move(keys), std::move(arguments)));
}

}  // namespace qiao::query
