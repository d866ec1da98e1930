#include "query/functions/point.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/text.h"

namespace qiao::query {
namespace {

using base::Crs;
using base::Point;

struct System {
  Crs crs;
  std::string_view name;
  int64_t srid;
};
constexpr System kSystems[] = {
    {Crs::kCartesian2D, "cartesian", 7203},
    {Crs::kCartesian3D, "cartesian-3d", 9157},
    {Crs::kWgs84_2D, "wgs-84", 4326},
    {Crs::kWgs84_3D, "wgs-84-3d", 4979},
};
const System& SystemOf(Crs crs) { return kSystems[static_cast<size_t>(crs)]; }

constexpr double kEarthRadius = 6'378'140.0;  // metres

// The haversine formula.
double AlongTheEarth(const Point& a, const Point& b, double radius) {
  const auto radians = [](double degrees) { return degrees * std::numbers::pi / 180; };
  const auto haversine = [](double angle) { return std::pow(std::sin(angle / 2), 2); };
  const double h =
      haversine(radians(b.y - a.y)) + std::cos(radians(a.y)) * std::cos(radians(b.y)) * haversine(radians(b.x - a.x));
  return 2 * radius * std::asin(std::sqrt(std::clamp(h, 0.0, 1.0)));
}

}  // namespace

std::string_view CrsName(Crs crs) { return SystemOf(crs).name; }
int64_t Srid(Crs crs) { return SystemOf(crs).srid; }

std::optional<Crs> FindCrs(std::string_view name) {
  for (const System& system : kSystems) {
    if (base::AsciiLower(system.name) == base::AsciiLower(name)) return system.crs;
  }
  return std::nullopt;
}

std::optional<Crs> FindCrs(int64_t srid) {
  for (const System& system : kSystems) {
    if (system.srid == srid) return system.crs;
  }
  return std::nullopt;
}

bool IsGeographic(Crs crs) { return crs == Crs::kWgs84_2D || crs == Crs::kWgs84_3D; }
bool IsSpatial(Crs crs) { return crs == Crs::kCartesian3D || crs == Crs::kWgs84_3D; }

std::optional<double> DistanceBetween(const Point& a, const Point& b) {
  if (a.crs != b.crs) return std::nullopt;
  if (!IsGeographic(a.crs)) return std::hypot(a.x - b.x, a.y - b.y, a.z - b.z);
  const double along = AlongTheEarth(a, b, kEarthRadius + (a.z + b.z) / 2);
  return std::hypot(along, a.z - b.z);
}

std::optional<bool> IsWithin(const Point& point, const Point& lower_left, const Point& upper_right) {
  if (point.crs != lower_left.crs || point.crs != upper_right.crs) return std::nullopt;
  const auto between = [](double low, double number, double high) { return low <= number && number <= high; };
  const bool crosses = IsGeographic(point.crs) && lower_left.x > upper_right.x;
  const bool x =
      crosses ? point.x >= lower_left.x || point.x <= upper_right.x : between(lower_left.x, point.x, upper_right.x);
  return x && between(lower_left.y, point.y, upper_right.y) && between(lower_left.z, point.z, upper_right.z);
}

}  // namespace qiao::query
