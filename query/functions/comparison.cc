#include "query/functions/check.h"
#include "query/functions/operators.h"

namespace qiao::query {
namespace {

using base::Kind;
using base::Result;
using base::Value;

Value FromKnown(std::optional<bool> known) { return known ? Value::Boolean(*known) : Value::Null(); }

// NaN is neither less than nor equal to anything: an order that is known not to exist makes a comparison false, one
// that can't be told makes it null.
template <class Test>
Value FromOrder(const Value& a, const Value& b, Test test) {
  const auto order = base::Compare(a, b);
  return order ? Value::Boolean(test(*order)) : Value::Null();
}

// A boolean, or nullopt for null.
Result<std::optional<bool>> Truth(std::string_view operation, const Value& value) {
  if (value.is_null()) return std::optional<bool>();
  if (value.is(Kind::kBoolean)) return std::optional(value.boolean());
  return WrongOperand(operation, value);
}

}  // namespace

Value Equal(const Value& a, const Value& b) { return FromKnown(base::Equals(a, b)); }

Value NotEqual(const Value& a, const Value& b) {
  const auto equal = base::Equals(a, b);
  return equal ? Value::Boolean(!*equal) : Value::Null();
}

Value Less(const Value& a, const Value& b) {
  return FromOrder(a, b, [](std::partial_ordering order) { return order < 0; });
}
Value LessEqual(const Value& a, const Value& b) {
  return FromOrder(a, b, [](std::partial_ordering order) { return order <= 0; });
}
Value Greater(const Value& a, const Value& b) {
  return FromOrder(a, b, [](std::partial_ordering order) { return order > 0; });
}
Value GreaterEqual(const Value& a, const Value& b) {
  return FromOrder(a, b, [](std::partial_ordering order) { return order >= 0; });
}

Result<Value> And(const Value& a, const Value& b) {
  QIAO_TRY(const auto left, Truth("AND", a));
  QIAO_TRY(const auto right, Truth("AND", b));
  if (left == false || right == false) return Value::Boolean(false);
  return left && right ? Value::Boolean(true) : Value::Null();
}

Result<Value> Or(const Value& a, const Value& b) {
  QIAO_TRY(const auto left, Truth("OR", a));
  QIAO_TRY(const auto right, Truth("OR", b));
  if (left == true || right == true) return Value::Boolean(true);
  return left && right ? Value::Boolean(false) : Value::Null();
}

Result<Value> Xor(const Value& a, const Value& b) {
  QIAO_TRY(const auto left, Truth("XOR", a));
  QIAO_TRY(const auto right, Truth("XOR", b));
  return left && right ? Value::Boolean(*left != *right) : Value::Null();
}

Result<Value> Not(const Value& a) {
  QIAO_TRY(const auto truth, Truth("NOT", a));
  return truth ? Value::Boolean(!*truth) : Value::Null();
}

Result<Value> In(const Value& value, const Value& list) {
  if (list.is_null()) return Value::Null();
  if (!list.is(Kind::kList)) return WrongOperands("IN", value, list);
  bool unknown = false;
  for (const Value& element : list.list()) {
    const auto equal = base::Equals(value, element);
    if (equal == true) return Value::Boolean(true);
    if (!equal) unknown = true;
  }
  return unknown ? Value::Null() : Value::Boolean(false);
}

Value StartsWith(const Value& text, const Value& part) {
  if (!text.is(Kind::kString) || !part.is(Kind::kString)) return Value::Null();
  return Value::Boolean(text.string().starts_with(part.string()));
}

Value EndsWith(const Value& text, const Value& part) {
  if (!text.is(Kind::kString) || !part.is(Kind::kString)) return Value::Null();
  return Value::Boolean(text.string().ends_with(part.string()));
}

Value Contains(const Value& text, const Value& part) {
  if (!text.is(Kind::kString) || !part.is(Kind::kString)) return Value::Null();
  return Value::Boolean(text.string().find(part.string()) != std::string_view::npos);
}

Result<Value> RegexMatch(FunctionContext& context, const Value& text, const Value& pattern) {
  if (pattern.is_null()) return Value::Null();
  if (!pattern.is(Kind::kString)) return WrongOperands("=~", text, pattern);
  if (!text.is(Kind::kString)) return Value::Null();
  QIAO_TRY(const base::Regex regex, context.regexes.Get(pattern.string()));
  QIAO_TRY(const bool matches, regex.Matches(text.string()));
  return Value::Boolean(matches);
}

}  // namespace qiao::query
