#include "query/bind/binder.h"

#include <algorithm>

#include "base/text.h"
#include "query/plan/make_expression.h"

namespace qiao::query {

ExpressionPtr Binder::Use(Slot slot, base::TextSpan span) {
  used.push_back(slot);
  return MakeSlot(slot, TypeOf(slot), span);
}

std::vector<Slot> OuterUses::Slots() const {
  std::vector<Slot> outer;
  for (size_t i = first_use_; i < binder_.used.size(); ++i) {
    const Slot slot = binder_.used[i];
    if (slot < first_own_ && std::ranges::find(outer, slot) == outer.end()) outer.push_back(slot);
  }
  return outer;
}

Error UndefinedVariable(std::string_view name, const Scope& scope, base::TextSpan span) {
  std::vector<std::string_view> candidates;
  for (const auto& [known, slot] : scope.variables()) {
    if (known.front() != ' ') candidates.push_back(known);
  }
  if (auto closest = base::ClosestName(name, candidates)) {
    return SyntaxError(ErrorDetail::kUndefinedVariable, span, "variable `{}` is not defined, did you mean `{}`?", name,
                       *closest);
  }
  return SyntaxError(ErrorDetail::kUndefinedVariable, span, "variable `{}` is not defined", name);
}

void AddConjuncts(ExpressionPtr predicate, std::vector<ExpressionPtr>& conjuncts) {
  if (predicate->kind != ExpressionKind::kAnd) {
    conjuncts.push_back(std::move(predicate));
    return;
  }
  for (ExpressionPtr& operand : predicate->operands) AddConjuncts(std::move(operand), conjuncts);
}

}  // namespace qiao::query
