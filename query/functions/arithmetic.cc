#include <cmath>
#include <limits>

#include "base/duration.h"
#include "base/give_back.h"
#include "base/temporal_text.h"
#include "query/functions/check.h"
#include "query/functions/operators.h"
#include "query/functions/temporal_parts.h"

namespace qiao::query {
namespace {

using base::ErrorCode;
using base::Kind;
using base::MakeError;
using base::Result;
using base::Value;

// Wraps a Result of a plain type.
template <class T>
Result<Value> Wrap(Result<T> result) {
  if (!result) return std::move(result).error();
  return Value::Of(*result);
}

bool BothIntegers(const Value& a, const Value& b) { return a.is(Kind::kInteger) && b.is(Kind::kInteger); }
bool BothNumbers(const Value& a, const Value& b) { return a.is_number() && b.is_number(); }

// What a number or a temporal value looks like in a concatenation.
std::string AsText(const Value& value) {
  if (value.is_number()) return base::ToText(value);
  return TemporalText(value);
}

bool CanBecomeText(const Value& value) {
  return value.is(Kind::kString) || value.is_number() || IsTemporal(value) || value.is(Kind::kDuration);
}

Result<Value> AddTexts(const FunctionContext& context, const Value& a, const Value& b) {
  std::string made_of_a, made_of_b;
  const auto text_of = [](const Value& value, std::string& made) -> std::string_view {
    if (value.is(Kind::kString)) return value.string();
    made = AsText(value);
    return made;
  };
  const std::string_view head = text_of(a, made_of_a), tail = text_of(b, made_of_b);
  QIAO_CHECK(CheckTextSize(context, head.size() + tail.size()));
  std::string text;
  text.reserve(head.size() + tail.size());
  text.append(head).append(tail);
  return Value::String(text);
}

Result<Value> AddLists(const FunctionContext& context, const Value& a, const Value& b) {
  const std::span<const Value> head = a.is(Kind::kList) ? std::span<const Value>(a.list()) : std::span(&a, 1);
  const std::span<const Value> tail = b.is(Kind::kList) ? std::span<const Value>(b.list()) : std::span(&b, 1);
  QIAO_CHECK(CheckListSize(context, head.size() + tail.size()));
  base::LongList list;
  list->reserve(head.size() + tail.size());
  QIAO_CHECK(AppendElements(context, head, *list));
  QIAO_CHECK(AppendElements(context, tail, *list));
  return Value::Of(std::move(*list));
}

// Requires a temporal value or a duration.
Result<Value> AddDuration(const Value& value, const base::Duration& duration) {
  if (value.is(Kind::kDate)) return Wrap(base::Add(value.date(), duration));
  if (value.is(Kind::kLocalTime)) return Value::Of(base::Add(value.local_time(), duration));
  if (value.is(Kind::kTime)) return Value::Of(base::Add(value.time(), duration));
  if (value.is(Kind::kLocalDateTime)) return Wrap(base::Add(value.local_datetime(), duration));
  if (value.is(Kind::kDateTime)) return Wrap(base::Add(value.datetime(), duration));
  return Wrap(base::Add(value.duration(), duration));
}

}  // namespace

Result<Value> Add(const FunctionContext& context, const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return Value::Null();
  if (BothIntegers(a, b)) {
    int64_t sum;
    if (__builtin_add_overflow(a.integer(), b.integer(), &sum)) return IntegerOverflow("'+'");
    return Value::Integer(sum);
  }
  if (BothNumbers(a, b)) return Value::Float(a.number() + b.number());
  if (a.is(Kind::kList) || b.is(Kind::kList)) return AddLists(context, a, b);
  if ((a.is(Kind::kString) || b.is(Kind::kString)) && CanBecomeText(a) && CanBecomeText(b)) {
    return AddTexts(context, a, b);
  }
  if (b.is(Kind::kDuration) && (IsTemporal(a) || a.is(Kind::kDuration))) return AddDuration(a, b.duration());
  if (a.is(Kind::kDuration) && IsTemporal(b)) return AddDuration(b, a.duration());
  return WrongOperands("'+'", a, b);
}

Result<Value> Subtract(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return Value::Null();
  if (BothIntegers(a, b)) {
    int64_t difference;
    if (__builtin_sub_overflow(a.integer(), b.integer(), &difference)) return IntegerOverflow("'-'");
    return Value::Integer(difference);
  }
  if (BothNumbers(a, b)) return Value::Float(a.number() - b.number());
  if (b.is(Kind::kDuration) && (IsTemporal(a) || a.is(Kind::kDuration))) {
    QIAO_TRY(const base::Duration negative, base::Negate(b.duration()));
    return AddDuration(a, negative);
  }
  return WrongOperands("'-'", a, b);
}

Result<Value> Multiply(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return Value::Null();
  if (BothIntegers(a, b)) {
    int64_t product;
    if (__builtin_mul_overflow(a.integer(), b.integer(), &product)) return IntegerOverflow("'*'");
    return Value::Integer(product);
  }
  if (BothNumbers(a, b)) return Value::Float(a.number() * b.number());
  if (a.is(Kind::kDuration) && b.is(Kind::kInteger)) return Wrap(base::Multiply(a.duration(), b.integer()));
  if (a.is(Kind::kDuration) && b.is(Kind::kFloat)) return Wrap(base::Multiply(a.duration(), b.floating()));
  if (b.is(Kind::kDuration) && a.is_number()) return Multiply(b, a);
  return WrongOperands("'*'", a, b);
}

Result<Value> Divide(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return Value::Null();
  if (BothIntegers(a, b)) {
    if (b.integer() == 0) return MakeError(ErrorCode::kArithmetic, "an integer is divided by zero");
    if (a.integer() == std::numeric_limits<int64_t>::min() && b.integer() == -1) return IntegerOverflow("'/'");
    return Value::Integer(a.integer() / b.integer());
  }
  if (BothNumbers(a, b)) return Value::Float(a.number() / b.number());
  if (a.is(Kind::kDuration) && b.is_number()) return Wrap(base::Divide(a.duration(), b.number()));
  return WrongOperands("'/'", a, b);
}

Result<Value> Modulo(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return Value::Null();
  if (BothIntegers(a, b)) {
    if (b.integer() == 0) return MakeError(ErrorCode::kArithmetic, "an integer is divided by zero");
    return Value::Integer(b.integer() == -1 ? 0 : a.integer() % b.integer());
  }
  if (BothNumbers(a, b)) return Value::Float(std::fmod(a.number(), b.number()));
  return WrongOperands("'%'", a, b);
}

Result<Value> Power(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return Value::Null();
  if (BothNumbers(a, b)) return Value::Float(std::pow(a.number(), b.number()));
  return WrongOperands("'^'", a, b);
}

Result<Value> Negate(const Value& a) {
  if (a.is_null()) return Value::Null();
  if (a.is(Kind::kFloat)) return Value::Float(-a.floating());
  if (a.is(Kind::kDuration)) return Wrap(base::Negate(a.duration()));
  if (!a.is(Kind::kInteger)) return WrongOperand("'-'", a);
  if (a.integer() == std::numeric_limits<int64_t>::min()) return IntegerOverflow("'-'");
  return Value::Integer(-a.integer());
}

Result<Value> Plus(const Value& a) {
  if (a.is_null() || a.is_number() || a.is(Kind::kDuration)) return a;
  return WrongOperand("'+'", a);
}

Result<Value> Concat(const FunctionContext& context, const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return Value::Null();
  if (a.is(Kind::kString) && b.is(Kind::kString)) return AddTexts(context, a, b);
  if (a.is(Kind::kList) && b.is(Kind::kList)) return AddLists(context, a, b);
  return WrongOperands("'||'", a, b);
}

}  // namespace qiao::query
