// Which steps several threads may share: those that work row by row on what a scan gives, and the aggregation, the
// removal of equal rows or the choice of the first ones that reads them. Each thread looks at a part of the scan's
// nodes, and the rows are put together in the order of the parts, so they are those of one thread.
#include <algorithm>

#include "query/functions/function.h"
#include "query/optimize/optimize.h"
#include "query/plan/counted_call.h"
#include "query/plan/plan_slots.h"

namespace qiao::query {
namespace {

template <class... Steps>
bool IsOneOf(const PlanStep& step) {
  return (std::holds_alternative<Steps>(step) || ...);
}

bool IsPure(const PlanNode& plan);

// No effects, no random values, nothing from outside of the graph: it may be computed anywhere, in any order.
bool IsPure(const Expression& expression) {
  if (expression.function != nullptr && !expression.function->repeatable) return false;
  const bool pure = std::ranges::all_of(
      expression.operands, [](const ExpressionPtr& operand) { return operand == nullptr || IsPure(*operand); });
  return pure && (expression.subplan == nullptr || IsPure(*expression.subplan));
}

bool IsPureStep(const PlanStep& step) {
  if (Writes(step) || IsOneOf<ProcedureCall, LoadCsv, ApplyInTransactions>(step)) return false;
  bool pure = true;
  ForEachExpression(step, [&](const Expression& expression) { pure = pure && IsPure(expression); });
  return pure;
}

bool IsPure(const PlanNode& plan) {
  return IsPureStep(plan.step) && std::ranges::all_of(plan.inputs, [](const PlanPtr& input) { return IsPure(*input); });
}

// Each of its rows comes from one row of its first input, and rows keep the order of those.
bool WorksRowByRow(const PlanNode& plan) {
  // What is counted for all rows is counted once, by all threads.
  if (AsCountedCall(plan)) return false;
  return IsOneOf<NodeScan, SeekById, IndexSeek, Expand, ExpandVariable, ExpandPattern, ShortestPath, Filter, Project,
                 Unwind, Apply>(plan.step);
}

// Pure steps that work row by row down to a scan that runs once.
bool IsPipeline(const PlanNode& plan) {
  if (!IsPure(plan)) return false;
  for (const PlanNode* node = &plan;; node = node->inputs[0].get()) {
    if (!WorksRowByRow(*node)) return false;
    if (IsOneOf<Argument>(node->inputs[0]->step)) return IsOneOf<NodeScan>(node->step);
  }
}

// A step that several threads can do a part of before one finishes it.
bool CanBeginInParts(const PlanStep& step) {
  const auto* sort = std::get_if<Sort>(&step);
  return IsOneOf<Aggregate, Distinct>(step) || (sort != nullptr && sort->limit != nullptr);
}

// All rows are read before the first one is given.
bool ReadsAll(const PlanStep& step) { return IsOneOf<Aggregate, Sort, Eager>(step); }

// All of the inputs stand in the same plan; the second one of other steps is run for rows of the first.
bool HasEqualInputs(const PlanStep& step) { return IsOneOf<CrossProduct, HashJoin, Union>(step); }

// `few`: perhaps only the first rows are wanted, so it had better not look for more.
void Mark(PlanNode& plan, bool few) {
  few = (few || IsOneOf<Limit>(plan.step)) && !ReadsAll(plan.step);
  if (!few && CanBeginInParts(plan.step) && IsPureStep(plan.step) && IsPipeline(*plan.inputs[0])) {
    plan.parallel = true;
    // An aggregation reads this where it can't be done in parts.
    plan.inputs[0]->parallel = IsOneOf<Aggregate>(plan.step);
    return;
  }
  if (!few && IsPipeline(plan)) {
    plan.parallel = !IsOneOf<NodeScan>(plan.step);
    return;
  }
  const size_t inputs = HasEqualInputs(plan.step) ? plan.inputs.size() : std::min<size_t>(plan.inputs.size(), 1);
  for (size_t i = 0; i < inputs; ++i) Mark(*plan.inputs[i], few);
}

}  // namespace

void Parallel(Plan& plan) {
  if (!plan.writes) Mark(*plan.root, false);
}

}  // namespace qiao::query
