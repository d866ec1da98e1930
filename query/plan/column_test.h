// Conditions on one property of a node against a value that no row changes: a scan can ask them of a whole column at
// once. They never fail.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "query/plan/expression.h"

namespace qiao::query {

// `key` op `value`.
struct ColumnTest {
  std::string_view key;
  ExpressionKind op;                  // kEqual … kGreaterEqual, kStartsWith, kEndsWith, kContains, kIsNotNull
  const Expression* value = nullptr;  // a literal or a parameter; nullptr for kIsNotNull
};

// Views into the condition.
std::optional<ColumnTest> AsColumnTest(const Expression& condition, Slot node);
// Of a conjunction that holds nothing else, as the pass scan_tests makes it.
std::optional<std::vector<ColumnTest>> AsColumnTests(const Expression& conjunction, Slot node);

}  // namespace qiao::query
