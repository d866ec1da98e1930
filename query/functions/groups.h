// The functions by subject, for pages and lists that people read.
#pragma once

#include <span>
#include <string_view>

#include "query/functions/function.h"

namespace qiao::query {

struct FunctionGroup {
  std::string_view title;  // "Numbers"
  std::span<const Function> rows;
};

// In the order in which a reader wants them; each function stands in one group.
std::span<const FunctionGroup> FunctionGroups();

// left(text, length) :: STRING, coalesce(value, …)
std::string Signature(std::string_view name, std::span<const Parameter> parameters, size_t required, bool variadic,
                      Type result);

}  // namespace qiao::query
