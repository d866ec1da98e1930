// The error of a query whose deadline is over.
#pragma once

#include "base/error.h"

namespace qiao::query {

base::Error TooLong();
bool IsTooLong(const base::Error& error);

}  // namespace qiao::query
