#include "query/exec/subplan.h"

#include <algorithm>

#include "query/exec/keyed_join.h"
#include "query/plan/plan_slots.h"

namespace qiao::query {

using base::Result;
using base::Value;

namespace {

template <class... Steps>
bool IsOneOf(const PlanStep& step) {
  return (std::holds_alternative<Steps>(step) || ...);
}

// Each of its rows comes from one row of the Argument, and rows keep the order of those.
bool WorksRowByRow(const PlanNode& plan) {
  if (HasEffects(plan)) return false;
  if (IsOneOf<Argument>(plan.step)) return true;
  if (IsKeyedJoin(plan)) return WorksRowByRow(*plan.inputs[0]);
  const bool row_by_row = IsOneOf<NodeScan, SeekById, IndexSeek, Expand, ExpandVariable, ExpandPattern, ShortestPath,
                                  Filter, Project, Unwind, Apply>(plan.step);
  return row_by_row && WorksRowByRow(*plan.inputs[0]);
}

// How many steps may give many rows for one; more than one, or one without bound, and the first row is better looked
// for row by row.
size_t FanOuts(const PlanNode& plan) {
  size_t count = 0;
  if (const auto* expand = std::get_if<Expand>(&plan.step)) {
    count = expand->into || expand->edge_bound ? 0 : 1;
  } else if (IsOneOf<IndexSeek>(plan.step)) {
    count = 1;
  } else if (IsOneOf<NodeScan, ExpandVariable, ExpandPattern, ShortestPath, Unwind, Apply, HashJoin>(plan.step)) {
    count = 2;
  }
  for (const PlanPtr& input : plan.inputs) count += FanOuts(*input);
  return count;
}

}  // namespace

Subplan::Subplan(const PlanNode& plan, const SlotSet& needed, Environment& env)
    : env_(env), position_(env.next_slot++) {
  CollectFreeSlots(plan, free_slots_);
  for (Slot slot : needed.Sorted()) CollectFreeSlots(plan, free_slots_, slot);
  std::ranges::sort(free_slots_);
  free_slots_.erase(std::unique(free_slots_.begin(), free_slots_.end()), free_slots_.end());
}

Result<std::unique_ptr<Subplan>> Subplan::Make(const PlanNode& plan, SlotSet needed, Purpose purpose,
                                               Environment& env) {
  std::unique_ptr<Subplan> subplan(new Subplan(plan, needed, env));
  subplan->at_once_ = WorksRowByRow(plan) && (purpose == Purpose::kRows || FanOuts(plan) <= 1);
  if (subplan->at_once_) needed.Add(subplan->position_);
  QIAO_TRY(subplan->root_, BuildOperator(plan, needed, env, subplan->source_));
  subplan->source_.batch = &subplan->argument_;
  return subplan;
}

Result<void> Subplan::Fill(std::span<const uint32_t> rows) {
  argument_.GatherFrom(*outer_, rows, free_slots_);
  argument_.times().clear();  // whoever runs the subplan counts its rows
  return root_->Open();
}

Result<void> Subplan::Start(const RowSet& rows) {
  outer_ = &rows.batch();
  rows_.resize(rows.size());
  for (size_t i = 0; i < rows.size(); ++i) rows_[i] = rows[i];
  row_ = 0;
  row_open_ = false;
  if (!at_once_ || rows_.empty()) return {};
  QIAO_CHECK(Fill(rows_));
  uint64_t* positions = argument_.Put(position_).AppendWords(Form::kIntegers, rows_.size());
  for (size_t i = 0; i < rows_.size(); ++i) positions[i] = i;
  row_open_ = true;
  return {};
}

Result<bool> Subplan::Next(Batch& out) {
  if (at_once_) {
    if (rows_.empty()) return false;
    return root_->Next(out);
  }
  while (true) {
    if (!row_open_) {
      if (row_ == rows_.size()) return false;
      QIAO_CHECK(env_.interrupt.Tick());
      QIAO_CHECK(Fill(std::span(rows_).subspan(row_, 1)));
      row_open_ = true;
      ++row_;
    }
    QIAO_TRY(const bool more, root_->Next(out));
    if (more) {
      out.Put(position_).Fill(Value::Integer(static_cast<int64_t>(row_ - 1)), out.rows());
      return true;
    }
    row_open_ = false;
  }
}

}  // namespace qiao::query
