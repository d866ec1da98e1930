// Small ways to make bound expressions, for the binder, the planner and the passes.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "query/plan/expression.h"

namespace qiao::query {

inline ExpressionPtr MakeSlot(Slot slot, Type type, base::TextSpan span = {}) {
  auto made = std::make_unique<Expression>(ExpressionKind::kSlot, span);
  made->slot = slot;
  made->type = type;
  return made;
}

inline ExpressionPtr MakeLiteral(base::Value value, base::TextSpan span = {}) {
  auto made = std::make_unique<Expression>(ExpressionKind::kLiteral, span);
  made->type = value.is_null() ? Type::Null() : Type::Of(value.kind());
  made->value = std::move(value);
  return made;
}

template <class... Operands>
ExpressionPtr MakeOperation(ExpressionKind kind, Type type, base::TextSpan span, Operands... operands) {
  auto made = std::make_unique<Expression>(kind, span);
  made->type = type;
  (made->operands.push_back(std::move(operands)), ...);
  return made;
}

inline ExpressionPtr MakeProperty(ExpressionPtr object, std::string key, base::TextSpan span = {}) {
  auto made = MakeOperation(ExpressionKind::kProperty, Type::Any(), span, std::move(object));
  made->name = std::move(key);
  return made;
}

inline ExpressionPtr MakeCall(const Function* function, Type type, base::TextSpan span,
                              std::vector<ExpressionPtr> arguments) {
  auto made = MakeOperation(ExpressionKind::kFunction, type, span);
  made->function = function;
  made->operands = std::move(arguments);
  return made;
}

}  // namespace qiao::query
