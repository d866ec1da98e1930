#include <algorithm>
#include <unordered_set>

#include "query/functions/aggregation.h"
#include "query/optimize/optimize.h"
#include "query/plan/plan_slots.h"
#include "query/plan/random.h"

namespace qiao::query {
namespace {

template <class... Steps>
bool IsOneOf(const PlanStep& step) {
  return (std::holds_alternative<Steps>(step) || ...);
}

bool IsRandomStep(const PlanStep& step) {
  bool random = false;
  ForEachExpression(step, [&](const Expression& expression) { random |= IsRandom(expression); });
  return random;
}

// The aggregation answers the same when equal rows come once instead of often.
bool IgnoresRepetition(const Aggregate& step) {
  return std::ranges::all_of(step.items, [](const Aggregate::Item& item) {
    if (item.aggregation == nullptr) return false;
    return item.distinct || item.aggregation->name == "min" || item.aggregation->name == "max";
  });
}

// Whether equal rows of an input may come once instead of often, if those of the step itself may.
bool MayBeOnce(const PlanNode& node, size_t input, bool once) {
  if (IsRandomStep(node.step)) return false;
  if (const auto* aggregate = std::get_if<Aggregate>(&node.step)) return IgnoresRepetition(*aggregate);
  if (IsOneOf<Distinct>(node.step)) return true;
  if (const auto* apply = std::get_if<Apply>(&node.step)) {
    const bool exists = apply->kind == ApplyKind::kSemi || apply->kind == ApplyKind::kAnti;
    if (apply->kind == ApplyKind::kUnit) return false;
    return input == 1 && exists ? true : once;
  }
  if (const auto* sort = std::get_if<Sort>(&node.step)) return once && sort->limit == nullptr;
  if (IsOneOf<ExpandPattern>(node.step)) return once && input == 0;
  return once && IsOneOf<NodeScan, SeekById, Expand, ExpandVariable, ShortestPath, Filter, Project, Unwind,
                         CrossProduct, HashJoin, Union>(node.step);
}

// Slots that a step or a subquery reads anywhere, which is where the list of edges could be wanted.
void CollectReads(const PlanNode& node, std::unordered_set<Slot>& read);

void CollectReads(const Expression& expression, std::unordered_set<Slot>& read) {
  if (expression.subplan) {
    CollectReads(*expression.subplan, read);
    if (expression.slot != kNoSlot) read.insert(expression.slot);
  }
  for (const ExpressionPtr& operand : expression.operands) {
    if (operand) CollectReads(*operand, read);
  }
}

void CollectReads(const PlanNode& node, std::unordered_set<Slot>& read) {
  std::vector<Slot> slots;
  CollectReadSlots(node.step, slots);
  if (const auto* repeat = std::get_if<ExpandPattern>(&node.step)) {
    for (auto [inner, list] : repeat->groups) slots.push_back(inner);
    slots.insert(slots.end(), repeat->inner_edges.begin(), repeat->inner_edges.end());
  }
  read.insert(slots.begin(), slots.end());
  ForEachExpression(node.step, [&](const Expression& expression) { CollectReads(expression, read); });
  for (const PlanPtr& input : node.inputs) CollectReads(*input, read);
}

bool CanSearch(const ExpandVariable& step, const std::unordered_set<Slot>& read) {
  if (step.edges_bound || step.minimum > 1 || read.contains(step.edges)) return false;
  // A condition may hold in one direction only, so ways that meet need not make one that closes.
  return step.step_filter == nullptr || step.pattern.toward != Toward::kBoth;
}

void Visit(PlanNode& node, bool once, const std::unordered_set<Slot>& read) {
  if (auto* step = std::get_if<ExpandVariable>(&node.step); step != nullptr && once && CanSearch(*step, read)) {
    step->edges = kNoSlot;
  }
  for (size_t i = 0; i < node.inputs.size(); ++i) Visit(*node.inputs[i], MayBeOnce(node, i, once), read);
}

}  // namespace

void DistinctEnds(Plan& plan) {
  std::unordered_set<Slot> read(plan.column_slots.begin(), plan.column_slots.end());
  CollectReads(*plan.root, read);
  Visit(*plan.root, false, read);
}

}  // namespace qiao::query
