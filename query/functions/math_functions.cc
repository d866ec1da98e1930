#include <cmath>
#include <limits>
#include <numbers>

#include "query/functions/check.h"
#include "query/functions/round.h"
#include "query/functions/rows.h"

namespace qiao::query {
namespace {

using base::Kind;
using base::Result;
using base::Value;
using Arguments = std::span<const Value>;

Result<Value> Abs(FunctionContext&, Arguments arguments) {
  const Value& number = arguments[0];
  if (number.is(Kind::kFloat)) return Value::Float(std::abs(number.floating()));
  if (number.integer() == std::numeric_limits<int64_t>::min()) return IntegerOverflow("abs()");
  return Value::Integer(std::abs(number.integer()));
}

Result<Value> Sign(FunctionContext&, Arguments arguments) {
  const double number = arguments[0].number();
  return Value::Integer(number > 0 ? 1 : number < 0 ? -1 : 0);
}

// A function of one float.
template <double (*function)(double)>
Result<Value> OfFloat(FunctionContext&, Arguments arguments) {
  return Value::Float(function(arguments[0].number()));
}
double Ceil(double number) { return std::ceil(number); }
double Floor(double number) { return std::floor(number); }
double Sqrt(double number) { return std::sqrt(number); }
double Exp(double number) { return std::exp(number); }
double Log(double number) { return std::log(number); }
double Log10(double number) { return std::log10(number); }

Result<Value> E(FunctionContext&, Arguments) { return Value::Float(std::numbers::e); }

Result<Value> IsNaN(FunctionContext&, Arguments arguments) {
  return Value::Boolean(arguments[0].is(Kind::kFloat) && std::isnan(arguments[0].floating()));
}

// Of two equally near whole numbers the greater one.
double NearestWhole(double number) {
  const double below = std::floor(number);
  return number - below >= 0.5 ? below + 1 : below;
}

Result<Value> Round(FunctionContext&, Arguments arguments) {
  const double number = arguments[0].number();
  if (arguments.size() == 1) return Value::Float(NearestWhole(number));
  const int64_t precision = arguments[1].integer();
  if (precision < 0) return OutOfRange("round() can't take the negative precision {}", precision);
  RoundingMode mode = RoundingMode::kHalfUp;
  if (arguments.size() == 3) {
    const auto named = FindRoundingMode(arguments[2].string());
    if (!named) {
      return OutOfRange("round() knows the modes UP, DOWN, CEILING, FLOOR, HALF_UP, HALF_DOWN and HALF_EVEN, not {}",
                        base::ToText(arguments[2]));
    }
    mode = *named;
  } else if (precision == 0) {
    return Value::Float(NearestWhole(number));
  }
  return Value::Float(RoundDecimal(number, precision, mode));
}

Result<Value> Rand(FunctionContext& context, Arguments) {
  return Value::Float(std::uniform_real_distribution<double>(0, 1)(*context.random));
}

const Type kFloat = Type::Of(Kind::kFloat);
const std::vector<Parameter> kOneNumber = {{"number", Type::Number()}};

}  // namespace

std::span<const Function> MathFunctions() {
  static const std::vector<Function> kRows = {
      {.name = "abs",
       .parameters = kOneNumber,
       .required = 1,
       .result = Type::Number(),
       .kernel = &Abs,
       .help = "The number without its sign.",
       .example = "abs(-2) = 2"},
      {.name = "ceil",
       .parameters = kOneNumber,
       .required = 1,
       .result = kFloat,
       .kernel = &OfFloat<Ceil>,
       .help = "The smallest whole number that isn't less, as a float.",
       .example = "ceil(0.1) = 1.0"},
      {.name = "e", .result = kFloat, .kernel = &E, .help = "Euler's number.", .example = "floor(e() * 1000) = 2718.0"},
      {.name = "exp",
       .parameters = kOneNumber,
       .required = 1,
       .result = kFloat,
       .kernel = &OfFloat<Exp>,
       .help = "e to the power of the number.",
       .example = "exp(0) = 1.0"},
      {.name = "floor",
       .parameters = kOneNumber,
       .required = 1,
       .result = kFloat,
       .kernel = &OfFloat<Floor>,
       .help = "The greatest whole number that isn't more, as a float.",
       .example = "floor(-0.1) = -1.0"},
      {.name = "isNaN",
       .parameters = kOneNumber,
       .required = 1,
       .result = Type::Of(Kind::kBoolean),
       .kernel = &IsNaN,
       .help = "Whether the number is the float that is no number.",
       .example = "isNaN(0.0 / 0.0)"},
      {.name = "log",
       .parameters = kOneNumber,
       .required = 1,
       .result = kFloat,
       .kernel = &OfFloat<Log>,
       .help = "The natural logarithm.",
       .example = "log(1) = 0.0"},
      {.name = "log10",
       .parameters = kOneNumber,
       .required = 1,
       .result = kFloat,
       .kernel = &OfFloat<Log10>,
       .help = "The logarithm to base 10.",
       .example = "log10(1000) = 3.0"},
      {.name = "rand",
       .result = kFloat,
       .deterministic = false,
       .repeatable = false,
       .kernel = &Rand,
       .help = "A random float from 0.0 to just below 1.0.",
       .example = "0 <= rand() < 1"},
      {.name = "round",
       .parameters = {{"number", Type::Number()},
                      {"precision", Type::Of(Kind::kInteger)},
                      {"mode", Type::Of(Kind::kString)}},
       .required = 1,
       .result = kFloat,
       .kernel = &Round,
       .help =
           "The nearest number with so many decimals; of two equally near ones, by default, the one away from zero; "
           "without a precision the greater one.",
       .example = "round(2.345, 2) = 2.35"},
      {.name = "sign",
       .parameters = kOneNumber,
       .required = 1,
       .result = Type::Of(Kind::kInteger),
       .kernel = &Sign,
       .help = "-1, 0 or 1 for negative numbers, zero and positive ones.",
       .example = "sign(-0.5) = -1"},
      {.name = "sqrt",
       .parameters = kOneNumber,
       .required = 1,
       .result = kFloat,
       .kernel = &OfFloat<Sqrt>,
       .help = "The square root; NaN of a negative number.",
       .example = "sqrt(16) = 4.0"},
  };
  return kRows;
}

}  // namespace qiao::query
