// The operators of the language. Unless said otherwise, a null operand makes the result null.
//
// Errors: kType with kInvalidArgumentType for kinds that an operator doesn't take; kArithmetic for a division of
// integers
//         by zero and for results beyond 64 bits; kLimit for results that are too long.
#pragma once

#include <string_view>

#include "base/result.h"
#include "base/value.h"
#include "query/functions/function.h"

namespace qiao::query {

// Numbers, strings (with numbers and temporal values too), lists and their elements, temporal values and durations.
base::Result<base::Value> Add(const FunctionContext& context, const base::Value& a, const base::Value& b);
base::Result<base::Value> Subtract(const base::Value& a, const base::Value& b);
base::Result<base::Value> Multiply(const base::Value& a, const base::Value& b);
base::Result<base::Value> Divide(const base::Value& a, const base::Value& b);
base::Result<base::Value> Modulo(const base::Value& a, const base::Value& b);
base::Result<base::Value> Power(const base::Value& a, const base::Value& b);  // always a float
base::Result<base::Value> Negate(const base::Value& a);
base::Result<base::Value> Plus(const base::Value& a);
// a || b: two strings or two lists.
base::Result<base::Value> Concat(const FunctionContext& context, const base::Value& a, const base::Value& b);

// A boolean or null.
base::Value Equal(const base::Value& a, const base::Value& b);
base::Value NotEqual(const base::Value& a, const base::Value& b);
base::Value Less(const base::Value& a, const base::Value& b);
base::Value LessEqual(const base::Value& a, const base::Value& b);
base::Value Greater(const base::Value& a, const base::Value& b);
base::Value GreaterEqual(const base::Value& a, const base::Value& b);

// Three-valued: false AND null is false, true OR null is true.
base::Result<base::Value> And(const base::Value& a, const base::Value& b);
base::Result<base::Value> Or(const base::Value& a, const base::Value& b);
base::Result<base::Value> Xor(const base::Value& a, const base::Value& b);
base::Result<base::Value> Not(const base::Value& a);

// True if an element equals the value; else null if one comparison is unknown; null IN [] is false.
base::Result<base::Value> In(const base::Value& value, const base::Value& list);
// Null for operands that aren't strings.
base::Value StartsWith(const base::Value& text, const base::Value& part);
base::Value EndsWith(const base::Value& text, const base::Value& part);
base::Value Contains(const base::Value& text, const base::Value& part);
base::Result<base::Value> RegexMatch(FunctionContext& context, const base::Value& text, const base::Value& pattern);

// list[0], list[-1], map['key'], node['key']; null beyond the ends and for keys that are absent.
base::Result<base::Value> Index(const FunctionContext& context, const base::Value& container, const base::Value& key);
// list[from..to]; nullptr for a bound that is left out.
base::Result<base::Value> Slice(const FunctionContext& context, const base::Value& list, const base::Value* from,
                                const base::Value* to);
// value.name: of a map, a node, a relationship, or a part of a temporal value or point.
base::Result<base::Value> Property(const FunctionContext& context, const base::Value& value, std::string_view name);

// A part of a temporal value, duration or point: date.year, duration.minutesOfHour, point.latitude. kArgument for a
// name that the kind doesn't have, kType for other kinds.
base::Result<base::Value> Component(const base::Value& value, std::string_view name);

}  // namespace qiao::query
