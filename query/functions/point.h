// Points and their coordinate systems.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/value.h"

namespace qiao::query {

std::string_view CrsName(base::Crs crs);  // "cartesian", "wgs-84-3d"
int64_t Srid(base::Crs crs);
std::optional<base::Crs> FindCrs(std::string_view name);  // without case
std::optional<base::Crs> FindCrs(int64_t srid);
bool IsGeographic(base::Crs crs);
bool IsSpatial(base::Crs crs);  // has a third coordinate

// Straight for Cartesian points, along a sphere in metres for geographic ones. Nullopt for points of different systems.
std::optional<double> DistanceBetween(const base::Point& a, const base::Point& b);
// A geographic box whose left edge lies east of its right one crosses the 180th meridian.
std::optional<bool> IsWithin(const base::Point& point, const base::Point& lower_left, const base::Point& upper_right);

}  // namespace qiao::query
