#include <algorithm>

#include "query/optimize/optimize.h"
#include "query/plan/plan_slots.h"
#include "query/planner/planner.h"

namespace qiao::query {
namespace {

// The subplan of EXISTS or NOT EXISTS, or nullptr.
const PlanNode* SubplanOf(const Expression& test, ApplyKind& kind) {
  const bool negated = test.kind == ExpressionKind::kNot;
  const Expression& inner = negated ? *test.operands[0] : test;
  if (inner.kind != ExpressionKind::kExists) return nullptr;
  kind = negated ? ApplyKind::kAnti : ApplyKind::kSemi;
  return inner.subplan.get();
}

void Replace(PlanPtr& node, const PlanNode& subplan, ApplyKind kind) {
  Piece piece{std::move(node->inputs[0]), node->estimated_rows};
  PlanPtr inner = Clone(subplan);
  const bool streaming = IsStreaming(*inner);
  PutOver(piece, Apply{kind, {}, streaming}, std::move(inner), node->span, piece.rows);
  node = std::move(piece.plan);
}

void Visit(PlanPtr& node) {
  for (PlanPtr& input : node->inputs) Visit(input);
  const auto* filter = std::get_if<Filter>(&node->step);
  if (filter == nullptr) return;
  ApplyKind kind = ApplyKind::kSemi;
  if (const PlanNode* subplan = SubplanOf(*filter->predicate, kind)) Replace(node, *subplan, kind);
}

}  // namespace

void SemiApply(Plan& plan) { Visit(plan.root); }

}  // namespace qiao::query
