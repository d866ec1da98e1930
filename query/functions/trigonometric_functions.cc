#include <cmath>
#include <numbers>

#include "query/functions/rows.h"

namespace qiao::query {
namespace {

using base::Kind;
using base::Result;
using base::Value;
using Arguments = std::span<const Value>;

template <double (*function)(double)>
Result<Value> OfFloat(FunctionContext&, Arguments arguments) {
  return Value::Float(function(arguments[0].number()));
}
double Sin(double angle) { return std::sin(angle); }
double Cos(double angle) { return std::cos(angle); }
double Tan(double angle) { return std::tan(angle); }
double Cot(double angle) { return 1 / std::tan(angle); }
double Sinh(double number) { return std::sinh(number); }
double Cosh(double number) { return std::cosh(number); }
double Tanh(double number) { return std::tanh(number); }
double Coth(double number) { return 1 / std::tanh(number); }
double Asin(double number) { return std::asin(number); }
double Acos(double number) { return std::acos(number); }
double Atan(double number) { return std::atan(number); }
double Degrees(double radians) { return radians / std::numbers::pi * 180; }
double Radians(double degrees) { return degrees / 180 * std::numbers::pi; }
double Haversin(double angle) { return (1 - std::cos(angle)) / 2; }

Result<Value> Atan2(FunctionContext&, Arguments arguments) {
  return Value::Float(std::atan2(arguments[0].number(), arguments[1].number()));
}
Result<Value> Pi(FunctionContext&, Arguments) { return Value::Float(std::numbers::pi); }

Function OneNumber(std::string_view name, std::string_view parameter, decltype(Function::kernel) kernel,
                   std::string_view help, std::string_view example) {
  return {.name = name,
          .parameters = {{parameter, Type::Number()}},
          .required = 1,
          .result = Type::Of(Kind::kFloat),
          .kernel = kernel,
          .help = help,
          .example = example};
}

}  // namespace

std::span<const Function> TrigonometricFunctions() {
  static const std::vector<Function> kRows = {
      OneNumber("acos", "cosine", &OfFloat<Acos>, "The angle with this cosine, in radians.", "acos(1) = 0.0"),
      OneNumber("asin", "sine", &OfFloat<Asin>, "The angle with this sine, in radians.", "asin(0) = 0.0"),
      OneNumber("atan", "tangent", &OfFloat<Atan>, "The angle with this tangent, in radians.", "atan(0) = 0.0"),
      OneNumber("cos", "angle", &OfFloat<Cos>, "The cosine of an angle in radians.", "cos(0) = 1.0"),
      OneNumber("cot", "angle", &OfFloat<Cot>, "The cotangent of an angle in radians.",
                "round(cot(pi() / 4), 9) = 1.0"),
      OneNumber("cosh", "number", &OfFloat<Cosh>, "The hyperbolic cosine of a number.", "cosh(0) = 1.0"),
      OneNumber("coth", "number", &OfFloat<Coth>, "The hyperbolic cotangent of a number.",
                "round(coth(1) * tanh(1), 9) = 1.0"),
      OneNumber("degrees", "radians", &OfFloat<Degrees>, "Radians as degrees.", "degrees(pi()) = 180.0"),
      OneNumber("haversin", "angle", &OfFloat<Haversin>, "Half the versine of an angle in radians.",
                "haversin(pi()) = 1.0"),
      OneNumber("radians", "degrees", &OfFloat<Radians>, "Degrees as radians.", "radians(180) = pi()"),
      OneNumber("sin", "angle", &OfFloat<Sin>, "The sine of an angle in radians.", "sin(0) = 0.0"),
      OneNumber("sinh", "number", &OfFloat<Sinh>, "The hyperbolic sine of a number.", "sinh(0) = 0.0"),
      OneNumber("tan", "angle", &OfFloat<Tan>, "The tangent of an angle in radians.", "tan(0) = 0.0"),
      OneNumber("tanh", "number", &OfFloat<Tanh>, "The hyperbolic tangent of a number.", "tanh(0) = 0.0"),
      {.name = "atan2",
       .parameters = {{"y", Type::Number()}, {"x", Type::Number()}},
       .required = 2,
       .result = Type::Of(Kind::kFloat),
       .kernel = &Atan2,
       .help = "The angle of the point (x, y) seen from the origin, in radians.",
       .example = "atan2(0, 1) = 0.0"},
      {.name = "pi",
       .result = Type::Of(Kind::kFloat),
       .kernel = &Pi,
       .help = "The circumference of a circle divided by its diameter.",
       .example = "floor(pi() * 1000) = 3141.0"},
  };
  return kRows;
}

}  // namespace qiao::query
