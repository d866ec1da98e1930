// Rounding of floats to decimals, on the digits that people read rather than on the bits behind them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace qiao::query {

enum class RoundingMode : uint8_t { kUp, kDown, kCeiling, kFloor, kHalfUp, kHalfDown, kHalfEven };

// "HALF_UP" and so on, without case.
std::optional<RoundingMode> FindRoundingMode(std::string_view name);
// Up is away from zero, down towards it. Requires decimals >= 0.
double RoundDecimal(double number, int64_t decimals, RoundingMode mode);

}  // namespace qiao::query
