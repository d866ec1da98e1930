#include "query/plan/fixed_call.h"

#include <algorithm>

#include "query/functions/function.h"

namespace qiao::query {

bool IsFixedCall(const Expression& call) {
  if (call.kind != ExpressionKind::kFunction) return false;
  const bool literals = std::ranges::all_of(call.operands, [](const ExpressionPtr& operand) {
    return operand != nullptr && operand->kind == ExpressionKind::kLiteral;
  });
  if (!literals || call.function->deterministic) return literals;
  // Times with a zone are left out: they may take the session's.
  constexpr std::string_view kWithoutZone[] = {"date", "localtime", "localdatetime"};
  return call.operands.size() == 1 && call.operands[0]->value.is(base::Kind::kString) &&
         std::ranges::find(kWithoutZone, call.function->name) != std::end(kWithoutZone);
}

}  // namespace qiao::query
