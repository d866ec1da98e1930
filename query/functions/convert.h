// Conversions between kinds. What can't be converted is nullopt; what the function doesn't take at all is the caller's
// business.
//
// Errors: kArithmetic for a number that is too large for the kind.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "base/value.h"

namespace qiao::query {

// An integer, the whole part of a float, 0 or 1 for a boolean, a number written in a string. Null for a string that is
// no number; nullopt for other kinds.
base::Result<std::optional<base::Value>> ConvertToInteger(const base::Value& value);
base::Result<std::optional<base::Value>> ConvertToFloat(const base::Value& value);
base::Result<std::optional<base::Value>> ConvertToBoolean(const base::Value& value);
base::Result<std::optional<base::Value>> ConvertToString(const base::Value& value);

// "42", "-4.7", "1e3", "0x2A": what the text says, if it is a number. kArithmetic when it is too large.
base::Result<std::optional<base::Value>> ReadInteger(std::string_view text);
std::optional<double> ReadFloat(std::string_view text);

}  // namespace qiao::query
