// Properties as JSON, as apoc.export.json writes them, and beside it what JSON can't say: the types of dates, times and
// durations, which are texts there, and of floats that are no number.
//
//   {"born": "1959-01-01", "seats": [3, 4], "place": {"crs": "wgs-84", "latitude": 36.2, "longitude": 113.1}}
//   types: {"born": "date"}; of a list, an array with the type or null of each element
#pragma once

#include <boost/json/fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/value.h"

namespace qiao::loaders::json {

// Requires a storable value.
boost::json::value PropertyJson(const base::Value& value);
// nullopt when the JSON tells everything.
std::optional<boost::json::value> TypeJson(const base::Value& value);

// `type` is null when nothing is said. A map other than a point stays a map, which no property may hold.
// Errors: kInput for a text that is none of its type, a number beyond 64 bits, an unknown type.
base::Result<base::Value> ReadProperty(const boost::json::value& property, const boost::json::value* type);

// Both in one text: the JSON, or {"value": …, "type": …} where it doesn't tell everything.
std::string PropertyText(const base::Value& value);
// Errors: as ReadProperty, and kInput for a text that is no JSON.
base::Result<base::Value> ReadPropertyText(std::string_view text);

}  // namespace qiao::loaders::json
