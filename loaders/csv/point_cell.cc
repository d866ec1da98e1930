#include "loaders/csv/point_cell.h"

#include <array>
#include <charconv>
#include <cmath>
#include <string>

#include "base/text.h"

namespace qiao::loaders::csv {
namespace {

struct Coordinates {
  std::array<std::optional<double>, 3> at;
  bool geographic = false;  // named latitude, longitude or height
  bool cartesian = false;   // named x, y or z
};

bool Is3D(base::Crs crs) { return crs == base::Crs::kCartesian3D || crs == base::Crs::kWgs84_3D; }
bool IsGeographic(base::Crs crs) { return crs == base::Crs::kWgs84_2D || crs == base::Crs::kWgs84_3D; }

std::optional<double> ReadNumber(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

bool SetCoordinate(Coordinates& coordinates, std::string_view key, std::string_view text) {
  struct Row {
    std::string_view key;
    size_t index;
    bool geographic;
  };
  static constexpr Row kRows[] = {{"x", 0, false},        {"y", 1, false},       {"z", 2, false},
                                  {"longitude", 0, true}, {"latitude", 1, true}, {"height", 2, true}};
  for (const Row& row : kRows) {
    if (row.key != key) continue;
    auto& place = coordinates.at[row.index];
    if (place) return false;
    place = ReadNumber(text);
    (row.geographic ? coordinates.geographic : coordinates.cartesian) = true;
    return place.has_value();
  }
  return false;
}

}  // namespace

std::optional<base::Crs> FindCrs(std::string_view name) {
  const std::string lower = base::AsciiLower(name);
  if (lower == "cartesian") return base::Crs::kCartesian2D;
  if (lower == "cartesian-3d") return base::Crs::kCartesian3D;
  if (lower == "wgs-84") return base::Crs::kWgs84_2D;
  if (lower == "wgs-84-3d") return base::Crs::kWgs84_3D;
  return std::nullopt;
}

std::string_view CrsName(base::Crs crs) {
  switch (crs) {
    case base::Crs::kCartesian2D:
      return "cartesian";
    case base::Crs::kCartesian3D:
      return "cartesian-3d";
    case base::Crs::kWgs84_2D:
      return "wgs-84";
    case base::Crs::kWgs84_3D:
      return "wgs-84-3d";
  }
  return {};
}

std::string PointText(const base::Point& point) {
  const bool geographic = IsGeographic(point.crs);
  std::string text = geographic ? "{latitude: " + base::FloatText(point.y) + ", longitude: " + base::FloatText(point.x)
                                : "{x: " + base::FloatText(point.x) + ", y: " + base::FloatText(point.y);
  if (Is3D(point.crs)) text += (geographic ? ", height: " : ", z: ") + base::FloatText(point.z);
  return text + ", crs: " + std::string(CrsName(point.crs)) + "}";
}

std::optional<base::Value> ReadPoint(std::string_view text, std::optional<base::Crs> crs) {
  text = base::Trim(text);
  if (!text.starts_with('{') || !text.ends_with('}') || text.size() < 2) return std::nullopt;
  std::string_view rest = text.substr(1, text.size() - 2);
  Coordinates coordinates;
  while (true) {
    const std::string_view entry = rest.substr(0, rest.find(','));
    const size_t colon = entry.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const std::string key = base::AsciiLower(base::Trim(entry.substr(0, colon)));
    std::string_view value = base::Trim(entry.substr(colon + 1));
    if (key == "crs") {
      value = base::TrimLeft(base::TrimRight(value, "'\""), "'\"");
      crs = FindCrs(value);
      if (!crs) return std::nullopt;
    } else if (!SetCoordinate(coordinates, key, value)) {
      return std::nullopt;
    }
    if (entry.size() == rest.size()) break;
    rest.remove_prefix(entry.size() + 1);
  }
  const auto& [x, y, z] = coordinates.at;
  if (!x || !y || (coordinates.geographic && coordinates.cartesian)) return std::nullopt;
  if (!crs) {
    crs = coordinates.geographic ? (z ? base::Crs::kWgs84_3D : base::Crs::kWgs84_2D)
                                 : (z ? base::Crs::kCartesian3D : base::Crs::kCartesian2D);
  }
  if (Is3D(*crs) != z.has_value() || (coordinates.geographic && !IsGeographic(*crs))) return std::nullopt;
  if (IsGeographic(*crs) && (std::abs(*x) > 180 || std::abs(*y) > 90)) return std::nullopt;
  return base::Value::Of(base::Point{*crs, *x, *y, z.value_or(0)});
}

}  // namespace qiao::loaders::csv
