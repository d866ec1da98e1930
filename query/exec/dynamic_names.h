// Labels and types that expressions name: SET n:$(names), CREATE ()-[:$(type)]->().
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "base/value.h"

namespace qiao::query {

// The names in a string or a list of them, however deep. Errors: kType for other values, null among them; kArgument
// for an empty name.
base::Result<void> AddNames(const base::Value& value, std::vector<std::string>& names);
// The same where exactly one name is needed: a relationship's type.
base::Result<std::string> OneName(const base::Value& value);

}  // namespace qiao::query
