// The temporal kinds as a family.
#pragma once

#include <string>

#include "base/elapsed.h"
#include "base/value.h"

namespace qiao::query {

// A date, time or datetime of any kind; a duration isn't one.
bool IsTemporal(const base::Value& value);
// Requires a temporal value.
base::TemporalParts PartsOf(const base::Value& value);
// ISO 8601, without quotes. Requires a temporal value or a duration.
std::string TemporalText(const base::Value& value);

}  // namespace qiao::query
