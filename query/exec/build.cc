// From plan steps to operators, with the slots that each of them has to carry on.
#include <algorithm>
#include <map>
#include <memory>

#include "query/exec/group_firsts.h"
#include "query/exec/keyed_join.h"
#include "query/exec/make.h"
#include "query/exec/row_bound.h"
#include "query/plan/column_test.h"
#include "query/plan/counted_call.h"
#include "query/plan/plan_slots.h"

namespace qiao::query {

using base::Result;

namespace {

constexpr size_t kMaxPlanDepth = 4000;  // operators call each other as deep as the plan is

template <class... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};

size_t DepthOf(const PlanNode& plan) {
  // Along the first inputs, which is where clauses pile up; other inputs nest no deeper than the query's text may.
  size_t depth = 0;
  for (const PlanNode* node = &plan; node != nullptr; node = node->inputs.empty() ? nullptr : node->inputs[0].get()) {
    ++depth;
  }
  return depth;
}

// Slots read above the input: what is read above the step, and by the step, without what the step itself fills.
SlotSet NeededBelow(const PlanNode& plan, const SlotSet& needed) {
  SlotSet below = needed;
  std::vector<Slot> slots;
  CollectFilledSlots(plan.step, slots);
  for (Slot slot : slots) below.Remove(slot);
  slots.clear();
  CollectReadSlots(plan.step, slots);
  below.Add(slots);
  return below;
}

void AddFreeSlots(const PlanNode& plan, SlotSet& slots) {
  std::vector<Slot> free;
  CollectFreeSlots(plan, free);
  slots.Add(free);
}

// Those of the needed slots that the plan fills, and those that it doesn't.
ApplySlots Divide(const SlotSet& needed, const PlanNode& right) {
  std::vector<Slot> filled;
  CollectAllFilledSlots(right, filled);
  SlotSet from_right;
  from_right.Add(filled);
  ApplySlots divided;
  for (Slot slot : needed.Sorted()) (from_right.Has(slot) ? divided.right : divided.left).push_back(slot);
  return divided;
}

SlotSet ToSet(const std::vector<Slot>& slots) {
  SlotSet set;
  set.Add(slots);
  return set;
}

// Equal rows can't share one evaluation of the step itself.
bool StepNeedsSingleRows(const PlanNode& plan) {
  if (Writes(plan.step)) return true;
  bool single = false;
  ForEachExpression(plan.step, [&](const Expression& expression) { single |= IsVolatile(expression); });
  if (std::holds_alternative<Apply>(plan.step)) single |= NeedsSingleRows(*plan.inputs[1]);
  return single || std::holds_alternative<ProcedureCall>(plan.step) || std::holds_alternative<Foreach>(plan.step) ||
         std::holds_alternative<ApplyInTransactions>(plan.step) || std::holds_alternative<LoadCsv>(plan.step);
}

// The labels that the filter asks for of the nodes that an expansion directly below it finds; nullptr where it doesn't.
const LabelExpression* LabelsOfNeighbour(const PlanNode& filter) {
  const auto* expand = std::get_if<Expand>(&filter.inputs[0]->step);
  if (expand == nullptr) return nullptr;
  const auto is_asked = [&](const Expression& condition) {
    return condition.kind == ExpressionKind::kHasLabels && condition.operands[0]->kind == ExpressionKind::kSlot &&
           condition.operands[0]->slot == expand->to;
  };
  const Expression& predicate = *std::get<Filter>(filter.step).predicate;
  return is_asked(predicate) ? &predicate.labels : nullptr;
}

class Builder {
 public:
  // `share`: what the plan's scan looks at; nullptr: everything. `lane`: the plan of which this is a lane, if it is
  // one.
  Builder(Environment& env, const ArgumentSource& argument, const ScanShare* share, const PlanNode* lane)
      : env_(env), argument_(argument), share_(share), lane_(lane) {}

  Result<OperatorPtr> Build(const PlanNode& plan, const SlotSet& needed) {
    QIAO_TRY(OperatorPtr made, std::visit([&](const auto& step) { return Build(plan, step, needed); }, plan.step));
    if (!IsShared(plan) || ReadsItsLanes(plan)) return made;
    return MakeExchange(env_, plan, std::move(made), needed, false);
  }

 private:
  bool IsShared(const PlanNode& plan) const { return plan.parallel && env_.workers != nullptr; }

  // Each lane does a part of the step's own work.
  static bool ReadsItsLanes(const PlanNode& plan) {
    return std::holds_alternative<Aggregate>(plan.step) || std::holds_alternative<Sort>(plan.step) ||
           std::holds_alternative<Distinct>(plan.step);
  }

  // The input of such a step.
  Result<OperatorPtr> LanesOrInput(const PlanNode& plan, const SlotSet& needed) {
    QIAO_TRY(OperatorPtr input, Input(plan, needed));
    return IsShared(plan) ? MakeExchange(env_, plan, std::move(input), needed, true) : std::move(input);
  }

  // The step's only (or left) input.
  Result<OperatorPtr> Input(const PlanNode& plan, const SlotSet& needed) {
    QIAO_TRY(OperatorPtr input, Build(*plan.inputs[0], needed));
    if (StepNeedsSingleRows(plan)) return MakeUnroll(env_, *plan.inputs[0], std::move(input));
    return input;
  }

  Result<OperatorPtr> Scan(const PlanNode& scan, const PlanNode* filter, const SlotSet& needed) {
    QIAO_TRY(OperatorPtr input, Input(scan, NeededBelow(scan, needed)));
    ScanWishes wishes = std::move(wishes_[&scan]);
    wishes.filter = filter;
    if (std::holds_alternative<Argument>(scan.inputs[0]->step)) wishes.share = share_;
    return MakeScan(env_, scan, std::move(input), needed.Sorted(), std::move(wishes));
  }

  Result<OperatorPtr> Build(const PlanNode& plan, const Argument&, const SlotSet& needed) {
    return MakeArgument(env_, plan, argument_, needed.Sorted());
  }
  Result<OperatorPtr> Build(const PlanNode& plan, const NodeScan&, const SlotSet& needed) {
    return Scan(plan, nullptr, needed);
  }
  Result<OperatorPtr> Build(const PlanNode& plan, const SeekById&, const SlotSet& needed) {
    QIAO_TRY(OperatorPtr input, Input(plan, NeededBelow(plan, needed)));
    return MakeSeekById(env_, plan, std::move(input), needed.Sorted());
  }
  Result<OperatorPtr> Build(const PlanNode& plan, const IndexSeek&, const SlotSet& needed) {
    QIAO_TRY(OperatorPtr input, Input(plan, NeededBelow(plan, needed)));
    return MakeIndexSeek(env_, plan, std::move(input), needed.Sorted());
  }
  Result<OperatorPtr> Build(const PlanNode& plan, const Expand& step, const SlotSet& needed) {
    if (const PlanNode* scan = step.edge_bound ? nullptr : FindScanOf(plan))
      wishes_[scan].edges.push_back(&step.pattern);
    QIAO_TRY(OperatorPtr input, Input(plan, NeededBelow(plan, needed)));
    if (step.edge_bound) return MakeExpandBound(env_, plan, std::move(input));
    if (step.into) return MakeExpandInto(env_, plan, std::move(input), needed.Sorted());
    const auto labels = labels_.find(&plan);
    return MakeExpand(env_, plan, std::move(input), needed.Sorted(),
                      labels == labels_.end() ? nullptr : labels->second);
  }
  Result<OperatorPtr> Build(const PlanNode& plan, const ExpandVariable& step, const SlotSet& needed) {
    QIAO_TRY(OperatorPtr input, Input(plan, NeededBelow(plan, needed)));
    if (step.edges_bound) return MakeExpandVariableBound(env_, plan, std::move(input));
    return MakeExpandVariable(env_, plan, std::move(input), needed.Sorted());
  }
  Result<OperatorPtr> Build(const PlanNode& plan, const ExpandPattern& step, const SlotSet& needed) {
    SlotSet below = NeededBelow(plan, needed);
    AddFreeSlots(*plan.inputs[1], below);
    QIAO_TRY(OperatorPtr input, Input(plan, below));
    SlotSet inner;
    inner.Add(step.inner_to);
    for (const auto& [slot, list] : step.groups) inner.Add(slot);
    inner.Add(step.inner_edges);
    QIAO_TRY(auto subplan, Subplan::Make(*plan.inputs[1], inner, Subplan::Purpose::kRows, env_));
    return MakeExpandPattern(env_, plan, std::move(input), std::move(subplan), needed.Sorted());
  }
  Result<OperatorPtr> Build(const PlanNode& plan, const ShortestPath&, const SlotSet& needed) {
    QIAO_TRY(OperatorPtr input, Input(plan, NeededBelow(plan, needed)));
    return MakeShortestPath(env_, plan, std::move(input), needed.Sorted());
  }

  Result<OperatorPtr> Build(const PlanNode& plan, const CountMatches&, const SlotSet& needed) {
    QIAO_TRY(OperatorPtr one_by_one, Build(*plan.inputs[0], needed));
    return MakeCountMatches(env_, plan, std::move(one_by_one));
  }
  Result<OperatorPtr> Build(const PlanNode& plan, const Filter& step, const SlotSet& needed) {
    const auto* scan = std::get_if<NodeScan>(&plan.inputs[0]->step);
    if (scan != nullptr && AsColumnTests(*step.predicate, scan->node)) {
      return Scan(*plan.inputs[0], &plan, needed);
    }
    if (const auto* labels = LabelsOfNeighbour(plan)) labels_[plan.inputs[0].get()] = labels;
    QIAO_TRY(OperatorPtr input, Input(plan, NeededBelow(plan, needed)));
    return MakeFilter(env_, plan, std::move(input), needed.Sorted());
  }
  Result<OperatorPtr> Build(const PlanNode& plan, const Project&, const SlotSet& needed) {
    if (const auto firsts = FindFirstsOfGroups(plan, needed)) firsts_.emplace(firsts->sort, *firsts);
    QIAO_TRY(OperatorPtr input, Input(plan, NeededBelow(plan, needed)));
    return MakeProject(env_, plan, std::move(input));
  }
  Result<OperatorPtr> Build(const PlanNode& plan, const Aggregate&, const SlotSet&) {
    const SlotSet below = NeededBelow(plan, SlotSet());
    QIAO_TRY(OperatorPtr input, Input(plan, below));
    return MakeAggregate(env_, plan, std::move(input), below);
  }
  Result<OperatorPtr> Build(const PlanNode& plan, const Distinct&, const SlotSet& needed) {
    QIAO_TRY(OperatorPtr input, LanesOrInput(plan, NeededBelow(plan, needed)));
    return MakeDistinct(env_, plan, std::move(input));
  }
  Result<OperatorPtr> Build(const PlanNode& plan, const Sort& step, const SlotSet& needed) {
    const auto firsts = firsts_.find(&plan);
    std::shared_ptr<RowBound> bound;
    if (auto scan = FindBoundedScan(plan)) {
      bound = std::make_shared<RowBound>();
      bound->key = std::move(scan->key);
      bound->descending = step.keys[0].descending;
      wishes_[scan->scan].bound = bound;
    }
    QIAO_TRY(OperatorPtr input, LanesOrInput(plan, NeededBelow(plan, needed)));
    SortWishes wishes{.bound = std::move(bound), .any_order = &plan == lane_};
    if (firsts != firsts_.end()) wishes.firsts = &firsts->second;
    if (const auto skip = skips_.find(&plan); skip != skips_.end()) wishes.skip = skip->second;
    return MakeSort(env_, plan, std::move(input), needed.Sorted(), std::move(wishes));
  }
  Result<OperatorPtr> Build(const PlanNode& plan, const Skip& step, const SlotSet& needed) {
    // A random number must be the same one in both places.
    const ExpressionKind kind = step.count->kind;
    if (kind == ExpressionKind::kLiteral || kind == ExpressionKind::kParameter) skips_[plan.inputs[0].get()] = &step;
    QIAO_TRY(OperatorPtr input, Input(plan, needed));
    return MakeSkip(env_, plan, std::move(input));
  }
  Result<OperatorPtr> Build(const PlanNode& plan, const Limit&, const SlotSet& needed) {
    QIAO_TRY(OperatorPtr input, Input(plan, needed));
    return MakeLimit(env_, plan, std::move(input));
  }
  Result<OperatorPtr> Build(const PlanNode& plan, const Unwind&, const SlotSet& needed) {
    QIAO_TRY(OperatorPtr input, Input(plan, NeededBelow(plan, needed)));
    return MakeUnwind(env_, plan, std::move(input), needed.Sorted());
  }
  Result<OperatorPtr> Build(const PlanNode& plan, const Eager&, const SlotSet& needed) {
    QIAO_TRY(OperatorPtr input, Input(plan, needed));
    return MakeEager(env_, plan, std::move(input), needed.Sorted());
  }

  Result<OperatorPtr> Build(const PlanNode& plan, const CrossProduct&, const SlotSet& needed) {
    QIAO_TRY(OperatorPtr left, Build(*plan.inputs[0], needed));
    QIAO_TRY(OperatorPtr right, Build(*plan.inputs[1], needed));
    return MakeCrossProduct(env_, plan, std::move(left), std::move(right), needed.Sorted());
  }
  Result<OperatorPtr> Build(const PlanNode& plan, const HashJoin&, const SlotSet& needed) {
    const SlotSet below = NeededBelow(plan, needed);
    QIAO_TRY(OperatorPtr left, Build(*plan.inputs[0], below));
    if (IsKeyedJoin(plan)) {
      KeyedSide side{std::make_unique<ArgumentSource>(), nullptr};
      QIAO_TRY(side.right, Builder(env_, *side.alone, nullptr, nullptr).Build(*plan.inputs[1], below));
      return MakeKeyedJoin(env_, plan, std::move(left), std::move(side), needed.Sorted());
    }
    QIAO_TRY(OperatorPtr right, Build(*plan.inputs[1], below));
    return MakeHashJoin(env_, plan, std::move(left), std::move(right), needed.Sorted());
  }
  Result<OperatorPtr> Build(const PlanNode& plan, const Apply& step, const SlotSet& needed) {
    const bool tests = step.kind == ApplyKind::kSemi || step.kind == ApplyKind::kAnti;
    ApplySlots slots = Divide(needed, *plan.inputs[1]);
    SlotSet below = ToSet(slots.left);
    AddFreeSlots(*plan.inputs[1], below);
    QIAO_TRY(OperatorPtr left, Input(plan, below));
    if (const auto counted = AsCountedCall(plan)) {
      QIAO_TRY(auto one_by_one, Subplan::Make(*counted->matches->inputs[0], SlotSet(), Subplan::Purpose::kRows, env_));
      return MakeCountApply(env_, plan, std::move(left), std::move(one_by_one));
    }
    QIAO_TRY(auto right, Subplan::Make(*plan.inputs[1], tests ? SlotSet() : ToSet(slots.right),
                                       tests ? Subplan::Purpose::kExistence : Subplan::Purpose::kRows, env_));
    std::unique_ptr<KnownEnds> ends;
    if (tests) {
      QIAO_TRY(ends, KnownEnds::Make(*plan.inputs[1], env_));
    }
    return MakeApply(env_, plan, std::move(left), std::move(right), std::move(ends), std::move(slots));
  }
  Result<OperatorPtr> Build(const PlanNode& plan, const ApplyInTransactions& step, const SlotSet& needed) {
    ApplySlots slots = Divide(needed, *plan.inputs[1]);
    std::erase(slots.left, step.status);
    SlotSet below = ToSet(slots.left);
    AddFreeSlots(*plan.inputs[1], below);
    QIAO_TRY(OperatorPtr left, Input(plan, below));
    QIAO_TRY(auto right, Subplan::Make(*plan.inputs[1], ToSet(slots.right), Subplan::Purpose::kRows, env_));
    return MakeApplyInTransactions(env_, plan, std::move(left), std::move(right), std::move(slots));
  }
  Result<OperatorPtr> Build(const PlanNode& plan, const Union& step, const SlotSet&) {
    std::vector<OperatorPtr> inputs;
    for (size_t i = 0; i < plan.inputs.size(); ++i) {
      QIAO_TRY(OperatorPtr input, Build(*plan.inputs[i], ToSet(step.slots[i])));
      inputs.push_back(std::move(input));
    }
    return MakeUnion(env_, plan, std::move(inputs));
  }

  Result<OperatorPtr> Build(const PlanNode& plan, const ProcedureCall&, const SlotSet& needed) {
    QIAO_TRY(OperatorPtr input, Input(plan, NeededBelow(plan, needed)));
    return MakeProcedureCall(env_, plan, std::move(input), needed.Sorted());
  }
  Result<OperatorPtr> Build(const PlanNode& plan, const LoadCsv&, const SlotSet& needed) {
    QIAO_TRY(OperatorPtr input, Input(plan, NeededBelow(plan, needed)));
    return MakeLoadCsv(env_, plan, std::move(input), needed.Sorted());
  }

  Result<OperatorPtr> Build(const PlanNode& plan, const Create&, const SlotSet& needed) {
    QIAO_TRY(OperatorPtr input, Input(plan, NeededBelow(plan, needed)));
    return MakeCreate(env_, plan, std::move(input));
  }
  Result<OperatorPtr> Build(const PlanNode& plan, const Set&, const SlotSet& needed) {
    QIAO_TRY(OperatorPtr input, Input(plan, NeededBelow(plan, needed)));
    return MakeSet(env_, plan, std::move(input));
  }
  Result<OperatorPtr> Build(const PlanNode& plan, const Delete&, const SlotSet& needed) {
    QIAO_TRY(OperatorPtr input, Input(plan, NeededBelow(plan, needed)));
    return MakeDelete(env_, plan, std::move(input));
  }
  Result<OperatorPtr> Build(const PlanNode& plan, const Merge&, const SlotSet& needed) {
    // on_match and on_create read what the match or the creation fills.
    SlotSet above = needed;
    std::vector<Slot> read;
    CollectReadSlots(plan.step, read);
    above.Add(read);
    ApplySlots slots = Divide(above, *plan.inputs[1]);
    SlotSet below = NeededBelow(plan, ToSet(slots.left));
    AddFreeSlots(*plan.inputs[1], below);
    QIAO_TRY(OperatorPtr input, Input(plan, below));
    QIAO_TRY(auto found, Subplan::Make(*plan.inputs[1], ToSet(slots.right), Subplan::Purpose::kRows, env_));
    return MakeMerge(env_, plan, std::move(input), std::move(found), std::move(slots));
  }
  Result<OperatorPtr> Build(const PlanNode& plan, const Foreach& step, const SlotSet& needed) {
    SlotSet below = NeededBelow(plan, needed);
    AddFreeSlots(*plan.inputs[1], below);
    below.Remove(step.slot);
    QIAO_TRY(OperatorPtr input, Input(plan, below));
    QIAO_TRY(auto updates, Subplan::Make(*plan.inputs[1], SlotSet(), Subplan::Purpose::kRows, env_));
    return MakeForeach(env_, plan, std::move(input), std::move(updates));
  }

  Result<OperatorPtr> Build(const PlanNode& plan, const ChangeSchema&, const SlotSet& needed) {
    QIAO_TRY(OperatorPtr input, Input(plan, needed));
    return MakeChangeSchema(env_, plan, std::move(input));
  }

  Environment& env_;
  const ArgumentSource& argument_;
  const ScanShare* share_;
  const PlanNode* lane_;
  std::map<const PlanNode*, ScanWishes> wishes_;              // of steps that are built above scans
  std::map<const PlanNode*, FirstsOfGroups> firsts_;          // of sorts
  std::map<const PlanNode*, const Skip*> skips_;              // by what is directly below
  std::map<const PlanNode*, const LabelExpression*> labels_;  // that are asked for above expansions
};

}  // namespace

Result<OperatorPtr> BuildOperator(const PlanNode& plan, const SlotSet& needed, Environment& env,
                                  const ArgumentSource& argument) {
  if (DepthOf(plan) > kMaxPlanDepth) {
    return base::MakeError(base::ErrorCode::kLimit, "the query has more than {} steps one after the other",
                           kMaxPlanDepth)
        .At(plan.span);
  }
  return Builder(env, argument, nullptr, nullptr).Build(plan, needed);
}

Result<OperatorPtr> BuildLane(const PlanNode& plan, const SlotSet& needed, Environment& env,
                              const ArgumentSource& argument, const ScanShare& share) {
  return Builder(env, argument, &share, &plan).Build(plan, needed);
}

}  // namespace qiao::query
