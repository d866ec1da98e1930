// Operators: logic, comparison, arithmetic, predicates with words.
#include "base/text.h"
#include "query/bind/expression_binder.h"
#include "query/bind/types.h"
#include "query/plan/make_expression.h"

namespace qiao::query {
namespace {

// A chain of arithmetic becomes a tree as deep as it is long.
constexpr size_t kLongestChain = 2000;
// Computed values in the middle of a chain of comparisons nest, too, and each sees all before it.
constexpr size_t kMostNamedValues = 100;

ExpressionKind KindOf(syntax::ComparisonOperator op) {
  switch (op) {
    case syntax::ComparisonOperator::kEqual:
      return ExpressionKind::kEqual;
    case syntax::ComparisonOperator::kNotEqual:
      return ExpressionKind::kNotEqual;
    case syntax::ComparisonOperator::kLess:
      return ExpressionKind::kLess;
    case syntax::ComparisonOperator::kLessEqual:
      return ExpressionKind::kLessEqual;
    case syntax::ComparisonOperator::kGreater:
      return ExpressionKind::kGreater;
    case syntax::ComparisonOperator::kGreaterEqual:
      return ExpressionKind::kGreaterEqual;
  }
  return ExpressionKind::kEqual;
}

ExpressionKind KindOf(syntax::ArithmeticOperator op) {
  switch (op) {
    case syntax::ArithmeticOperator::kAdd:
      return ExpressionKind::kAdd;
    case syntax::ArithmeticOperator::kSubtract:
      return ExpressionKind::kSubtract;
    case syntax::ArithmeticOperator::kMultiply:
      return ExpressionKind::kMultiply;
    case syntax::ArithmeticOperator::kDivide:
      return ExpressionKind::kDivide;
    case syntax::ArithmeticOperator::kModulo:
      return ExpressionKind::kModulo;
    case syntax::ArithmeticOperator::kPower:
      return ExpressionKind::kPower;
    case syntax::ArithmeticOperator::kConcatenate:
      return ExpressionKind::kConcat;
  }
  return ExpressionKind::kAdd;
}

std::string_view SymbolOf(syntax::ArithmeticOperator op) {
  switch (op) {
    case syntax::ArithmeticOperator::kAdd:
      return "+";
    case syntax::ArithmeticOperator::kSubtract:
      return "-";
    case syntax::ArithmeticOperator::kMultiply:
      return "*";
    case syntax::ArithmeticOperator::kDivide:
      return "/";
    case syntax::ArithmeticOperator::kModulo:
      return "%";
    case syntax::ArithmeticOperator::kPower:
      return "^";
    case syntax::ArithmeticOperator::kConcatenate:
      return "||";
  }
  return "";
}

ExpressionKind KindOf(syntax::LogicalOperator op) {
  switch (op) {
    case syntax::LogicalOperator::kOr:
      return ExpressionKind::kOr;
    case syntax::LogicalOperator::kXor:
      return ExpressionKind::kXor;
    case syntax::LogicalOperator::kAnd:
      return ExpressionKind::kAnd;
  }
  return ExpressionKind::kAnd;
}

ExpressionKind KindOf(syntax::PredicateOperator op) {
  switch (op) {
    case syntax::PredicateOperator::kIn:
      return ExpressionKind::kIn;
    case syntax::PredicateOperator::kStartsWith:
      return ExpressionKind::kStartsWith;
    case syntax::PredicateOperator::kEndsWith:
      return ExpressionKind::kEndsWith;
    case syntax::PredicateOperator::kContains:
      return ExpressionKind::kContains;
    case syntax::PredicateOperator::kMatches:
      return ExpressionKind::kRegex;
  }
  return ExpressionKind::kIn;
}

ExpressionPtr Negated(ExpressionPtr expression, bool negated) {
  if (!negated) return expression;
  const base::TextSpan span = expression->span;
  return MakeOperation(ExpressionKind::kNot, kBooleanType, span, std::move(expression));
}

}  // namespace

Result<ExpressionPtr> BindUnary(Binder& binder, const syntax::Unary& unary, base::TextSpan span, Place place) {
  const bool logical = unary.op == syntax::UnaryOperator::kNot;
  QIAO_TRY(ExpressionPtr operand, BindExpression(binder, *unary.operand, logical ? place.As(true) : place.As(false)));
  if (logical) {
    QIAO_CHECK(CheckType(*operand, kBooleanType));
    return MakeOperation(ExpressionKind::kNot, kBooleanType, span, std::move(operand));
  }
  Type numeric = Type::Number();
  numeric.kinds |= Type::Bit(base::Kind::kDuration);
  QIAO_CHECK(CheckType(*operand, numeric));
  const Type type{operand->type.kinds & numeric.kinds, 0};
  return MakeOperation(unary.op == syntax::UnaryOperator::kPlus ? ExpressionKind::kPlus : ExpressionKind::kNegate, type,
                       span, std::move(operand));
}

Result<ExpressionPtr> BindLogical(Binder& binder, const syntax::Logical& logical, base::TextSpan span, Place place) {
  std::vector<ExpressionPtr> operands;
  for (const syntax::Expression& operand : logical.operands) {
    QIAO_TRY(ExpressionPtr bound, BindExpression(binder, operand, place.As(true)));
    QIAO_CHECK(CheckType(*bound, kBooleanType));
    operands.push_back(std::move(bound));
  }
  auto made = MakeOperation(KindOf(logical.op), kBooleanType, span);
  if (logical.op != syntax::LogicalOperator::kXor) {
    made->operands = std::move(operands);
    return made;
  }
  // XOR has two operands.
  ExpressionPtr left = std::move(operands[0]);
  if (operands.size() > kLongestChain) {
    return base::MakeError(ErrorCode::kLimit, "more than {} operands in one chain of {}", kLongestChain, "XOR")
        .At(span)
        .AtCompileTime();
  }
  for (size_t i = 1; i < operands.size(); ++i) {
    left = MakeOperation(ExpressionKind::kXor, kBooleanType, span, std::move(left), std::move(operands[i]));
  }
  return left;
}

Result<ExpressionPtr> BindComparison(Binder& binder, const syntax::Comparison& comparison, base::TextSpan span,
                                     Place place) {
  QIAO_TRY(ExpressionPtr left, BindExpression(binder, *comparison.first, place));
  std::vector<ExpressionPtr> links;
  std::vector<NamedValue> named;
  for (const syntax::ComparisonStep& step : comparison.steps) {
    QIAO_TRY(ExpressionPtr right, BindExpression(binder, step.operand, place));
    const bool last = &step == &comparison.steps.back();
    if (!last && !IsCheap(*right)) right = NameValue(binder, std::move(right), named);
    if (named.size() > kMostNamedValues) {
      return base::MakeError(ErrorCode::kLimit, "more than {} operands in one chain of {}", kMostNamedValues, "<")
          .At(span)
          .AtCompileTime();
    }
    ExpressionPtr next = last ? nullptr : Clone(*right);
    links.push_back(MakeOperation(KindOf(step.op), kBooleanType, span, std::move(left), std::move(right)));
    left = std::move(next);
  }
  if (links.size() == 1) return std::move(links[0]);
  auto made = MakeOperation(ExpressionKind::kAnd, kBooleanType, span);
  made->operands = std::move(links);
  return InNamed(std::move(made), std::move(named));
}

Result<ExpressionPtr> BindArithmetic(Binder& binder, const syntax::Arithmetic& arithmetic, base::TextSpan span,
                                     Place place) {
  if (arithmetic.steps.size() > kLongestChain) {
    return base::MakeError(ErrorCode::kLimit, "more than {} operands in one chain of {}", kLongestChain,
                           SymbolOf(arithmetic.steps[0].op))
        .At(span)
        .AtCompileTime();
  }
  QIAO_TRY(ExpressionPtr left, BindExpression(binder, *arithmetic.first, place));
  for (const syntax::ArithmeticStep& step : arithmetic.steps) {
    QIAO_TRY(ExpressionPtr right, BindExpression(binder, step.operand, place));
    const base::TextSpan both{left->span.begin, right->span.end};
    const auto type = ArithmeticType(step.op, left->type, right->type);
    if (!type) {
      return SyntaxError(ErrorDetail::kInvalidArgumentType, both, "{} is not defined for {} and {}", SymbolOf(step.op),
                         Describe(left->type), Describe(right->type));
    }
    left = MakeOperation(KindOf(step.op), *type, both, std::move(left), std::move(right));
  }
  return left;
}

Result<ExpressionPtr> BindStringOrIn(Binder& binder, const syntax::Predicate& predicate, base::TextSpan span,
                                     Place place) {
  QIAO_TRY(ExpressionPtr left, BindExpression(binder, *predicate.left, place));
  QIAO_TRY(ExpressionPtr right, BindExpression(binder, *predicate.right, place));
  if (predicate.op == syntax::PredicateOperator::kIn) QIAO_CHECK(CheckType(*right, Type::Of(base::Kind::kList)));
  return MakeOperation(KindOf(predicate.op), kBooleanType, span, std::move(left), std::move(right));
}

Result<ExpressionPtr> BindNullCheck(Binder& binder, const syntax::NullCheck& check, base::TextSpan span, Place place) {
  QIAO_TRY(ExpressionPtr operand, BindExpression(binder, *check.operand, place));
  return MakeOperation(check.negated ? ExpressionKind::kIsNotNull : ExpressionKind::kIsNull, kBooleanType, span,
                       std::move(operand));
}

Result<ExpressionPtr> BindNormalizedCheck(Binder& binder, const syntax::NormalizedCheck& check, base::TextSpan span,
                                          Place place) {
  QIAO_TRY(ExpressionPtr operand, BindExpression(binder, *check.operand, place));
  constexpr const char* kForms[] = {"NFC", "NFD", "NFKC", "NFKD"};
  // A text is normalized when normalizing changes nothing; of anything else nobody can say.
  syntax::TypeCheck is_text{check.operand, {}, false};
  is_text.type.name = syntax::TypeName::kString;
  is_text.type.not_null = true;
  QIAO_TRY(ExpressionPtr applies, BindTypeCheck(binder, is_text, span, place));
  std::vector<ExpressionPtr> arguments;
  arguments.push_back(Clone(*operand));
  arguments.push_back(MakeLiteral(base::Value::String(kForms[static_cast<size_t>(check.form)]), span));
  QIAO_TRY(ExpressionPtr normalized, CallByName("normalize", span, std::move(arguments)));
  ExpressionPtr unchanged = MakeOperation(check.negated ? ExpressionKind::kNotEqual : ExpressionKind::kEqual,
                                          kBooleanType, span, std::move(normalized), std::move(operand));
  return MakeOperation(ExpressionKind::kCase, kBooleanType, span, std::move(applies), std::move(unchanged),
                       ExpressionPtr());
}

Result<ExpressionPtr> BindLabelCheck(Binder& binder, const syntax::LabelCheck& check, base::TextSpan span,
                                     Place place) {
  QIAO_TRY(ExpressionPtr operand, BindExpression(binder, *check.operand, place));
  QIAO_CHECK(CheckType(*operand, Type::OneOf({base::Kind::kNode, base::Kind::kRelationship})));
  QIAO_TRY(ExpressionPtr made, BindLabelCondition(binder, check.labels, *operand, place));
  made->span = span;
  return Negated(std::move(made), check.negated);
}

}  // namespace qiao::query
