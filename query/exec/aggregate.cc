// Aggregate: rows by their keys, by several threads where that is possible. What comes after memory has run out is put
// aside by a GroupSpill.
#include <algorithm>
#include <numeric>

#include "query/exec/aggregate_lanes.h"
#include "query/exec/make.h"
#include "query/exec/spill/group_spill.h"

namespace qiao::query {

using base::Result;
using base::Value;

namespace {

class AggregateOperator : public UnaryOperator {
 public:
  AggregateOperator(Environment& env, const PlanNode& node, OperatorPtr input, std::unique_ptr<Grouping> groups,
                    std::unique_ptr<AggregateLanes> lanes)
      : UnaryOperator(env, node, std::move(input)),
        step_(std::get<Aggregate>(node.step)),
        groups_(std::move(groups)),
        lanes_(std::move(lanes)),
        memory_(env.memory, "aggregation", meter_) {}

  Result<void> Open() override {
    groups_->Clear();
    QIAO_CHECK(memory_.Set(0));
    spill_.reset();
    read_ = false;
    next_group_ = 0;
    return {};
  }

 protected:
  Result<bool> Pull(Batch& out) override {
    if (!read_) QIAO_CHECK(ReadAll());
    if (spill_ != nullptr) {
      auto more = spill_->Next(out);
      if (!more) return Located(std::move(more).error());
      return more;
    }
    const size_t count = std::min(groups_->group_count() - next_group_, env_.batch_rows);
    if (count == 0) return false;
    QIAO_CHECK(env_.interrupt.Tick(count));
    numbers_.resize(count);
    std::iota(numbers_.begin(), numbers_.end(), static_cast<uint32_t>(next_group_));
    for (size_t part = 0; part < step_.keys.size(); ++part) {
      groups_->numbers().GatherKey(part, numbers_, out.Put(step_.keys[part].slot));
    }
    for (const auto& item : groups_->items()) {
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
  Result<void> ReadAll() {
    read_ = true;
    const bool measure = env_.memory.limit != SIZE_MAX || env_.profile;
    bool grouped = false;
    if (lanes_ != nullptr) {
      QIAO_TRY(grouped, lanes_->GroupAll(*groups_, measure));
    }
    if (!grouped) {
      QIAO_CHECK(GroupRows(measure));
    } else if (auto fits = memory_.Set(groups_->HeapSize()); !fits) {
      return Located(std::move(fits).error());
    }
    for (const auto& item : groups_->items()) item->Resize(groups_->group_count());
    if (spill_ == nullptr) return {};
    auto finished = spill_->Finish();
    if (!finished) return Located(std::move(finished).error());
    return {};
  }

  Result<void> GroupRows(bool measure) {
    QIAO_CHECK(input_->Open());
    while (true) {
      QIAO_TRY(const bool more, input_->Next(batch_));
      if (!more) return {};
      QIAO_CHECK(env_.interrupt.Tick(batch_.rows()));
      if (spill_ != nullptr) {
        QIAO_CHECK(PutAside());
        continue;
      }
      QIAO_CHECK(groups_->Take(batch_, measure));
      auto fits = memory_.Set(groups_->HeapSize());
      if (!fits) return Located(std::move(fits).error());
      if (!step_.keys.empty() && memory_.ShouldSpill()) {
        spill_ = std::make_unique<GroupSpill>(env_, step_, memory_, groups_->numbers(), groups_->items());
      }
    }
  }

  Result<void> PutAside() {
    QIAO_TRY(const auto keys, groups_->numbers().Keys(RowSet(batch_)));
    spill_->Begin(batch_, keys);
    for (size_t i = 0; i < groups_->items().size(); ++i) {
      QIAO_TRY(const auto arguments, groups_->Arguments(i, batch_));
      spill_->AddArguments(i, arguments);
    }
    auto added = spill_->Add();
    if (!added) return Located(std::move(added).error());
    return {};
  }

  const Aggregate& step_;
  std::unique_ptr<Grouping> groups_;
  std::unique_ptr<AggregateLanes> lanes_;  // nullptr: one thread
  MemoryUse memory_;
  Batch batch_;
  std::unique_ptr<GroupSpill> spill_;  // once memory has run out
  std::vector<uint32_t> numbers_;
  bool read_ = false;
  size_t next_group_ = 0;
};

}  // namespace

MadeOperator MakeAggregate(Environment& env, const PlanNode& node, OperatorPtr input, const SlotSet& needed) {
  QIAO_TRY(auto groups, Grouping::Make(std::get<Aggregate>(node.step), env));
  auto lanes = node.parallel ? std::make_unique<AggregateLanes>(node, needed, env) : nullptr;
  return OperatorPtr(
      std::make_unique<AggregateOperator>(env, node, std::move(input), std::move(groups), std::move(lanes)));
}

}  // namespace qiao::query
