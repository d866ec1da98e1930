#include <algorithm>
#include <cmath>

#include "query/functions/check.h"
#include "query/functions/point.h"
#include "query/functions/rows.h"

namespace qiao::query {
namespace {

using base::Crs;
using base::ErrorCode;
using base::ErrorDetail;
using base::Kind;
using base::MakeError;
using base::Point;
using base::Result;
using base::Value;
using Arguments = std::span<const Value>;

template <class... Args>
base::Error BadPoint(fmt::format_string<Args...> text, Args&&... args) {
  return MakeError(ErrorCode::kArgument, text, std::forward<Args>(args)...).With(ErrorDetail::kInvalidArgumentValue);
}

// The first of two spellings of a coordinate that the map has.
const Value* Coordinate(const Value& map, std::string_view name, std::string_view geographic_name) {
  const Value* value = map.Find(name);
  return value != nullptr ? value : map.Find(geographic_name);
}

Result<std::optional<Crs>> NamedCrs(const Value& map) {
  if (const Value* name = map.Find("crs"); name != nullptr && !name->is_null()) {
    if (!name->is(Kind::kString)) return WrongKind("point", *name);
    const auto crs = FindCrs(name->string());
    if (!crs) return BadPoint("the crs of a point must be cartesian, cartesian-3d, wgs-84 or wgs-84-3d");
    return crs;
  }
  if (const Value* srid = map.Find("srid"); srid != nullptr && !srid->is_null()) {
    if (!srid->is(Kind::kInteger)) return WrongKind("point", *srid);
    const auto crs = FindCrs(srid->integer());
    if (!crs) return BadPoint("the srid of a point must be 7203, 9157, 4326 or 4979");
    return crs;
  }
  return std::optional<Crs>();
}

Result<Value> MakePoint(FunctionContext&, Arguments arguments) {
  const Value& map = arguments[0];
  for (const auto& [key, value] : map.map()) {
    constexpr std::string_view kKeys[] = {"x", "y", "z", "longitude", "latitude", "height", "crs", "srid"};
    if (std::ranges::find(kKeys, key) == std::end(kKeys)) {
      return MakeError(ErrorCode::kArgument, "{}() has no field named '{}'", "point", key)
          .With(ErrorDetail::kInvalidArgumentValue);
    }
  }
  const Value* parts[] = {Coordinate(map, "x", "longitude"), Coordinate(map, "y", "latitude"),
                          Coordinate(map, "z", "height")};
  if (parts[0] == nullptr || parts[1] == nullptr) return BadPoint("a point needs x and y, or longitude and latitude");
  double numbers[3] = {0, 0, 0};
  for (int i = 0; i < 3; ++i) {
    if (parts[i] == nullptr) continue;
    if (parts[i]->is_null()) return Value::Null();
    if (!parts[i]->is_number()) return WrongKind("point", *parts[i]);
    numbers[i] = parts[i]->number();
    if (!std::isfinite(numbers[i])) return BadPoint("the coordinates of a point must be finite");
  }
  QIAO_TRY(const auto named, NamedCrs(map));
  const bool spatial = parts[2] != nullptr;
  const bool degrees = map.Find("longitude") != nullptr || map.Find("latitude") != nullptr;
  Crs crs = spatial ? Crs::kCartesian3D : Crs::kCartesian2D;
  if (degrees || (named && IsGeographic(*named))) crs = spatial ? Crs::kWgs84_3D : Crs::kWgs84_2D;
  if (named && *named != crs) return BadPoint("the coordinates of the point don't fit its crs");
  if (IsGeographic(crs)) {
    if (std::abs(numbers[1]) > 90) return BadPoint("a latitude lies between -90 and 90");
    // A longitude of 190 is one of -170.
    if (std::abs(numbers[0]) > 180) numbers[0] = std::remainder(numbers[0], 360);
  }
  return Value::Of(Point{crs, numbers[0], numbers[1], numbers[2]});
}

Result<Value> Distance(FunctionContext&, Arguments arguments) {
  const auto distance = DistanceBetween(arguments[0].point(), arguments[1].point());
  return distance ? Value::Float(*distance) : Value::Null();
}

Result<Value> WithinBBox(FunctionContext&, Arguments arguments) {
  const auto within = IsWithin(arguments[0].point(), arguments[1].point(), arguments[2].point());
  return within ? Value::Boolean(*within) : Value::Null();
}

const Type kPoint = Type::Of(Kind::kPoint);

Function DistanceRow(std::string_view name, std::string_view example) {
  return {.name = name,
          .parameters = {{"from", kPoint}, {"to", kPoint}},
          .required = 2,
          .result = Type::Of(Kind::kFloat),
          .kernel = &Distance,
          .help = "The distance of two points, on the earth in metres; null for points of different systems.",
          .example = example};
}

}  // namespace

std::span<const Function> PointFunctions() {
  static const std::vector<Function> kRows = {
      DistanceRow("distance", "distance(point({x: 0, y: 0}), point({x: 3, y: 4})) = 5.0"),
      {.name = "point",
       .parameters = {{"parts", Type::Of(Kind::kMap)}},
       .required = 1,
       .result = kPoint,
       .kernel = &MakePoint,
       .help = "A point from x and y (and z), or from longitude and latitude (and height) in degrees.",
       .example = "point({longitude: 113.1, latitude: 36.2}).latitude = 36.2"},
      DistanceRow("point.distance", "point.distance(point({x: 0, y: 0}), point({x: 3, y: 4})) = 5.0"),
      {.name = "point.withinBBox",
       .parameters = {{"point", kPoint}, {"lowerLeft", kPoint}, {"upperRight", kPoint}},
       .required = 3,
       .result = Type::Of(Kind::kBoolean),
       .kernel = &WithinBBox,
       .help = "Whether the point lies in the box, on its border too; null for points of different systems.",
       .example = "point.withinBBox(point({x: 1, y: 1}), point({x: 0, y: 0}), point({x: 2, y: 2}))"},
  };
  return kRows;
}

}  // namespace qiao::query
