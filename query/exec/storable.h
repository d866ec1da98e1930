// What a property may hold.
#pragma once

#include "base/result.h"
#include "base/value.h"

namespace qiao::query {

// kType with kInvalidPropertyType for maps, entities, paths, and lists that hold those, lists or nulls.
base::Result<void> CheckStorable(const base::Value& value);

}  // namespace qiao::query
