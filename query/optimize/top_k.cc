#include "query/optimize/optimize.h"
#include "query/plan/make_expression.h"

namespace qiao::query {
namespace {

// Skip and Limit may stand above one another: their sum is how many rows are wanted.
void Visit(PlanNode& node) {
  for (PlanPtr& input : node.inputs) Visit(*input);
  auto* limit = std::get_if<Limit>(&node.step);
  if (limit == nullptr) return;
  PlanNode* below = node.inputs[0].get();
  const Skip* skip = std::get_if<Skip>(&below->step);
  if (skip != nullptr) below = below->inputs[0].get();
  auto* sort = std::get_if<Sort>(&below->step);
  if (sort == nullptr || sort->limit) return;
  ExpressionPtr wanted = Clone(*limit->count);
  if (skip != nullptr) {
    // A sum that overflows would be an error, so only numbers that are known are added.
    const Expression& skipped = *skip->count;
    if (wanted->kind != ExpressionKind::kLiteral || skipped.kind != ExpressionKind::kLiteral) return;
    if (!wanted->value.is(base::Kind::kInteger) || !skipped.value.is(base::Kind::kInteger)) return;
    int64_t sum = 0;
    if (__builtin_add_overflow(wanted->value.integer(), skipped.value.integer(), &sum)) return;
    wanted = MakeLiteral(base::Value::Integer(sum), wanted->span);
  }
  // A random limit must be the same number in both places.
  if (wanted->kind != ExpressionKind::kLiteral && wanted->kind != ExpressionKind::kParameter) return;
  sort->limit = std::move(wanted);
}

}  // namespace

void TopK(Plan& plan) { Visit(*plan.root); }

}  // namespace qiao::query
