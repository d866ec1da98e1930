#include "query/plan/comparison.h"

#include "query/functions/operators.h"

namespace qiao::query {

using base::Value;

namespace {

using Comparison = Value (*)(const Value&, const Value&);

Comparison ComparisonOf(ExpressionKind kind) {
  switch (kind) {
    case ExpressionKind::kEqual:
      return Equal;
    case ExpressionKind::kNotEqual:
      return NotEqual;
    case ExpressionKind::kLess:
      return Less;
    case ExpressionKind::kLessEqual:
      return LessEqual;
    case ExpressionKind::kGreater:
      return Greater;
    case ExpressionKind::kGreaterEqual:
      return GreaterEqual;
    case ExpressionKind::kStartsWith:
      return StartsWith;
    case ExpressionKind::kEndsWith:
      return EndsWith;
    case ExpressionKind::kContains:
      return Contains;
    default:
      return nullptr;
  }
}

}  // namespace

bool IsComparison(ExpressionKind kind) { return ComparisonOf(kind) != nullptr; }

Value Compare(ExpressionKind kind, const Value& a, const Value& b) { return ComparisonOf(kind)(a, b); }

}  // namespace qiao::query
