// Query parameters from the command line: name=json.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/value.h"

namespace qiao::cli {

// Whole numbers become integers, numbers with a point or exponent floats.
// Errors: kArgument, naming the parameter: text that isn't JSON, a whole number beyond 64 bits, a float beyond its
//         range, a key that comes twice in an object, more than 100 levels.
base::Result<base::Value> ParseJson(std::string_view name, std::string_view json);

// Errors: those, an argument without "=", a name that comes twice.
base::Result<base::Map> ParseParameters(std::span<const std::string> arguments);

}  // namespace qiao::cli
