#include <algorithm>

#include "query/optimize/extract_pattern.h"
#include "query/optimize/optimize.h"
#include "query/plan/make_expression.h"
#include "query/plan/plan_slots.h"
#include "query/plan/slot_set.h"

namespace qiao::query {
namespace {

using Kind = ExpressionKind;

// Kinds of which all operands are computed for every row.
bool ComputesAll(Kind kind) {
  switch (kind) {
    case Kind::kEqual:
    case Kind::kNotEqual:
    case Kind::kLess:
    case Kind::kLessEqual:
    case Kind::kGreater:
    case Kind::kGreaterEqual:
    case Kind::kAdd:
    case Kind::kSubtract:
    case Kind::kMultiply:
    case Kind::kDivide:
    case Kind::kModulo:
    case Kind::kNegate:
    case Kind::kNot:
    case Kind::kFunction:
    case Kind::kList:
    case Kind::kMap:
      return true;
    default:
      return false;
  }
}

class CallMaker {
 public:
  explicit CallMaker(Plan& plan) : plan_(plan) {}

  // `few`: perhaps only the first rows are wanted.
  void Visit(PlanNode& node, bool few) {
    few = (few || std::holds_alternative<Limit>(node.step)) && !ReadsAll(node.step);
    const bool equal = std::holds_alternative<CrossProduct>(node.step) || std::holds_alternative<HashJoin>(node.step) ||
                       std::holds_alternative<Union>(node.step);
    const size_t inputs = equal ? node.inputs.size() : std::min<size_t>(node.inputs.size(), 1);
    for (size_t i = 0; i < inputs; ++i) Visit(*node.inputs[i], few);
    if (few || inputs != 1) return;
    SlotSet filled;
    std::vector<Slot> slots;
    CollectAllFilledSlots(*node.inputs[0], slots);
    filled.Add(slots);
    ForEachExpression(node.step, [&](ExpressionPtr& expression) { Take(expression, filled, node.inputs[0]); });
  }

 private:
  static bool ReadsAll(const PlanStep& step) {
    return std::holds_alternative<Aggregate>(step) || std::holds_alternative<Sort>(step) ||
           std::holds_alternative<Eager>(step);
  }

  void Take(ExpressionPtr& expression, const SlotSet& filled, PlanPtr& input) {
    if (expression == nullptr) return;
    if (expression->kind == Kind::kCount && expression->subplan) return TakeCount(expression, filled, input);
    if (!ComputesAll(expression->kind)) return;
    for (ExpressionPtr& operand : expression->operands) Take(operand, filled, input);
  }

  void TakeCount(ExpressionPtr& expression, const SlotSet& filled, PlanPtr& input) {
    const PlanNode& subplan = *expression->subplan;
    std::vector<Slot> free;
    CollectFreeSlots(subplan, free);
    if (free.empty() || !filled.Has(free[0])) return;
    if (std::ranges::any_of(free, [&](Slot slot) { return slot != free[0]; })) return;
    auto pattern = ExtractPatternAround(subplan, free[0]);
    if (pattern == nullptr || pattern->edges.empty()) return;
    const auto slot = static_cast<Slot>(plan_.slot_names.size());
    plan_.slot_names.emplace_back(" count");
    Aggregate aggregate;
    aggregate.items.push_back({slot, nullptr, {}, false});
    PlanPtr matches = Over(Clone(subplan), CountMatches{std::move(pattern), {0}, true}, subplan.estimated_rows);
    PlanPtr counted = Over(std::move(matches), std::move(aggregate), 1);
    const double rows = input->estimated_rows;
    input = Over(std::move(input), Apply{ApplyKind::kInner, {}, false}, rows);
    input->inputs.push_back(std::move(counted));
    expression = MakeSlot(slot, Type::Of(base::Kind::kInteger), expression->span);
  }

  static PlanPtr Over(PlanPtr input, PlanStep step, double rows) {
    auto node = std::make_unique<PlanNode>();
    node->step = std::move(step);
    node->span = input->span;
    node->estimated_rows = rows;
    node->inputs.push_back(std::move(input));
    return node;
  }

  Plan& plan_;
};

}  // namespace

void CountCalls(Plan& plan) {
  if (!Writes(*plan.root)) CallMaker(plan).Visit(*plan.root, false);
}

}  // namespace qiao::query
