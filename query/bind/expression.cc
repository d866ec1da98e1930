#include <limits>
#include <optional>
#include <string>

#include "base/text.h"
#include "query/bind/expression_binder.h"
#include "query/bind/types.h"
#include "query/plan/make_expression.h"

namespace qiao::query {
namespace {

// NaN, Inf and Infinity are numbers unless a variable is called so.
std::optional<double> SpecialNumber(std::string_view name) {
  const std::string word = base::AsciiLower(name);
  if (word == "nan") return std::numeric_limits<double>::quiet_NaN();
  if (word == "inf" || word == "infinity") return std::numeric_limits<double>::infinity();
  return std::nullopt;
}

struct Chooser {
  Binder& binder;
  base::TextSpan span;
  Place place;

  // Patterns may stand where a boolean is decided: under AND, OR, XOR, NOT, and in the conditions of CASE.
  Place value() const { return place.As(false); }

  Result<ExpressionPtr> operator()(const syntax::Literal& e) const { return BindLiteral(e, span); }
  Result<ExpressionPtr> operator()(const syntax::Variable& e) const {
    const Slot slot = place.scope.Find(e.name);
    if (slot == kNoSlot) {
      if (const auto number = SpecialNumber(e.name)) return MakeLiteral(base::Value::Float(*number), span);
      return UndefinedVariable(e.name, place.scope, span);
    }
    return binder.Use(slot, span);
  }
  Result<ExpressionPtr> operator()(const syntax::Parameter& e) const {
    auto made = std::make_unique<Expression>(ExpressionKind::kParameter, span);
    made->name = e.name;
    return made;
  }
  Result<ExpressionPtr> operator()(const syntax::ListLiteral& e) const { return BindList(binder, e, span, value()); }
  Result<ExpressionPtr> operator()(const syntax::MapLiteral& e) const { return BindMap(binder, e, span, value()); }
  Result<ExpressionPtr> operator()(const syntax::MapProjection& e) const {
    return BindMapProjection(binder, e, span, value());
  }
  Result<ExpressionPtr> operator()(const syntax::Property& e) const { return BindProperty(binder, e, span, value()); }
  Result<ExpressionPtr> operator()(const syntax::Subscript& e) const { return BindSubscript(binder, e, span, value()); }
  Result<ExpressionPtr> operator()(const syntax::Slice& e) const { return BindSlice(binder, e, span, value()); }
  Result<ExpressionPtr> operator()(const syntax::Unary& e) const { return BindUnary(binder, e, span, place); }
  Result<ExpressionPtr> operator()(const syntax::Logical& e) const { return BindLogical(binder, e, span, place); }
  Result<ExpressionPtr> operator()(const syntax::Comparison& e) const {
    return BindComparison(binder, e, span, value());
  }
  Result<ExpressionPtr> operator()(const syntax::Arithmetic& e) const {
    return BindArithmetic(binder, e, span, value());
  }
  Result<ExpressionPtr> operator()(const syntax::Predicate& e) const {
    return BindStringOrIn(binder, e, span, value());
  }
  Result<ExpressionPtr> operator()(const syntax::NullCheck& e) const { return BindNullCheck(binder, e, span, value()); }
  Result<ExpressionPtr> operator()(const syntax::TypeCheck& e) const { return BindTypeCheck(binder, e, span, value()); }
  Result<ExpressionPtr> operator()(const syntax::NormalizedCheck& e) const {
    return BindNormalizedCheck(binder, e, span, value());
  }
  Result<ExpressionPtr> operator()(const syntax::LabelCheck& e) const {
    return BindLabelCheck(binder, e, span, value());
  }
  Result<ExpressionPtr> operator()(const syntax::Case& e) const { return BindCase(binder, e, span, value()); }
  Result<ExpressionPtr> operator()(const syntax::FunctionCall& e) const { return BindCall(binder, e, span, value()); }
  Result<ExpressionPtr> operator()(const syntax::CountStar&) const { return BindCountStar(binder, span, value()); }
  Result<ExpressionPtr> operator()(const syntax::ListComprehension& e) const {
    return BindListComprehension(binder, e, span, value());
  }
  Result<ExpressionPtr> operator()(const syntax::PatternComprehension& e) const {
    return BindPatternComprehension(binder, e, span, value());
  }
  Result<ExpressionPtr> operator()(const syntax::Quantifier& e) const {
    return BindQuantifier(binder, e, span, value());
  }
  Result<ExpressionPtr> operator()(const syntax::Reduce& e) const { return BindReduce(binder, e, span, value()); }
  Result<ExpressionPtr> operator()(const syntax::PatternExpression& e) const {
    return BindPatternValue(binder, e, span, place);
  }
  Result<ExpressionPtr> operator()(const syntax::SubqueryExpression& e) const {
    return BindSubquery(binder, e, span, value());
  }
};

}  // namespace

Result<ExpressionPtr> BindExpression(Binder& binder, const syntax::Expression& expression, Place place) {
  return std::visit(Chooser{binder, expression.span, place}, expression.content);
}

Result<std::vector<ExpressionPtr>> BindExpressions(Binder& binder, const std::vector<syntax::Expression>& expressions,
                                                   Place place) {
  std::vector<ExpressionPtr> bound;
  bound.reserve(expressions.size());
  for (const syntax::Expression& expression : expressions) {
    QIAO_TRY(ExpressionPtr one, BindExpression(binder, expression, place));
    bound.push_back(std::move(one));
  }
  return bound;
}

Result<ExpressionPtr> BindPredicate(Binder& binder, const syntax::Expression& expression, Place place) {
  QIAO_TRY(ExpressionPtr predicate, BindExpression(binder, expression, place.As(true)));
  QIAO_CHECK(CheckType(*predicate, kBooleanType));
  return predicate;
}

Error TypeMismatch(ErrorCode code, base::TextSpan span, Type expected, Type actual) {
  return base::MakeError(code, "expected {}, but this is {}", Describe(expected), Describe(actual))
      .At(span)
      .With(ErrorDetail::kInvalidArgumentType)
      .AtCompileTime();
}

Result<void> CheckType(const Expression& expression, Type allowed) {
  if (expression.type.Meets(allowed)) return {};
  return TypeMismatch(ErrorCode::kSyntax, expression.span, allowed, expression.type);
}

}  // namespace qiao::query
