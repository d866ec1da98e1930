// The type of a value as people write it: "INTEGER NOT NULL", "LIST<STRING NOT NULL> NOT NULL".
#pragma once

#include <string>

#include "base/value.h"

namespace qiao::query {

std::string ValueType(const base::Value& value);

}  // namespace qiao::query
