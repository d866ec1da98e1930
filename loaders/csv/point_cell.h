// Points as neo4j-admin writes them: {x: 1, y: 2}, {latitude: 36.2, longitude: 113.1, height: 900, crs: wgs-84-3d}.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/value.h"

namespace qiao::loaders::csv {

// "cartesian", "cartesian-3d", "wgs-84", "wgs-84-3d" in any case.
std::optional<base::Crs> FindCrs(std::string_view name);

std::string_view CrsName(base::Crs crs);
// As ReadPoint reads it.
std::string PointText(const base::Point& point);

// `crs` is the column's, for points that state none. nullopt for a text of another form, a missing or repeated
// coordinate, one that doesn't fit the system, or a latitude or longitude out of range.
std::optional<base::Value> ReadPoint(std::string_view text, std::optional<base::Crs> crs);

}  // namespace qiao::loaders::csv
