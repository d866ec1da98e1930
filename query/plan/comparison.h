// Comparisons of two values by the kind of the expression that asks for them.
#pragma once

#include "base/value.h"
#include "query/plan/expression.h"

namespace qiao::query {

// kEqual … kGreaterEqual, kStartsWith, kEndsWith, kContains.
bool IsComparison(ExpressionKind kind);
// True, false or null; never an error. Requires IsComparison(kind).
base::Value Compare(ExpressionKind kind, const base::Value& a, const base::Value& b);

}  // namespace qiao::query
