#include <fmt/format.h>

#include "query/functions/rows.h"
#include "query/functions/value_type.h"

namespace qiao::query {
namespace {

using base::Kind;
using base::Result;
using base::Value;
using Arguments = std::span<const Value>;

Result<Value> Coalesce(FunctionContext&, Arguments arguments) {
  for (const Value& argument : arguments) {
    if (!argument.is_null()) return argument;
  }
  return Value::Null();
}

Result<Value> NullIf(FunctionContext&, Arguments arguments) {
  return base::Equals(arguments[0], arguments[1]) == true ? Value::Null() : arguments[0];
}

Result<Value> Exists(FunctionContext&, Arguments arguments) { return Value::Boolean(!arguments[0].is_null()); }

// Where no LOAD CSV stands before: what they say after one comes with its rows.
Result<Value> Nothing(FunctionContext&, Arguments) { return Value::Null(); }

Result<Value> TypeOf(FunctionContext&, Arguments arguments) { return Value::String(ValueType(arguments[0])); }

// Version 4: 122 random bits.
Result<Value> RandomUuid(FunctionContext& context, Arguments) {
  const uint64_t high = ((*context.random)() & ~uint64_t{0xF000}) | 0x4000;
  const uint64_t low = ((*context.random)() & ~(uint64_t{3} << 62)) | (uint64_t{2} << 62);
  return Value::String(fmt::format("{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", high >> 32, (high >> 16) & 0xFFFF,
                                   high & 0xFFFF, low >> 48, low & 0xFFFF'FFFF'FFFF));
}

Result<Value> Timestamp(FunctionContext& context, Arguments) {
  const base::DateTime& now = context.statement_time;
  return Value::Integer(now.seconds * 1000 + now.nanoseconds / 1'000'000);
}

}  // namespace

std::span<const Function> ScalarFunctions() {
  static const std::vector<Function> kRows = {
      {.name = "coalesce",
       .parameters = {{"value", Type::Any()}},
       .required = 1,
       .variadic = true,
       .null_rule = NullRule::kSeesNull,
       .kernel = &Coalesce,
       .help = "The first of the values that isn't null.",
       .example = "coalesce(null, '未知') = '未知'"},
      {.name = "exists",
       .parameters = {{"property", Type::Any()}},
       .required = 1,
       .result = Type::Of(Kind::kBoolean),
       .null_rule = NullRule::kSeesNull,
       .kernel = &Exists,
       .help = "Whether the property is there; use IS NOT NULL in new queries.",
       .example = "exists({a: 1}.a)"},
      {.name = "file",
       .result = Type::Of(Kind::kString),
       .null_rule = NullRule::kSeesNull,
       .kernel = &Nothing,
       .help = "The file that LOAD CSV reads, as its URL was given; null without LOAD CSV.",
       .example = "file() IS NULL"},
      {.name = "linenumber",
       .result = Type::Of(Kind::kInteger),
       .null_rule = NullRule::kSeesNull,
       .kernel = &Nothing,
       .help = "The line at which the record that LOAD CSV reads begins; null without LOAD CSV.",
       .example = "linenumber() IS NULL"},
      {.name = "nullIf",
       .parameters = {{"value", Type::Any()}, {"unwanted", Type::Any()}},
       .required = 2,
       .null_rule = NullRule::kSeesNull,
       .kernel = &NullIf,
       .help = "The value, or null where it equals the unwanted one.",
       .example = "nullIf('', '') IS NULL"},
      {.name = "randomUUID",
       .result = Type::Of(Kind::kString),
       .deterministic = false,
       .repeatable = false,
       .kernel = &RandomUuid,
       .help = "A new random UUID.",
       .example = "size(randomUUID()) = 36"},
      {.name = "timestamp",
       .result = Type::Of(Kind::kInteger),
       .deterministic = false,
       .kernel = &Timestamp,
       .help = "Milliseconds from the beginning of 1970 (UTC) to that of the statement.",
       .example = "timestamp() = datetime().epochMillis"},
      {.name = "valueType",
       .parameters = {{"value", Type::Any()}},
       .required = 1,
       .result = Type::Of(Kind::kString),
       .null_rule = NullRule::kSeesNull,
       .kernel = &TypeOf,
       .help = "The type of a value, as a text.",
       .example = "valueType([1]) = 'LIST<INTEGER NOT NULL> NOT NULL'"},
  };
  return kRows;
}

}  // namespace qiao::query
