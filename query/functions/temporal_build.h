// Temporal values of each type from fields, from texts, from each other and from the clock.
#pragma once

#include "base/result.h"
#include "base/value.h"
#include "query/functions/function.h"
#include "query/functions/temporal_fields.h"

namespace qiao::query {

// The zone of values for which no other is given.
base::Result<base::Zone> DefaultZone(const FunctionContext& context);

// `kind` is kDate, kLocalTime, kTime, kLocalDateTime or kDateTime; `function` is its name for messages.
base::Result<base::Value> FromFields(const FunctionContext& context, base::Kind kind, std::string_view function,
                                     const TemporalFields& fields);
base::Result<base::Value> FromText(const FunctionContext& context, base::Kind kind, std::string_view text);
base::Result<base::Value> FromTemporal(const FunctionContext& context, base::Kind kind, std::string_view function,
                                       const base::Value& value);
base::Result<base::Value> FromInstant(base::Kind kind, const base::DateTime& instant, const base::Zone& zone);

// A value of that kind from its parts: parts that it doesn't have are left out.
base::Result<base::Value> Assemble(const FunctionContext& context, base::Kind kind, base::Date date,
                                   int64_t nanoseconds_of_day, const base::Zone& zone,
                                   std::optional<int32_t> preferred_offset);

}  // namespace qiao::query
