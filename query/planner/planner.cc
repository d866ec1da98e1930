#include "query/planner/planner.h"

#include <algorithm>

#include "query/plan/make_expression.h"
#include "query/planner/match_planner.h"

namespace qiao::query {

PlanPtr MakeArgument(base::TextSpan span) {
  auto node = std::make_unique<PlanNode>();
  node->step = Argument{};
  node->span = span;
  node->estimated_rows = 1;
  return node;
}

void Put(Piece& piece, PlanStep step, base::TextSpan span, double rows) {
  if (rows >= 0) piece.rows = rows;
  auto node = std::make_unique<PlanNode>();
  node->step = std::move(step);
  node->inputs.push_back(std::move(piece.plan));
  node->span = span;
  node->estimated_rows = piece.rows;
  piece.plan = std::move(node);
}

void PutOver(Piece& piece, PlanStep step, PlanPtr second, base::TextSpan span, double rows) {
  Put(piece, std::move(step), span, rows);
  piece.plan->inputs.push_back(std::move(second));
}

bool IsStreaming(const PlanNode& plan) {
  const PlanStep& step = plan.step;
  const bool row_by_row = std::holds_alternative<Argument>(step) || std::holds_alternative<NodeScan>(step) ||
                          std::holds_alternative<SeekById>(step) || std::holds_alternative<IndexSeek>(step) ||
                          std::holds_alternative<Expand>(step) || std::holds_alternative<ExpandVariable>(step) ||
                          std::holds_alternative<ShortestPath>(step) || std::holds_alternative<Filter>(step) ||
                          std::holds_alternative<Project>(step) || std::holds_alternative<Unwind>(step);
  return row_by_row && std::ranges::all_of(plan.inputs, [](const PlanPtr& input) { return IsStreaming(*input); });
}

Piece Planner::PlanPattern(Piece piece, bound::Pattern& pattern, base::TextSpan span) {
  return MatchPlanner(*this, pattern, span).Plan(std::move(piece));
}

void Planner::Prepare(ExpressionPtr& expression) {
  if (!expression) return;
  if (expression->subquery) {
    // Copies of an expression share the query, which can be planned only once.
    std::shared_ptr<const PlanNode>& plan = subplans_[expression->subquery];
    if (!plan) plan = PlanQuery(*expression->subquery).plan;
    expression->subplan = plan;
    expression->subquery.reset();
  }
  for (ExpressionPtr& operand : expression->operands) Prepare(operand);
}

void Planner::Prepare(std::vector<ExpressionPtr>& expressions) {
  for (ExpressionPtr& expression : expressions) Prepare(expression);
}

Slot Planner::AddHidden(std::string_view purpose, Type type) {
  statement_.slot_names.push_back(" " + std::string(purpose));
  statement_.slot_types.push_back(type);
  return static_cast<Slot>(statement_.slot_names.size() - 1);
}

ExpressionPtr Planner::Use(Slot slot) const { return MakeSlot(slot, TypeOf(slot)); }

}  // namespace qiao::query
