// Works out expressions of literals, functions and operators, so that tests of the functions can be read as Cypher
// without depending on the parser and the executor.
#pragma once

#include <cctype>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/value.h"
#include "query/functions/function.h"
#include "query/functions/operators.h"

namespace qiao::query::testing {

class Calculator {
 public:
  // The statement began at 2023-07-21T12:34:56.789Z, the transaction a minute earlier.
  explicit Calculator(base::Map variables = {}) : variables_(std::move(variables)) {
    context.statement_time = {1'689'942'896, 789'000'000, 0, ""};
    context.transaction_time = {1'689'942'836, 0, 0, ""};
    context.random = &random_;
  }

  base::Result<base::Value> Evaluate(std::string_view expression) {
    rest_ = expression;
    QIAO_TRY(base::Value value, Comparison());
    if (!Peek().empty()) return Trouble("the end");
    return value;
  }

  FunctionContext context;

 private:
  using Value = base::Value;
  using Outcome = base::Result<base::Value>;

  static base::Error Trouble(std::string_view expected) {
    return base::MakeError(base::ErrorCode::kInternal, "the calculator expected {}", expected);
  }

  std::string_view Peek() {
    while (!rest_.empty() && rest_.front() == ' ') rest_.remove_prefix(1);
    return rest_;
  }
  bool Take(std::string_view token) {
    if (!Peek().starts_with(token)) return false;
    rest_.remove_prefix(token.size());
    return true;
  }
  std::string_view Name() {
    size_t size = 0;
    Peek();
    while (size < rest_.size() && (std::isalnum(static_cast<unsigned char>(rest_[size])) || rest_[size] == '_')) ++size;
    const std::string_view name = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return name;
  }

  Outcome Comparison() {
    QIAO_TRY(Value left, Sum());
    Value result = left;
    for (bool first = true;; first = false) {
      Value (*compare)(const Value&, const Value&) = nullptr;
      if (Take("IS NULL")) return Value::Boolean(left.is_null());
      if (Take("IS NOT NULL")) return Value::Boolean(!left.is_null());
      if (Take("IN ")) {
        QIAO_TRY(const Value list, Sum());
        return In(left, list);
      }
      if (Take("=~")) {
        QIAO_TRY(const Value pattern, Sum());
        return RegexMatch(context, left, pattern);
      }
      if (Take("<>")) {
        compare = &NotEqual;
      } else if (Take("<=")) {
        compare = &LessEqual;
      } else if (Take(">=")) {
        compare = &GreaterEqual;
      } else if (Take("<")) {
        compare = &Less;
      } else if (Take(">")) {
        compare = &Greater;
      } else if (Take("=")) {
        compare = &Equal;
      } else {
        return result;
      }
      QIAO_TRY(Value right, Sum());
      const Value compared = compare(left, right);
      QIAO_TRY(result, first ? Outcome(compared) : And(result, compared));
      left = std::move(right);
    }
  }

  Outcome Sum() {
    QIAO_TRY(Value value, Product());
    while (true) {
      const bool concat = Take("||");
      const bool plus = !concat && Take("+");
      if (!concat && !plus && !Take("-")) return value;
      QIAO_TRY(const Value operand, Product());
      QIAO_TRY(value, concat ? Concat(context, value, operand)
                      : plus ? Add(context, value, operand)
                             : Subtract(value, operand));
    }
  }

  Outcome Product() {
    QIAO_TRY(Value value, Unary());
    while (true) {
      Outcome (*operation)(const Value&, const Value&) = Take("*")   ? &Multiply
                                                         : Take("/") ? &Divide
                                                         : Take("%") ? &Modulo
                                                         : Take("^") ? &Power
                                                                     : nullptr;
      if (operation == nullptr) return value;
      QIAO_TRY(const Value operand, Unary());
      QIAO_TRY(value, operation(value, operand));
    }
  }

  Outcome Unary() {
    if (!Take("-")) return Postfix();
    // The smallest integer has no positive twin.
    if (Take("9223372036854775808")) return Value::Integer(INT64_MIN);
    QIAO_TRY(const Value value, Unary());
    return Negate(value);
  }

  Outcome Postfix() {
    QIAO_TRY(Value value, Primary());
    while (true) {
      if (rest_.starts_with('.') && rest_.size() > 1 && std::isalpha(static_cast<unsigned char>(rest_[1]))) {
        Take(".");
        QIAO_TRY(value, Property(context, value, Name()));
      } else if (rest_.starts_with('[')) {
        Take("[");
        Value from, to;
        const bool has_from = !Peek().starts_with("..");
        if (has_from) {
          QIAO_TRY(from, Sum());
        }
        if (Take("..")) {
          const bool has_to = !Peek().starts_with("]");
          if (has_to) {
            QIAO_TRY(to, Sum());
          }
          QIAO_TRY(value, Slice(context, value, has_from ? &from : nullptr, has_to ? &to : nullptr));
        } else {
          QIAO_TRY(value, Index(context, value, from));
        }
        if (!Take("]")) return Trouble("]");
      } else {
        return value;
      }
    }
  }

  Outcome Primary() {
    if (Take("(")) {
      QIAO_TRY(Value value, Comparison());
      return Take(")") ? Outcome(std::move(value)) : Trouble(")");
    }
    if (Take("[")) return ListLiteral();
    if (Take("{")) return MapLiteral();
    if (Peek().starts_with('\'')) return StringLiteral();
    if (std::isdigit(static_cast<unsigned char>(Peek().empty() ? 'x' : Peek()[0]))) return Number();
    std::string name(Name());
    if (name == "null") return Value::Null();
    if (name == "true" || name == "false") return Value::Boolean(name == "true");
    for (const auto& [variable, value] : variables_) {
      if (variable == name) return value;
    }
    while (rest_.starts_with('.')) {
      Take(".");
      name += "." + std::string(Name());
    }
    return CallLiteral(name);
  }

  Outcome CallLiteral(const std::string& name) {
    const Function* function = FindFunction(name);
    if (function == nullptr || !Take("(")) return Trouble("a function, not " + name);
    std::vector<Value> arguments;
    while (!Take(")")) {
      if (!arguments.empty() && !Take(",")) return Trouble(",");
      QIAO_TRY(Value argument, Comparison());
      arguments.push_back(std::move(argument));
    }
    return Call(*function, context, arguments);
  }

  Outcome ListLiteral() {
    base::List list;
    while (!Take("]")) {
      if (!list.empty() && !Take(",")) return Trouble(",");
      QIAO_TRY(Value element, Comparison());
      list.push_back(std::move(element));
    }
    return Value::Of(std::move(list));
  }

  Outcome MapLiteral() {
    base::Map map;
    while (!Take("}")) {
      if (!map.empty() && !Take(",")) return Trouble(",");
      std::string key(Name());
      if (!Take(":")) return Trouble(":");
      QIAO_TRY(Value value, Comparison());
      map.emplace_back(std::move(key), std::move(value));
    }
    return Value::Of(std::move(map));
  }

  Outcome StringLiteral() {
    std::string text;
    rest_.remove_prefix(1);
    while (!rest_.empty() && rest_.front() != '\'') {
      if (rest_.front() == '\\' && rest_.size() > 1) rest_.remove_prefix(1);
      text += rest_.front();
      rest_.remove_prefix(1);
    }
    return Take("'") ? Outcome(Value::String(text)) : Trouble("'");
  }

  Outcome Number() {
    size_t size = 0;
    bool whole = true;
    while (size < rest_.size()) {
      const char c = rest_[size];
      const bool point =
          c == '.' && size + 1 < rest_.size() && std::isdigit(static_cast<unsigned char>(rest_[size + 1]));
      const bool sign = c == '-' && rest_[size - 1] == 'e';
      if (!std::isdigit(static_cast<unsigned char>(c)) && !point && c != 'e' && !sign) break;
      whole = whole && std::isdigit(static_cast<unsigned char>(c));
      ++size;
    }
    const std::string digits(rest_.substr(0, size));
    rest_.remove_prefix(size);
    return whole ? Value::Integer(std::stoll(digits)) : Value::Float(std::stod(digits));
  }

  base::Map variables_;
  base::Random random_{{7, 7, 7, 7}};
  std::string_view rest_;
};

// The value as ToText writes it, or "TypeError: InvalidArgumentValue" and the like.
inline std::string Calculated(std::string_view expression, base::Map variables = {}) {
  Calculator calculator(std::move(variables));
  const auto value = calculator.Evaluate(expression);
  if (value) return base::ToText(*value);
  if (value.error().code == base::ErrorCode::kInternal) return value.error().Text();
  std::string error(base::Name(value.error().code));
  if (value.error().detail != base::ErrorDetail::kNone) error += ": " + std::string(base::Name(value.error().detail));
  return error;
}

}  // namespace qiao::query::testing
