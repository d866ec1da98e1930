#include "base/give_back.h"
#include "query/functions/check.h"
#include "query/functions/convert.h"
#include "query/functions/rows.h"

namespace qiao::query {
namespace {

using base::Kind;
using base::List;
using base::Result;
using base::Value;
using Arguments = std::span<const Value>;
using Convert = Result<std::optional<Value>>(const Value&);

constexpr char kToInteger[] = "toInteger";
constexpr char kToFloat[] = "toFloat";
constexpr char kToBoolean[] = "toBoolean";
constexpr char kToString[] = "toString";

// A kind that can't be converted is an error.
template <Convert convert, const char* name>
Result<Value> Strict(FunctionContext&, Arguments arguments) {
  QIAO_TRY(const auto converted, convert(arguments[0]));
  if (!converted) return WrongKind(name, arguments[0]);
  return *converted;
}

Value OrNull(Convert convert, const Value& value) {
  const auto converted = convert(value);
  return converted && *converted ? **converted : Value::Null();
}

// What can't be converted, for whatever reason, is null.
template <Convert convert>
Result<Value> Lenient(FunctionContext&, Arguments arguments) {
  return OrNull(convert, arguments[0]);
}

template <Convert convert>
Result<Value> OfList(FunctionContext& context, Arguments arguments) {
  base::LongList converted;
  converted->reserve(arguments[0].list().size());
  for (const Value& element : arguments[0].list()) {
    QIAO_CHECK(Tick(context, 1));
    converted->push_back(OrNull(convert, element));
  }
  return Value::Of(std::move(*converted));
}

Function Row(std::string_view name, Kind result, decltype(Function::kernel) kernel, std::string_view help,
             std::string_view example) {
  return {.name = name,
          .parameters = {{"value", Type::Any()}},
          .required = 1,
          .result = Type::Of(result),
          .kernel = kernel,
          .help = help,
          .example = example};
}

Function ListRow(std::string_view name, Kind element, decltype(Function::kernel) kernel, std::string_view help,
                 std::string_view example) {
  return {.name = name,
          .parameters = {{"list", Type::Of(Kind::kList)}},
          .required = 1,
          .result = Type::ListOf(Type::Of(element)),
          .kernel = kernel,
          .help = help,
          .example = example};
}

}  // namespace

std::span<const Function> ConversionFunctions() {
  static const std::vector<Function> kRows = {
      Row("toBoolean", Kind::kBoolean, &Strict<ConvertToBoolean, kToBoolean>,
          "A boolean, an integer or a text as a boolean; null for a text that is neither 'true' nor 'false'.",
          "toBoolean('true')"),
      Row("toBooleanOrNull", Kind::kBoolean, &Lenient<ConvertToBoolean>,
          "The value as a boolean; null for what isn't one.", "toBooleanOrNull([1]) IS NULL"),
      Row("toFloat", Kind::kFloat, &Strict<ConvertToFloat, kToFloat>,
          "A number or a text as a float; null for a text that is no number.", "toFloat('11.5') = 11.5"),
      Row("toFloatOrNull", Kind::kFloat, &Lenient<ConvertToFloat>, "The value as a float; null for what isn't one.",
          "toFloatOrNull(true) IS NULL"),
      Row("toInteger", Kind::kInteger, &Strict<ConvertToInteger, kToInteger>,
          "A number, a boolean or a text as an integer, without decimals; null for a text that is no number.",
          "toInteger('-4.7') = -4"),
      Row("toIntegerOrNull", Kind::kInteger, &Lenient<ConvertToInteger>,
          "The value as an integer; null for what isn't one.", "toIntegerOrNull('甲') IS NULL"),
      Row("toString", Kind::kString, &Strict<ConvertToString, kToString>,
          "A number, a boolean, a point or a temporal value as a text.", "toString(date('2023-07-21')) = '2023-07-21'"),
      Row("toStringOrNull", Kind::kString, &Lenient<ConvertToString>, "The value as a text; null for what has none.",
          "toStringOrNull({}) IS NULL"),
  };
  return kRows;
}

std::span<const Function> ListConversionFunctions() {
  static const std::vector<Function> kRows = {
      ListRow("toBooleanList", Kind::kBoolean, &OfList<ConvertToBoolean>,
              "The elements as booleans; null for those that aren't.", "toBooleanList(['true', 0]) = [true, false]"),
      ListRow("toFloatList", Kind::kFloat, &OfList<ConvertToFloat>,
              "The elements as floats; null for those that aren't.", "toFloatList(['1.5', 2]) = [1.5, 2.0]"),
      ListRow("toIntegerList", Kind::kInteger, &OfList<ConvertToInteger>,
              "The elements as integers; null for those that aren't.", "toIntegerList(['15', 2.9]) = [15, 2]"),
      ListRow("toStringList", Kind::kString, &OfList<ConvertToString>,
              "The elements as texts; null for those that have none.", "toStringList([1, true]) = ['1', 'true']"),
  };
  return kRows;
}

}  // namespace qiao::query
