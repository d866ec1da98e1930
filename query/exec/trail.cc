#include "query/exec/trail.h"

#include "query/plan/slot_set.h"

namespace qiao::query {

using base::Result;
using base::Value;

Result<StepFilter> StepFilter::Make(const Expression* condition, Slot step_edge, Slot step_node, Environment& env) {
  StepFilter filter(step_edge, step_node);
  if (condition == nullptr) return filter;
  QIAO_TRY(filter.condition_, MakeEvaluator(*condition, env));
  filter.outer_slots_ = SlotsOf(*condition);
  std::erase(filter.outer_slots_, step_edge);
  std::erase(filter.outer_slots_, step_node);
  return filter;
}

Result<void> StepFilter::Apply(const Batch& batch, size_t row, std::vector<Step>& steps, size_t begin) {
  const size_t count = steps.size() - begin;
  if (condition_ == nullptr || count == 0) return {};
  rows_.assign(count, static_cast<uint32_t>(row));
  inner_.GatherFrom(batch, rows_, outer_slots_);
  inner_.times().clear();
  const auto fill = [&](Slot slot, Form form, auto id) {
    if (slot == kNoSlot) return;
    uint64_t* words = inner_.Put(slot).AppendWords(form, count);
    for (size_t i = 0; i < count; ++i) words[i] = id(steps[begin + i]);
  };
  fill(step_edge_, Form::kEdges, [](const Step& step) { return step.edge.value; });
  fill(step_node_, Form::kNodes, [](const Step& step) { return step.node.value; });
  QIAO_TRY(const Column* passes, condition_->Evaluate(RowSet(inner_)));
  QIAO_CHECK(SelectTrue(*passes, RowSet(inner_), selected_));
  for (size_t i = 0; i < selected_.size(); ++i) steps[begin + i] = steps[begin + selected_[i]];
  steps.resize(begin + selected_.size());
  return {};
}

Result<bool> NextSteps(Adjacency& adjacency, StepCursor& cursor, size_t limit, std::vector<Step>& steps) {
  const auto hops = adjacency.HopsFrom(cursor.node.table());
  bool any = false;
  while (limit > 0 && cursor.hop < hops.size()) {
    Hop& hop = *hops[cursor.hop];
    QIAO_TRY(const Neighbours neighbours, adjacency.Of(hop, cursor.node.row()));
    const size_t begin = std::min(cursor.offset, neighbours.rows.size());
    const size_t end = std::min(begin + limit, neighbours.rows.size());
    for (size_t i = begin; i < end; ++i) {
      if (hop.skip_loops && neighbours.rows[i] == cursor.node.row()) continue;
      steps.push_back({base::EdgeId(hop.edges, neighbours.edges[i]), base::NodeId(hop.far, neighbours.rows[i])});
    }
    any = any || end > begin;
    limit -= end - begin;
    cursor.offset = end;
    if (end < neighbours.rows.size()) continue;
    ++cursor.hop;
    cursor.offset = 0;
  }
  return any;
}

Value ToList(const std::vector<base::EdgeId>& edges) {
  base::List list;
  list.reserve(edges.size());
  for (base::EdgeId edge : edges) list.push_back(Value::Of(edge));
  return Value::Of(std::move(list));
}

}  // namespace qiao::query
