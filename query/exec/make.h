// Makers of operators by kind of step, for BuildOperator only; those of scans and sorts stand in row_bound.h. `live`:
// slots that are read above the step, sorted.
#pragma once

#include "query/exec/known_ends.h"
#include "query/exec/operator.h"
#include "query/exec/scan_share.h"
#include "query/exec/subplan.h"

namespace qiao::query {

using MadeOperator = base::Result<OperatorPtr>;

OperatorPtr MakeArgument(Environment& env, const PlanNode& node, const ArgumentSource& source, std::vector<Slot> live);
MadeOperator MakeSeekById(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<Slot> live);
MadeOperator MakeIndexSeek(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<Slot> live);
// labels: that the nodes found must have, as is tested above; nullptr: any.
OperatorPtr MakeExpand(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<Slot> live,
                       const LabelExpression* labels);
OperatorPtr MakeExpandInto(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<Slot> live);
OperatorPtr MakeExpandBound(Environment& env, const PlanNode& node, OperatorPtr input);
MadeOperator MakeExpandVariable(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<Slot> live);
MadeOperator MakeExpandVariableBound(Environment& env, const PlanNode& node, OperatorPtr input);
OperatorPtr MakeExpandPattern(Environment& env, const PlanNode& node, OperatorPtr input, std::unique_ptr<Subplan> inner,
                              std::vector<Slot> live);
MadeOperator MakeShortestPath(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<Slot> live);

OperatorPtr MakeCountMatches(Environment& env, const PlanNode& node, OperatorPtr one_by_one);
MadeOperator MakeFilter(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<Slot> live);
MadeOperator MakeProject(Environment& env, const PlanNode& node, OperatorPtr input);
// `needed`: slots that the step reads from its input.
MadeOperator MakeAggregate(Environment& env, const PlanNode& node, OperatorPtr input, const SlotSet& needed);
OperatorPtr MakeDistinct(Environment& env, const PlanNode& node, OperatorPtr input);
MadeOperator MakeSkip(Environment& env, const PlanNode& node, OperatorPtr input);
MadeOperator MakeLimit(Environment& env, const PlanNode& node, OperatorPtr input);
MadeOperator MakeUnwind(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<Slot> live);
OperatorPtr MakeEager(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<Slot> live);
// Rows with multiplicities become so many rows.
OperatorPtr MakeUnroll(Environment& env, const PlanNode& node, OperatorPtr input);

// Rows of the plan by several threads, if there are many, else by `one_by_one`. `same_step`: whoever reads them is at
// work for the plan's first step, and `one_by_one` gives what that would read.
OperatorPtr MakeExchange(Environment& env, const PlanNode& node, OperatorPtr one_by_one, const SlotSet& needed,
                         bool same_step);
// The operators of a plan over a part of what its scan looks at; see BuildOperator.
MadeOperator BuildLane(const PlanNode& plan, const SlotSet& needed, Environment& env, const ArgumentSource& argument,
                       const ScanShare& share);

OperatorPtr MakeCrossProduct(Environment& env, const PlanNode& node, OperatorPtr left, OperatorPtr right,
                             std::vector<Slot> live);
OperatorPtr MakeHashJoin(Environment& env, const PlanNode& node, OperatorPtr left, OperatorPtr right,
                         std::vector<Slot> live);
// What Apply carries on from its two sides, sorted.
struct ApplySlots {
  std::vector<Slot> left;
  std::vector<Slot> right;
};
// `ends`: of kSemi and kAnti only, or nullptr.
OperatorPtr MakeApply(Environment& env, const PlanNode& node, OperatorPtr left, std::unique_ptr<Subplan> right,
                      std::unique_ptr<KnownEnds> ends, ApplySlots slots);
// `one_by_one`: the steps that find the matches for a row.
OperatorPtr MakeCountApply(Environment& env, const PlanNode& node, OperatorPtr left,
                           std::unique_ptr<Subplan> one_by_one);
MadeOperator MakeApplyInTransactions(Environment& env, const PlanNode& node, OperatorPtr left,
                                     std::unique_ptr<Subplan> right, ApplySlots slots);
OperatorPtr MakeUnion(Environment& env, const PlanNode& node, std::vector<OperatorPtr> inputs);

MadeOperator MakeProcedureCall(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<Slot> live);
MadeOperator MakeLoadCsv(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<Slot> live);

MadeOperator MakeCreate(Environment& env, const PlanNode& node, OperatorPtr input);
MadeOperator MakeSet(Environment& env, const PlanNode& node, OperatorPtr input);
MadeOperator MakeDelete(Environment& env, const PlanNode& node, OperatorPtr input);
MadeOperator MakeMerge(Environment& env, const PlanNode& node, OperatorPtr input, std::unique_ptr<Subplan> found,
                       ApplySlots slots);
OperatorPtr MakeChangeSchema(Environment& env, const PlanNode& node, OperatorPtr input);
MadeOperator MakeForeach(Environment& env, const PlanNode& node, OperatorPtr input, std::unique_ptr<Subplan> updates);

}  // namespace qiao::query
