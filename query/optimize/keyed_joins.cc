#include <algorithm>

#include "query/optimize/optimize.h"
#include "query/plan/make_expression.h"
#include "query/plan/plan_slots.h"
#include "query/plan/random.h"

namespace qiao::query {
namespace {

constexpr double kFewRows = 8;  // for so few a table doesn't pay

bool HasSubplan(const Expression& expression) {
  return expression.subplan != nullptr || std::ranges::any_of(expression.operands, [](const ExpressionPtr& operand) {
           return operand && HasSubplan(*operand);
         });
}

std::vector<Slot> SlotsOf(const Expression& expression) {
  std::vector<Slot> slots;
  CollectSlots(expression, slots);
  return slots;
}

// The node and nothing else, or anything but the node.
bool ReadsOnly(const Expression& expression, Slot node) {
  const std::vector<Slot> slots = SlotsOf(expression);
  return !slots.empty() && std::ranges::all_of(slots, [&](Slot slot) { return slot == node; });
}
bool ReadsOthersOnly(const Expression& expression, Slot node) {
  const std::vector<Slot> slots = SlotsOf(expression);
  return !slots.empty() && std::ranges::find(slots, node) == slots.end();
}

// A scan and the conditions directly above it.
class FilteredScan {
 public:
  // The scan at the bottom of a plan that is run for rows of another.
  static FilteredScan In(PlanPtr& plan) {
    FilteredScan found;
    for (PlanPtr* place = &plan; place != nullptr; place = &(*place)->inputs[0]) {
      const PlanStep& step = (*place)->step;
      if (std::holds_alternative<NodeScan>(step)) {
        if (!std::holds_alternative<Argument>((*place)->inputs[0]->step)) return {};
        found.scan_ = place;
        return found;
      }
      if (!std::holds_alternative<Filter>(step)) {
        found.top_ = nullptr;
        if ((*place)->inputs.empty()) return {};
      } else if (found.top_ == nullptr) {
        found.top_ = place;
      }
    }
    return found;
  }

  // Joins by the first equation of the scan's node with what the rows around have, if there is one.
  void Join(Plan& plan) {
    if (scan_ == nullptr || top_ == nullptr) return;
    const Slot node = std::get<NodeScan>((*scan_)->step).node;
    std::vector<ExpressionPtr> own, above;
    ExpressionPtr equation;
    for (PlanPtr* place = top_; place != scan_; place = &(*place)->inputs[0]) {
      const Expression& predicate = *std::get<Filter>((*place)->step).predicate;
      const auto sort = [&](const Expression& condition) {
        if (!equation && IsEquation(condition, node)) {
          equation = Clone(condition);
        } else {
          const bool alone = ReadsOnly(condition, node) && !HasSubplan(condition) && !IsRandom(condition);
          (alone ? own : above).push_back(Clone(condition));
        }
      };
      if (predicate.kind == ExpressionKind::kAnd) {
        for (const ExpressionPtr& condition : predicate.operands) sort(*condition);
      } else {
        sort(predicate);
      }
    }
    if (!equation) return;
    const double rows = (*top_)->estimated_rows;
    const base::TextSpan span = (*top_)->span;
    PlanPtr scan = std::move(*scan_);
    PlanPtr outer = std::make_unique<PlanNode>();
    outer->span = span;
    outer->step = Argument{};
    outer->estimated_rows = 1;
    const double scanned = scan->estimated_rows;
    const size_t side = ReadsOnly(*equation->operands[0], node) ? 0 : 1;
    HashJoin join;
    join.keys.emplace_back(AddSlot(plan), AddSlot(plan));
    PlanPtr right = Filtered(std::move(own), std::move(scan), span, scanned);
    right = WithKey(join.keys[0].second, std::move(equation->operands[side]), std::move(right), span, scanned);
    PlanPtr left = WithKey(join.keys[0].first, std::move(equation->operands[1 - side]), std::move(outer), span, 1);
    auto made = std::make_unique<PlanNode>();
    made->span = span;
    made->estimated_rows = rows;
    made->step = std::move(join);
    made->inputs.push_back(std::move(left));
    made->inputs.push_back(std::move(right));
    *top_ = Filtered(std::move(above), std::move(made), span, rows);
  }

 private:
  static bool IsEquation(const Expression& condition, Slot node) {
    if (condition.kind != ExpressionKind::kEqual || HasSubplan(condition) || IsRandom(condition)) return false;
    const Expression &a = *condition.operands[0], &b = *condition.operands[1];
    return (ReadsOnly(a, node) && ReadsOthersOnly(b, node)) || (ReadsOnly(b, node) && ReadsOthersOnly(a, node));
  }

  static Slot AddSlot(Plan& plan) {
    plan.slot_names.emplace_back(" key");
    return static_cast<Slot>(plan.slot_names.size() - 1);
  }

  static PlanPtr Over(PlanStep step, PlanPtr input, base::TextSpan span, double rows) {
    auto made = std::make_unique<PlanNode>();
    made->span = span;
    made->estimated_rows = rows;
    made->step = std::move(step);
    made->inputs.push_back(std::move(input));
    return made;
  }

  static PlanPtr WithKey(Slot slot, ExpressionPtr key, PlanPtr input, base::TextSpan span, double rows) {
    Project project;
    project.items.push_back({slot, std::move(key)});
    return Over(std::move(project), std::move(input), span, rows);
  }

  // The last condition is asked first, as it stood below the others.
  static PlanPtr Filtered(std::vector<ExpressionPtr> conditions, PlanPtr input, base::TextSpan span, double rows) {
    for (size_t i = conditions.size(); i > 0; --i) {
      input = Over(Filter{std::move(conditions[i - 1])}, std::move(input), span, rows);
    }
    return input;
  }

  PlanPtr* scan_ = nullptr;
  PlanPtr* top_ = nullptr;  // the uppermost of the conditions
};

void Visit(Plan& plan, PlanNode& node);

// Subqueries of expressions.
void VisitSubplans(Plan& plan, Expression& expression, double rows) {
  for (ExpressionPtr& operand : expression.operands) {
    if (operand) VisitSubplans(plan, *operand, rows);
  }
  if (expression.subplan == nullptr) return;
  PlanPtr copy = Clone(*expression.subplan);
  Visit(plan, *copy);
  if (rows > kFewRows) FilteredScan::In(copy).Join(plan);
  expression.subplan = std::move(copy);
}

void Visit(Plan& plan, PlanNode& node) {
  for (PlanPtr& input : node.inputs) Visit(plan, *input);
  const double rows = node.inputs.empty() ? 1 : node.inputs[0]->estimated_rows;
  ForEachExpression(node.step, [&](ExpressionPtr& expression) { VisitSubplans(plan, *expression, rows); });
  if (std::holds_alternative<Apply>(node.step) && rows > kFewRows) FilteredScan::In(node.inputs[1]).Join(plan);
}

}  // namespace

void KeyedJoins(Plan& plan) {
  if (!Writes(*plan.root)) Visit(plan, *plan.root);
}

}  // namespace qiao::query
