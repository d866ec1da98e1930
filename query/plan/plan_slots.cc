#include "query/plan/plan_slots.h"

#include <algorithm>
#include <unordered_set>

#include "query/procedures/procedure.h"

namespace qiao::query {
namespace {

using Visit = std::function<void(ExpressionPtr&)>;

void VisitOne(ExpressionPtr& expression, const Visit& visit) {
  if (expression) visit(expression);
}
void VisitSetItems(std::vector<SetItem>& items, const Visit& visit) {
  for (SetItem& item : items) {
    VisitOne(item.target, visit);
    VisitOne(item.key, visit);
    VisitOne(item.value, visit);
    VisitOne(item.more_labels, visit);
  }
}
void VisitCreate(Create& create, const Visit& visit) {
  for (NodeCreation& node : create.nodes) {
    VisitOne(node.properties, visit);
    VisitOne(node.more_labels, visit);
  }
  for (EdgeCreation& edge : create.edges) {
    VisitOne(edge.properties, visit);
    VisitOne(edge.named_type, visit);
  }
}

// One overload a step that has expressions; the others fall to the last one.
struct ExpressionVisitor {
  const Visit& visit;
  void operator()(SeekById& step) const { VisitOne(step.ids, visit); }
  void operator()(IndexSeek& step) const {
    for (IndexSeek::Lookup& lookup : step.equal) VisitOne(lookup.value, visit);
    VisitOne(step.lower, visit);
    VisitOne(step.upper, visit);
    VisitOne(step.prefix, visit);
  }
  void operator()(ExpandVariable& step) const { VisitOne(step.step_filter, visit); }
  void operator()(ShortestPath& step) const { VisitOne(step.step_filter, visit); }
  void operator()(Filter& step) const { VisitOne(step.predicate, visit); }
  void operator()(Project& step) const {
    for (Assigned& item : step.items) VisitOne(item.expression, visit);
  }
  void operator()(Aggregate& step) const {
    for (Assigned& key : step.keys) VisitOne(key.expression, visit);
    for (Aggregate::Item& item : step.items) {
      for (ExpressionPtr& argument : item.arguments) VisitOne(argument, visit);
    }
  }
  void operator()(Sort& step) const {
    for (SortKey& key : step.keys) VisitOne(key.expression, visit);
    VisitOne(step.limit, visit);
  }
  void operator()(Skip& step) const { VisitOne(step.count, visit); }
  void operator()(Limit& step) const { VisitOne(step.count, visit); }
  void operator()(Unwind& step) const { VisitOne(step.list, visit); }
  void operator()(ApplyInTransactions& step) const { VisitOne(step.rows, visit); }
  void operator()(ProcedureCall& step) const {
    for (ExpressionPtr& argument : step.arguments) VisitOne(argument, visit);
  }
  void operator()(LoadCsv& step) const {
    VisitOne(step.url, visit);
    VisitOne(step.field_terminator, visit);
  }
  void operator()(Create& step) const { VisitCreate(step, visit); }
  void operator()(Set& step) const { VisitSetItems(step.items, visit); }
  void operator()(Delete& step) const {
    for (ExpressionPtr& entity : step.entities) VisitOne(entity, visit);
  }
  void operator()(Merge& step) const {
    VisitCreate(step.create, visit);
    VisitSetItems(step.on_create, visit);
    VisitSetItems(step.on_match, visit);
  }
  void operator()(Foreach& step) const { VisitOne(step.list, visit); }
  template <class Other>
  void operator()(Other&) const {}
};

void Add(std::vector<Slot>& slots, std::initializer_list<Slot> more) {
  for (Slot slot : more) {
    if (slot != kNoSlot) slots.push_back(slot);
  }
}
void Add(std::vector<Slot>& slots, const std::vector<Slot>& more) {
  slots.insert(slots.end(), more.begin(), more.end());
}

struct ReadVisitor {
  std::vector<Slot>& slots;
  void operator()(const Expand& step) const {
    Add(slots, {step.from});
    if (step.into) Add(slots, {step.to});
    if (step.edge_bound) Add(slots, {step.edge});
    Add(slots, step.distinct_from);
  }
  void operator()(const ExpandVariable& step) const {
    Add(slots, {step.from});
    if (step.into) Add(slots, {step.to});
    if (step.edges_bound) Add(slots, {step.edges});
    Add(slots, step.distinct_from);
  }
  void operator()(const ExpandPattern& step) const {
    Add(slots, {step.from});
    if (step.into) Add(slots, {step.to});
    Add(slots, step.distinct_from);
  }
  void operator()(const ShortestPath& step) const { Add(slots, {step.from, step.to}); }
  void operator()(const CountMatches& step) const {
    if (step.given) Add(slots, {step.pattern->nodes[step.outputs[0]].slot});
  }
  void operator()(const Distinct& step) const { Add(slots, step.slots); }
  void operator()(const HashJoin& step) const {
    for (auto [left, right] : step.keys) Add(slots, {left, right});
  }
  void operator()(const Union& step) const {
    for (const std::vector<Slot>& input : step.slots) Add(slots, input);
  }
  void operator()(const Create& step) const { ReadCreate(step); }
  void operator()(const Merge& step) const { ReadCreate(step.create); }
  template <class Other>
  void operator()(const Other&) const {}

  void ReadCreate(const Create& create) const {
    for (const EdgeCreation& edge : create.edges) Add(slots, {edge.source, edge.target});
  }
};

struct FilledVisitor {
  std::vector<Slot>& slots;
  void operator()(const NodeScan& step) const { Add(slots, {step.node}); }
  void operator()(const SeekById& step) const { Add(slots, {step.entity}); }
  void operator()(const IndexSeek& step) const { Add(slots, {step.entity}); }
  void operator()(const Expand& step) const {
    if (!step.into) Add(slots, {step.to});
    if (!step.edge_bound) Add(slots, {step.edge});
  }
  void operator()(const ExpandVariable& step) const {
    if (!step.into) Add(slots, {step.to});
    if (!step.edges_bound) Add(slots, {step.edges});
    Add(slots, {step.step_edge, step.step_node});
  }
  void operator()(const ExpandPattern& step) const {
    if (!step.into) Add(slots, {step.to});
    Add(slots, {step.inner_from});
    for (auto [inner, outer] : step.groups) Add(slots, {outer});
  }
  void operator()(const ShortestPath& step) const { Add(slots, {step.edges, step.step_edge, step.step_node}); }
  void operator()(const CountMatches& step) const {
    if (step.given) return;
    for (const size_t node : step.outputs) Add(slots, {step.pattern->nodes[node].slot});
  }
  void operator()(const Project& step) const { AddAssigned(step.items); }
  void operator()(const Aggregate& step) const {
    AddAssigned(step.keys);
    for (const Aggregate::Item& item : step.items) Add(slots, {item.slot});
  }
  void operator()(const Unwind& step) const { Add(slots, {step.slot}); }
  void operator()(const ApplyInTransactions& step) const { Add(slots, {step.status}); }
  void operator()(const Union& step) const { Add(slots, step.out); }
  void operator()(const ProcedureCall& step) const {
    for (auto [column, slot] : step.yields) Add(slots, {slot});
  }
  void operator()(const LoadCsv& step) const { Add(slots, {step.row, step.line, step.file}); }
  void operator()(const Create& step) const {
    for (const NodeCreation& node : step.nodes) Add(slots, {node.node});
    for (const EdgeCreation& edge : step.edges) Add(slots, {edge.edge});
  }
  void operator()(const Merge& step) const { (*this)(step.create); }
  void operator()(const Foreach& step) const { Add(slots, {step.slot}); }
  template <class Other>
  void operator()(const Other&) const {}

  void AddAssigned(const std::vector<Assigned>& items) const {
    for (const Assigned& item : items) {
      const bool itself = item.expression->kind == ExpressionKind::kSlot && item.expression->slot == item.slot;
      if (!itself) Add(slots, {item.slot});
    }
  }
};

void CollectAllReadSlots(const PlanNode& plan, std::vector<Slot>& slots) {
  CollectReadSlots(plan.step, slots);
  for (const PlanPtr& input : plan.inputs) CollectAllReadSlots(*input, slots);
}

struct StepCopier {
  static ExpressionPtr Copy(const ExpressionPtr& expression) { return expression ? Clone(*expression) : nullptr; }
  static std::vector<ExpressionPtr> Copy(const std::vector<ExpressionPtr>& expressions) {
    std::vector<ExpressionPtr> copies;
    for (const ExpressionPtr& expression : expressions) copies.push_back(Copy(expression));
    return copies;
  }
  static std::vector<Assigned> Copy(const std::vector<Assigned>& items) {
    std::vector<Assigned> copies;
    for (const Assigned& item : items) copies.push_back({item.slot, Copy(item.expression)});
    return copies;
  }
  static std::vector<SetItem> Copy(const std::vector<SetItem>& items) {
    std::vector<SetItem> copies;
    for (const SetItem& item : items) {
      copies.push_back({item.kind, Copy(item.target), item.name, Copy(item.key), Copy(item.value), item.labels,
                        Copy(item.more_labels)});
    }
    return copies;
  }
  static Create Copy(const Create& create) {
    Create copy;
    for (const NodeCreation& node : create.nodes) {
      copy.nodes.push_back({node.node, node.labels, Copy(node.properties), Copy(node.more_labels)});
    }
    for (const EdgeCreation& edge : create.edges) {
      copy.edges.push_back(
          {edge.edge, edge.source, edge.target, edge.type, Copy(edge.properties), Copy(edge.named_type)});
    }
    return copy;
  }

  PlanStep operator()(const SeekById& step) const { return SeekById{step.entity, Copy(step.ids), step.relationship}; }
  PlanStep operator()(const IndexSeek& step) const {
    IndexSeek copy{
        step.entity, step.index,       step.kind,        step.relationship,    step.label,           step.keys,
        {},          Copy(step.lower), Copy(step.upper), step.lower_inclusive, step.upper_inclusive, Copy(step.prefix)};
    for (const IndexSeek::Lookup& lookup : step.equal) copy.equal.push_back({Copy(lookup.value), lookup.any});
    return copy;
  }
  PlanStep operator()(const ExpandVariable& step) const {
    return ExpandVariable{
        step.from, step.edges,       step.to,        step.pattern,   step.minimum,           step.maximum,
        step.into, step.edges_bound, step.step_edge, step.step_node, Copy(step.step_filter), step.distinct_from};
  }
  PlanStep operator()(const ShortestPath& step) const {
    return ShortestPath{step.from,    step.to,        step.edges,     step.pattern,           step.minimum,
                        step.maximum, step.step_edge, step.step_node, Copy(step.step_filter), step.count,
                        step.all,     step.groups};
  }
  PlanStep operator()(const Filter& step) const { return Filter{Copy(step.predicate)}; }
  PlanStep operator()(const Project& step) const { return Project{Copy(step.items)}; }
  PlanStep operator()(const Aggregate& step) const {
    Aggregate copy{Copy(step.keys), {}};
    for (const Aggregate::Item& item : step.items) {
      copy.items.push_back({item.slot, item.aggregation, Copy(item.arguments), item.distinct});
    }
    return copy;
  }
  PlanStep operator()(const Sort& step) const {
    Sort copy;
    for (const SortKey& key : step.keys) copy.keys.push_back({Copy(key.expression), key.descending});
    copy.limit = Copy(step.limit);
    return copy;
  }
  PlanStep operator()(const Skip& step) const { return Skip{Copy(step.count)}; }
  PlanStep operator()(const Limit& step) const { return Limit{Copy(step.count)}; }
  PlanStep operator()(const Unwind& step) const { return Unwind{step.slot, Copy(step.list)}; }
  PlanStep operator()(const ApplyInTransactions& step) const {
    return ApplyInTransactions{Copy(step.rows), step.on_error, step.nullable, step.unit, step.status};
  }
  PlanStep operator()(const ProcedureCall& step) const {
    return ProcedureCall{step.procedure, Copy(step.arguments), step.yields, step.unit};
  }
  PlanStep operator()(const LoadCsv& step) const {
    return LoadCsv{step.row, Copy(step.url), step.with_headers, Copy(step.field_terminator), step.line, step.file};
  }
  PlanStep operator()(const Create& step) const { return Copy(step); }
  PlanStep operator()(const Set& step) const { return Set{Copy(step.items)}; }
  PlanStep operator()(const Delete& step) const { return Delete{Copy(step.entities), step.detach}; }
  PlanStep operator()(const Merge& step) const {
    return Merge{Copy(step.create), Copy(step.on_create), Copy(step.on_match)};
  }
  PlanStep operator()(const Foreach& step) const { return Foreach{step.slot, Copy(step.list)}; }
  template <class Plain>
  PlanStep operator()(const Plain& step) const {
    return step;
  }
};

}  // namespace

void ForEachExpression(PlanStep& step, const std::function<void(ExpressionPtr&)>& visit) {
  std::visit(ExpressionVisitor{visit}, step);
}

void ForEachExpression(const PlanStep& step, const std::function<void(const Expression&)>& visit) {
  const Visit read = [&](ExpressionPtr& expression) { visit(*expression); };
  // The visitor only hands the expressions on, and `visit` can't change them.
  std::visit(ExpressionVisitor{read}, const_cast<PlanStep&>(step));
}

void CollectReadSlots(const PlanStep& step, std::vector<Slot>& slots) {
  ForEachExpression(step, [&](const Expression& expression) { CollectSlots(expression, slots); });
  std::visit(ReadVisitor{slots}, step);
}

void CollectFilledSlots(const PlanStep& step, std::vector<Slot>& slots) { std::visit(FilledVisitor{slots}, step); }

void CollectAllFilledSlots(const PlanNode& plan, std::vector<Slot>& slots) {
  CollectFilledSlots(plan.step, slots);
  for (const PlanPtr& input : plan.inputs) CollectAllFilledSlots(*input, slots);
}

void CollectFreeSlots(const PlanNode& plan, std::vector<Slot>& slots, Slot result) {
  std::vector<Slot> read, filled;
  CollectAllReadSlots(plan, read);
  if (result != kNoSlot) read.push_back(result);
  CollectAllFilledSlots(plan, filled);
  const std::unordered_set<Slot> own(filled.begin(), filled.end());
  for (Slot slot : read) {
    if (!own.contains(slot)) slots.push_back(slot);
  }
}

bool Writes(const PlanStep& step) {
  if (const auto* call = std::get_if<ProcedureCall>(&step)) return call->procedure->writes;
  return std::holds_alternative<Create>(step) || std::holds_alternative<Set>(step) ||
         std::holds_alternative<Delete>(step) || std::holds_alternative<Merge>(step) ||
         std::holds_alternative<ChangeSchema>(step);
}

bool Writes(const PlanNode& plan) {
  return Writes(plan.step) || std::ranges::any_of(plan.inputs, [](const PlanPtr& input) { return Writes(*input); });
}

PlanPtr Clone(const PlanNode& plan) {
  auto copy = std::make_unique<PlanNode>();
  copy->step = std::visit(StepCopier{}, plan.step);
  for (const PlanPtr& input : plan.inputs) copy->inputs.push_back(Clone(*input));
  copy->span = plan.span;
  copy->estimated_rows = plan.estimated_rows;
  return copy;
}

}  // namespace qiao::query
