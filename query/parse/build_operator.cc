// Expressions that have operands around an operator.
#include <array>

#include "base/text.h"
#include "query/parse/builder.h"

namespace qiao::query::syntax {
namespace {

using base::ErrorCode;
using base::ErrorDetail;
using base::MakeError;

ArithmeticOperator ArithmeticOf(std::string_view text) {
  if (text == "+") return ArithmeticOperator::kAdd;
  if (text == "-") return ArithmeticOperator::kSubtract;
  if (text == "*") return ArithmeticOperator::kMultiply;
  if (text == "/") return ArithmeticOperator::kDivide;
  if (text == "%") return ArithmeticOperator::kModulo;
  if (text == "^") return ArithmeticOperator::kPower;
  return ArithmeticOperator::kConcatenate;
}

LogicalOperator LogicalOf(NodeKind kind) {
  if (kind == NodeKind::kOr) return LogicalOperator::kOr;
  return kind == NodeKind::kXor ? LogicalOperator::kXor : LogicalOperator::kAnd;
}

PredicateOperator PredicateOf(NodeKind kind) {
  if (kind == NodeKind::kIn) return PredicateOperator::kIn;
  if (kind == NodeKind::kStartsWith) return PredicateOperator::kStartsWith;
  if (kind == NodeKind::kEndsWith) return PredicateOperator::kEndsWith;
  return kind == NodeKind::kContains ? PredicateOperator::kContains : PredicateOperator::kMatches;
}

NormalForm NormalFormOf(std::optional<Node> node) {
  if (!node) return NormalForm::kNfc;
  const std::string name = base::AsciiLower(node->text());
  if (name == "nfd") return NormalForm::kNfd;
  if (name == "nfkc") return NormalForm::kNfkc;
  return name == "nfkd" ? NormalForm::kNfkd : NormalForm::kNfc;
}

}  // namespace

ComparisonOperator Builder::ComparisonOf(std::string_view text) {
  if (text == "=") return ComparisonOperator::kEqual;
  if (text == "<>") return ComparisonOperator::kNotEqual;
  if (text == "<") return ComparisonOperator::kLess;
  if (text == "<=") return ComparisonOperator::kLessEqual;
  if (text == ">") return ComparisonOperator::kGreater;
  return ComparisonOperator::kGreaterEqual;
}

Box<Expression> Builder::BuildBox(Node node, Place place) { return Box(BuildExpression(node, place)); }

Box<Expression> Builder::BuildWhere(std::optional<Node> where) {
  return where ? BuildBox(*where->begin(), Place::kPredicate) : Box<Expression>();
}

std::vector<Expression> Builder::BuildList(Children& children) {
  std::vector<Expression> list;
  list.reserve(children.Left());
  while (!children.Done()) list.push_back(BuildExpression(children.Take()));
  return list;
}

Expression Builder::BuildExpression(Node node, Place place) {
  const Level level(*this, 1);
  if (!level.fits()) return FailTooDeep(node.span());
  if (node.kind() == NodeKind::kParenthesized) return BuildParenthesized(node, place);
  if (node.kind() == NodeKind::kNot) return BuildNot(node);
  if (node.kind() == NodeKind::kUnary) return BuildUnary(node);
  if (node.kind() == NodeKind::kPredicates) return BuildPredicates(node);
  if (node.kind() == NodeKind::kPostfix) return BuildPostfix(node);
  if (node.kind() == NodeKind::kPatternPredicate && place != Place::kPredicate) {
    Fail(node.span(), ErrorDetail::kUnexpectedSyntax,
         MakeError(ErrorCode::kSyntax,
                   "a pattern may only stand where a truth value is asked for: write exists(…) around "
                   "it, or use a pattern comprehension"));
  }
  return {node.span(), (this->*ContentBuilderOf(node.kind()))(node)};
}

Expression Builder::BuildParenthesized(Node node, Place place) {
  Expression inner = BuildExpression(*node.begin(), place);
  inner.span = node.span();
  return inner;
}

Expression Builder::BuildNot(Node node) {
  std::vector<uint32_t> starts;
  Children children(node);
  for (auto op = children.TakeIf(NodeKind::kNotOperator); op; op = children.TakeIf(NodeKind::kNotOperator)) {
    starts.push_back(op->span().begin);
  }
  const Level level(*this, starts.size());
  if (!level.fits()) return FailTooDeep(node.span());
  Expression result = BuildExpression(children.Take(), Place::kPredicate);
  for (auto start = starts.rbegin(); start != starts.rend(); ++start) {
    const Span span(*start, result.span.end);
    result = {span, Unary{UnaryOperator::kNot, Box(std::move(result))}};
  }
  return result;
}

Expression Builder::BuildUnary(Node node) {
  std::vector<Node> signs;
  Children children(node);
  for (auto sign = children.TakeIf(NodeKind::kSign); sign; sign = children.TakeIf(NodeKind::kSign)) {
    signs.push_back(*sign);
  }
  const Level level(*this, signs.size());
  if (!level.fits()) return FailTooDeep(node.span());
  const Node operand = children.Take();
  const bool is_number = operand.kind() == NodeKind::kInteger || operand.kind() == NodeKind::kDouble;
  Expression result;
  if (is_number && signs.back().text() == "-") {
    result.content = operand.kind() == NodeKind::kInteger ? BuildInteger(operand, true) : BuildDouble(operand, true);
    result.span = {signs.back().span().begin, operand.span().end};
    signs.pop_back();
  } else {
    result = BuildExpression(operand);
  }
  for (auto sign = signs.rbegin(); sign != signs.rend(); ++sign) {
    const Span span(sign->span().begin, result.span.end);
    const UnaryOperator op = sign->text() == "-" ? UnaryOperator::kMinus : UnaryOperator::kPlus;
    result = {span, Unary{op, Box(std::move(result))}};
  }
  return result;
}

Expression Builder::BuildPredicates(Node node) {
  const Level level(*this, node.child_count());
  if (!level.fits()) return FailTooDeep(node.span());
  Children children(node);
  Expression result = BuildExpression(children.Take());
  while (!children.Done()) {
    const Node op = children.Take();
    const uint32_t begin = result.span.begin;
    Expression::Content content = BuildPredicate(Box(std::move(result)), op, children);
    const uint32_t end = children.LastEnd();
    result = {Span(begin, end), std::move(content)};
  }
  return result;
}

// `rest` gives the right operand of operators that have one.
Expression::Content Builder::BuildPredicate(Box<Expression> left, Node op, Children& rest) {
  const bool negated = op.Has(NodeKind::kNegation);
  if (op.kind() == NodeKind::kNullPredicate) return NullCheck{std::move(left), negated};
  if (op.kind() == NodeKind::kTypePredicate) {
    const std::optional<Node> choice = op.Find(NodeKind::kValueType);
    return TypeCheck{std::move(left), BuildType(choice ? *choice : *op.Find(NodeKind::kPlainType)), negated};
  }
  if (op.kind() == NodeKind::kNormalizedPredicate) {
    return NormalizedCheck{std::move(left), NormalFormOf(op.Find(NodeKind::kNormalForm)), negated};
  }
  if (op.kind() == NodeKind::kLabelPredicate) {
    Children children(op);
    children.Skip(NodeKind::kNegation);
    return LabelCheck{std::move(left), BuildLabel(children.Take()), negated};
  }
  return Predicate{PredicateOf(op.kind()), std::move(left), BuildBox(rest.Take())};
}

Expression Builder::BuildPostfix(Node node) {
  const Level level(*this, node.child_count());
  if (!level.fits()) return FailTooDeep(node.span());
  Children children(node);
  Expression result = BuildExpression(children.Take());
  while (!children.Done()) {
    const Node op = children.Take();
    const Span span(result.span.begin, op.span().end);
    Box<Expression> object(std::move(result));
    if (op.kind() == NodeKind::kPropertyLookup) {
      result = {span, Property{std::move(object), BuildName(*op.begin())}};
    } else if (op.kind() == NodeKind::kLabels) {
      result = {span, LabelCheck{std::move(object), BuildLabels(op)}};
    } else {
      result = {span, BuildListOperator(std::move(object), op)};
    }
  }
  return result;
}

Expression::Content Builder::BuildListOperator(Box<Expression> object, Node node) {
  if (!node.Has(NodeKind::kSliceDots)) return Subscript{std::move(object), BuildBox(*node.begin())};
  Slice slice{std::move(object), {}, {}};
  Children children(node);
  if (!children.Skip(NodeKind::kSliceDots)) {
    slice.from = BuildBox(children.Take());
    children.Skip(NodeKind::kSliceDots);
  }
  if (!children.Done()) slice.to = BuildBox(children.Take());
  return slice;
}

Expression::Content Builder::BuildLogical(Node node) {
  Logical logical{LogicalOf(node.kind()), {}};
  for (Node operand : node) logical.operands.push_back(BuildExpression(operand, Place::kPredicate));
  return logical;
}

Expression::Content Builder::BuildComparison(Node node) {
  Children children(node);
  Comparison comparison{BuildBox(children.Take()), {}};
  while (!children.Done()) {
    const ComparisonOperator op = ComparisonOf(children.Take().text());
    comparison.steps.push_back({op, BuildExpression(children.Take())});
  }
  return comparison;
}

Expression::Content Builder::BuildArithmetic(Node node) {
  Children children(node);
  Arithmetic arithmetic{BuildBox(children.Take()), {}};
  while (!children.Done()) {
    const ArithmeticOperator op = ArithmeticOf(children.Take().text());
    arithmetic.steps.push_back({op, BuildExpression(children.Take())});
  }
  return arithmetic;
}

}  // namespace qiao::query::syntax
