#include "query/plan/column_test.h"

namespace qiao::query {
namespace {

std::optional<std::string_view> KeyOf(const Expression& expression, Slot node) {
  if (expression.kind != ExpressionKind::kProperty) return std::nullopt;
  const Expression& object = *expression.operands[0];
  if (object.kind != ExpressionKind::kSlot || object.slot != node) return std::nullopt;
  return expression.name;
}

bool IsFixed(const Expression& value) {
  return value.kind == ExpressionKind::kLiteral || value.kind == ExpressionKind::kParameter;
}

// What `a op b` is as a condition on b; nullopt where it can't be turned around.
std::optional<ExpressionKind> Turned(ExpressionKind op) {
  switch (op) {
    case ExpressionKind::kEqual:
    case ExpressionKind::kNotEqual:
      return op;
    case ExpressionKind::kLess:
      return ExpressionKind::kGreater;
    case ExpressionKind::kLessEqual:
      return ExpressionKind::kGreaterEqual;
    case ExpressionKind::kGreater:
      return ExpressionKind::kLess;
    case ExpressionKind::kGreaterEqual:
      return ExpressionKind::kLessEqual;
    default:
      return std::nullopt;
  }
}

bool IsTextTest(ExpressionKind op) {
  return op == ExpressionKind::kStartsWith || op == ExpressionKind::kEndsWith || op == ExpressionKind::kContains;
}

}  // namespace

std::optional<ColumnTest> AsColumnTest(const Expression& condition, Slot node) {
  if (condition.kind == ExpressionKind::kIsNotNull) {
    const auto key = KeyOf(*condition.operands[0], node);
    return key ? std::optional(ColumnTest{*key, condition.kind, nullptr}) : std::nullopt;
  }
  const auto turned = Turned(condition.kind);
  if (!turned && !IsTextTest(condition.kind)) return std::nullopt;
  const Expression &left = *condition.operands[0], &right = *condition.operands[1];
  if (const auto key = KeyOf(left, node); key && IsFixed(right)) return ColumnTest{*key, condition.kind, &right};
  if (!turned) return std::nullopt;
  if (const auto key = KeyOf(right, node); key && IsFixed(left)) return ColumnTest{*key, *turned, &left};
  return std::nullopt;
}

std::optional<std::vector<ColumnTest>> AsColumnTests(const Expression& conjunction, Slot node) {
  if (conjunction.kind != ExpressionKind::kAnd || conjunction.operands.empty()) return std::nullopt;
  std::vector<ColumnTest> tests;
  for (const ExpressionPtr& operand : conjunction.operands) {
    auto test = AsColumnTest(*operand, node);
    if (!test) return std::nullopt;
    tests.push_back(*test);
  }
  return tests;
}

}  // namespace qiao::query
