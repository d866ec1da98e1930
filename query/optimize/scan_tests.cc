// Conditions that a scan can ask of a whole column at once are put together, directly above the scan, which then asks
// them itself. They can't fail, so it doesn't matter that they come before others.
#include <algorithm>

#include "query/optimize/optimize.h"
#include "query/plan/column_test.h"
#include "query/plan/make_expression.h"

namespace qiao::query {
namespace {

// Moves the tests of the node out of the condition; true if nothing is left of it.
bool TakeTests(ExpressionPtr& condition, Slot node, std::vector<ExpressionPtr>& tests) {
  if (condition->kind != ExpressionKind::kAnd) {
    if (!AsColumnTest(*condition, node)) return false;
    tests.push_back(std::move(condition));
    return true;
  }
  std::erase_if(condition->operands, [&](ExpressionPtr& operand) { return TakeTests(operand, node, tests); });
  if (condition->operands.size() == 1) {
    ExpressionPtr last = std::move(condition->operands[0]);
    condition = std::move(last);
  }
  return condition->kind == ExpressionKind::kAnd && condition->operands.empty();
}

// Texts are dearer to ask about than numbers, and to search than to compare.
int CostOf(const Expression& test) {
  if (test.kind == ExpressionKind::kContains) return 2;
  return std::ranges::any_of(test.operands,
                             [](const ExpressionPtr& operand) {
                               return operand->kind == ExpressionKind::kLiteral &&
                                      operand->value.is(base::Kind::kString);
                             })
             ? 1
             : 0;
}

void Visit(PlanPtr& place) {
  auto* filter = std::get_if<Filter>(&place->step);
  const PlanNode* below = place.get();
  while (std::holds_alternative<Filter>(below->step)) below = below->inputs[0].get();
  const auto* scan = std::get_if<NodeScan>(&below->step);
  if (filter == nullptr || scan == nullptr) {
    for (PlanPtr& input : place->inputs) Visit(input);
    return;
  }
  std::vector<ExpressionPtr> tests;
  PlanPtr* at = &place;
  const double rows = place->estimated_rows;
  const base::TextSpan span = place->span;
  while (auto* step = std::get_if<Filter>(&(*at)->step)) {
    if (TakeTests(step->predicate, scan->node, tests)) {
      PlanPtr input = std::move((*at)->inputs[0]);
      *at = std::move(input);
    } else {
      at = &(*at)->inputs[0];
    }
  }
  for (PlanPtr& input : (*at)->inputs) Visit(input);
  if (tests.empty()) return;
  auto asked = std::make_unique<PlanNode>();
  asked->span = span;
  asked->estimated_rows = rows;
  auto conjunction = MakeOperation(ExpressionKind::kAnd, Type::Of(base::Kind::kBoolean), tests[0]->span);
  std::ranges::reverse(tests);  // into the order in which they were written
  std::ranges::stable_sort(tests, {}, [](const ExpressionPtr& test) { return CostOf(*test); });
  conjunction->operands = std::move(tests);
  asked->step = Filter{std::move(conjunction)};
  asked->inputs.push_back(std::move(*at));
  *at = std::move(asked);
}

}  // namespace

void ScanTests(Plan& plan) { Visit(plan.root); }

}  // namespace qiao::query
