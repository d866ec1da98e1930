// Where only the number of matches counts, they are counted and not found one by one.
//
//     Aggregate count(*), a.name (… Expand (Expand (NodeScan)))   =>
//     Aggregate count(*), a.name (CountMatches a (… Expand (Expand (NodeScan))))
//
// Aggregate, Distinct and Sort read all their input and take equal rows together as one that counts many times; what
// stands between them and the pattern works on such rows too.
#include <algorithm>

#include "query/functions/aggregation.h"
#include "query/optimize/extract_pattern.h"
#include "query/optimize/optimize.h"
#include "query/plan/plan_slots.h"
#include "query/plan/slot_set.h"

namespace qiao::query {
namespace {

constexpr double kFewMatches = 10'000;

// Nodes of the pattern that are read above; nullopt where something else of it is, or where nothing would be gained.
std::optional<std::vector<size_t>> OutputsOf(const JoinPattern& pattern, const PlanNode& plan, const SlotSet& needed) {
  std::vector<Slot> filled;
  CollectAllFilledSlots(plan, filled);
  std::vector<size_t> outputs;
  SlotSet found;
  for (size_t i = 0; i < pattern.nodes.size(); ++i) {
    if (!needed.Has(pattern.nodes[i].slot)) continue;
    outputs.push_back(i);
    found.Add(pattern.nodes[i].slot);
  }
  if (std::ranges::any_of(filled, [&](Slot slot) { return needed.Has(slot) && !found.Has(slot); })) return std::nullopt;
  // From the few rows that an index finds, few matches are found sooner than counted.
  const bool sought = std::ranges::any_of(pattern.nodes, [](const auto& node) { return node.seek != nullptr; });
  if (sought && plan.estimated_rows < kFewMatches) return std::nullopt;
  const bool all_read = outputs.size() == pattern.nodes.size() && pattern.edges.size() < pattern.nodes.size();
  // One edge with conditions must be asked them one by one in any case.
  const bool one_by_one = pattern.edges.size() == 1 && !pattern.edges[0].filters.empty();
  if (pattern.nested.empty() && (pattern.edges.empty() || all_read || one_by_one)) return std::nullopt;
  return outputs;
}

// Steps that go on with rows that count many times, row by row.
bool LetsThrough(const PlanStep& step) {
  if (const auto* apply = std::get_if<Apply>(&step)) return apply->kind != ApplyKind::kUnit;
  if (const auto* expand = std::get_if<Expand>(&step)) return !expand->edge_bound;
  return std::holds_alternative<Filter>(step) || std::holds_alternative<Project>(step) ||
         std::holds_alternative<Unwind>(step) || std::holds_alternative<ExpandVariable>(step);
}

// `needed`: slots that are read above the plan.
void Count(PlanPtr& plan, SlotSet needed) {
  if (auto pattern = ExtractPattern(*plan)) {
    if (auto outputs = OutputsOf(*pattern, *plan, needed)) {
      auto node = std::make_unique<PlanNode>();
      node->step = CountMatches{std::move(pattern), std::move(*outputs)};
      node->span = plan->span;
      node->estimated_rows = plan->estimated_rows;
      node->inputs.push_back(std::move(plan));
      plan = std::move(node);
      return;
    }
  }
  if (!LetsThrough(plan->step)) return;
  std::vector<Slot> slots;
  CollectFilledSlots(plan->step, slots);
  for (const Slot slot : slots) needed.Remove(slot);
  slots.clear();
  CollectReadSlots(plan->step, slots);
  if (std::holds_alternative<Apply>(plan->step)) CollectFreeSlots(*plan->inputs[1], slots);
  needed.Add(slots);
  Count(plan->inputs[0], std::move(needed));
}

// Nodes and relationships that the rows of the plan hold, and that are never null.
void CollectCertain(const PlanNode& plan, SlotSet& certain) {
  if (const auto* scan = std::get_if<NodeScan>(&plan.step)) certain.Add(scan->node);
  if (const auto* expand = std::get_if<Expand>(&plan.step); expand != nullptr && !expand->edge_bound) {
    certain.Add(expand->edge);
    certain.Add(expand->to);
  }
  const bool both = std::holds_alternative<CrossProduct>(plan.step);
  if (!both && !LetsThrough(plan.step) && !std::holds_alternative<NodeScan>(plan.step)) return;
  for (size_t i = 0; i < (both ? plan.inputs.size() : 1); ++i) CollectCertain(*plan.inputs[i], certain);
}

// count(a) => count(*) where `a` can't be null: nobody need know which node it is.
void CountRows(Aggregate& step, const PlanNode& input) {
  SlotSet certain;
  CollectCertain(input, certain);
  for (Aggregate::Item& item : step.items) {
    if (item.aggregation == nullptr || item.aggregation->name != "count" || item.distinct) continue;
    const Expression& counted = *item.arguments[0];
    if (counted.kind != ExpressionKind::kSlot || !certain.Has(counted.slot)) continue;
    item.aggregation = nullptr;
    item.arguments.clear();
  }
}

// `live`: slots that are read above the node.
void Visit(PlanNode& node, const SlotSet& live) {
  const bool aggregates = std::holds_alternative<Aggregate>(node.step);
  if (aggregates) CountRows(std::get<Aggregate>(node.step), *node.inputs[0]);
  SlotSet needed = aggregates ? SlotSet() : live;
  std::vector<Slot> slots;
  CollectFilledSlots(node.step, slots);
  for (const Slot slot : slots) needed.Remove(slot);
  slots.clear();
  CollectReadSlots(node.step, slots);
  for (size_t i = 1; i < node.inputs.size(); ++i) CollectFreeSlots(*node.inputs[i], slots);
  needed.Add(slots);
  const bool gathers =
      aggregates || std::holds_alternative<Distinct>(node.step) || std::holds_alternative<Sort>(node.step);
  if (gathers) Count(node.inputs[0], needed);
  if (std::holds_alternative<Union>(node.step)) {
    for (size_t i = 0; i < node.inputs.size(); ++i) {
      SlotSet of_input;
      of_input.Add(std::get<Union>(node.step).slots[i]);
      Visit(*node.inputs[i], of_input);
    }
  } else if (!node.inputs.empty() && !std::holds_alternative<CountMatches>(node.inputs[0]->step)) {
    Visit(*node.inputs[0], needed);
  }
}

}  // namespace

void CountPatterns(Plan& plan) {
  SlotSet live;
  live.Add(plan.column_slots);
  Visit(*plan.root, live);
}

}  // namespace qiao::query
