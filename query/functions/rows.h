// The tables that make up the registry of scalar functions, one per file of functions.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "query/functions/function.h"

namespace qiao::query {

std::span<const Function> MathFunctions();
std::span<const Function> TrigonometricFunctions();
std::span<const Function> StringFunctions();
std::span<const Function> ListFunctions();
std::span<const Function> ScalarFunctions();
std::span<const Function> ConversionFunctions();
std::span<const Function> ListConversionFunctions();
std::span<const Function> GraphFunctions();
std::span<const Function> PointFunctions();
std::span<const Function> TemporalFunctions();
std::span<const Function> ClockFunctions();
std::span<const Function> TruncateFunctions();
std::span<const Function> DurationFunctions();
std::span<const Function> VectorFunctions();

}  // namespace qiao::query
