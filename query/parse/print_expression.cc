// Operators, and the parentheses around them.
#include <cmath>

#include "query/parse/case_subject.h"
#include "query/parse/print.h"
#include "query/parse/printer.h"

namespace qiao::query::syntax {
namespace {

bool IsNumber(const Literal& literal) {
  return std::holds_alternative<int64_t>(literal.value) || std::holds_alternative<double>(literal.value);
}

bool IsNegative(const Literal& literal) {
  if (const auto* integer = std::get_if<int64_t>(&literal.value)) return *integer < 0;
  const auto* number = std::get_if<double>(&literal.value);
  return number != nullptr && std::signbit(*number);
}

Tightness TightnessOf(ArithmeticOperator op) {
  switch (op) {
    case ArithmeticOperator::kAdd:
    case ArithmeticOperator::kSubtract:
    case ArithmeticOperator::kConcatenate:
      return Tightness::kAdd;
    case ArithmeticOperator::kMultiply:
    case ArithmeticOperator::kDivide:
    case ArithmeticOperator::kModulo:
      return Tightness::kMultiply;
    case ArithmeticOperator::kPower:
      return Tightness::kPower;
  }
  return Tightness::kAtom;
}

Tightness TightnessOf(LogicalOperator op) {
  switch (op) {
    case LogicalOperator::kOr:
      return Tightness::kOr;
    case LogicalOperator::kXor:
      return Tightness::kXor;
    case LogicalOperator::kAnd:
      return Tightness::kAnd;
  }
  return Tightness::kAtom;
}

struct TightnessVisitor {
  Tightness operator()(const Logical& logical) const { return TightnessOf(logical.op); }
  Tightness operator()(const Unary& unary) const {
    return unary.op == UnaryOperator::kNot ? Tightness::kNot : Tightness::kUnary;
  }
  Tightness operator()(const Comparison&) const { return Tightness::kComparison; }
  // A type may end in '<', which a comparison would take for its own.
  Tightness operator()(const TypeCheck&) const { return Tightness::kComparison; }
  Tightness operator()(const Predicate&) const { return Tightness::kPredicate; }
  Tightness operator()(const NullCheck&) const { return Tightness::kPredicate; }
  Tightness operator()(const NormalizedCheck&) const { return Tightness::kPredicate; }
  Tightness operator()(const LabelCheck& check) const {
    return check.negated ? Tightness::kPredicate : Tightness::kLabels;
  }
  Tightness operator()(const Arithmetic& arithmetic) const { return TightnessOf(arithmetic.steps.front().op); }
  Tightness operator()(const Literal& literal) const {
    return IsNumber(literal) ? Tightness::kUnary : Tightness::kAtom;
  }
  Tightness operator()(const Property&) const { return Tightness::kPostfix; }
  Tightness operator()(const Subscript&) const { return Tightness::kPostfix; }
  Tightness operator()(const Slice&) const { return Tightness::kPostfix; }
  template <class Other>
  Tightness operator()(const Other&) const {
    return Tightness::kAtom;
  }
};

// (n IS NULL) alone could be the node pattern of something called n with a label NULL.
bool LooksLikeNodePattern(const Expression& expression) {
  const auto* check = std::get_if<NullCheck>(&expression.content);
  return check != nullptr && !check->negated && std::holds_alternative<Variable>(check->operand->content);
}

std::string_view Sign(ComparisonOperator op) {
  switch (op) {
    case ComparisonOperator::kEqual:
      return " = ";
    case ComparisonOperator::kNotEqual:
      return " <> ";
    case ComparisonOperator::kLess:
      return " < ";
    case ComparisonOperator::kLessEqual:
      return " <= ";
    case ComparisonOperator::kGreater:
      return " > ";
    case ComparisonOperator::kGreaterEqual:
      return " >= ";
  }
  return {};
}

std::string_view Sign(ArithmeticOperator op) {
  switch (op) {
    case ArithmeticOperator::kAdd:
      return " + ";
    case ArithmeticOperator::kSubtract:
      return " - ";
    case ArithmeticOperator::kConcatenate:
      return " || ";
    case ArithmeticOperator::kMultiply:
      return " * ";
    case ArithmeticOperator::kDivide:
      return " / ";
    case ArithmeticOperator::kModulo:
      return " % ";
    case ArithmeticOperator::kPower:
      return " ^ ";
  }
  return {};
}

std::string_view Sign(LogicalOperator op) {
  switch (op) {
    case LogicalOperator::kOr:
      return " OR ";
    case LogicalOperator::kXor:
      return " XOR ";
    case LogicalOperator::kAnd:
      return " AND ";
  }
  return {};
}

std::string_view Sign(PredicateOperator op) {
  switch (op) {
    case PredicateOperator::kIn:
      return " IN ";
    case PredicateOperator::kStartsWith:
      return " STARTS WITH ";
    case PredicateOperator::kEndsWith:
      return " ENDS WITH ";
    case PredicateOperator::kContains:
      return " CONTAINS ";
    case PredicateOperator::kMatches:
      return " =~ ";
  }
  return {};
}

std::string_view FormName(NormalForm form) {
  switch (form) {
    case NormalForm::kNfc:
      return "NFC";
    case NormalForm::kNfd:
      return "NFD";
    case NormalForm::kNfkc:
      return "NFKC";
    case NormalForm::kNfkd:
      return "NFKD";
  }
  return {};
}

// The next tighter level: what the operands of a chain need, so that the chain stays flat.
Tightness Above(Tightness level) { return static_cast<Tightness>(static_cast<uint8_t>(level) + 1); }

}  // namespace

std::string Print(const Expression& expression) {
  Printer printer;
  printer.Print(expression);
  return printer.Take();
}

void Printer::Print(const Expression& expression, Tightness least) {
  const bool parentheses = std::visit(TightnessVisitor(), expression.content) < least;
  const bool twice = parentheses && LooksLikeNodePattern(expression);
  if (parentheses) text_ += twice ? "((" : "(";
  std::visit([this](const auto& content) { Print(content); }, expression.content);
  if (parentheses) text_ += twice ? "))" : ")";
}

void Printer::Print(const Property& property) {
  Print(*property.object, Tightness::kPostfix);
  text_ += '.';
  Name(property.key.text);
}

void Printer::Print(const Subscript& subscript) {
  Print(*subscript.object, Tightness::kPostfix);
  text_ += '[';
  Print(*subscript.index);
  text_ += ']';
}

void Printer::Print(const Slice& slice) {
  Print(*slice.object, Tightness::kPostfix);
  text_ += '[';
  if (slice.from) Print(*slice.from);
  text_ += "..";
  if (slice.to) Print(*slice.to);
  text_ += ']';
}

void Printer::Print(const Unary& unary) {
  if (unary.op == UnaryOperator::kNot) {
    text_ += "NOT ";
    Print(*unary.operand, Tightness::kNot);
    return;
  }
  text_ += unary.op == UnaryOperator::kMinus ? '-' : '+';
  const auto* literal = std::get_if<Literal>(&unary.operand->content);
  // A minus sign directly before a number would become part of it.
  const bool apart = literal != nullptr && IsNumber(*literal) && !IsNegative(*literal);
  Print(*unary.operand, apart ? Tightness::kAtom : Tightness::kUnary);
}

void Printer::Print(const Logical& logical) {
  Joined(logical.operands, Sign(logical.op),
         [&](const Expression& operand) { Print(operand, Above(TightnessOf(logical.op))); });
}

void Printer::Print(const Comparison& comparison) {
  Print(*comparison.first, Tightness::kPredicate);
  for (const ComparisonStep& step : comparison.steps) {
    text_ += Sign(step.op);
    Print(step.operand, Tightness::kPredicate);
  }
}

void Printer::Print(const Arithmetic& arithmetic) {
  const Tightness operand = Above(TightnessOf(arithmetic.steps.front().op));
  Print(*arithmetic.first, operand);
  for (const ArithmeticStep& step : arithmetic.steps) {
    text_ += Sign(step.op);
    Print(step.operand, operand);
  }
}

void Printer::Print(const Predicate& predicate) {
  Print(*predicate.left, Tightness::kPredicate);
  text_ += Sign(predicate.op);
  Print(*predicate.right, Tightness::kAdd);
}

void Printer::Print(const NullCheck& check) {
  Print(*check.operand, Tightness::kPredicate);
  text_ += check.negated ? " IS NOT NULL" : " IS NULL";
}

void Printer::Print(const TypeCheck& check) {
  Print(*check.operand, Tightness::kPredicate);
  text_ += check.negated ? " IS NOT :: " : " IS :: ";
  Print(check.type);
}

void Printer::Print(const NormalizedCheck& check) {
  Print(*check.operand, Tightness::kPredicate);
  text_ += check.negated ? " IS NOT " : " IS ";
  text_ += FormName(check.form);
  text_ += " NORMALIZED";
}

void Printer::Print(const LabelCheck& check) {
  Print(*check.operand, check.negated ? Tightness::kPredicate : Tightness::kPostfix);
  text_ += check.negated ? " IS NOT " : IsCaseSubject(*check.operand) ? " IS " : ":";
  // A bar may belong to a comprehension around it.
  Print(check.labels, 2);
}

}  // namespace qiao::query::syntax
