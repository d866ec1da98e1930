#include "loaders/json/property_json.h"

#include <boost/json.hpp>
#include <cmath>

#include "base/temporal_text.h"
#include "loaders/csv/cell.h"
#include "loaders/csv/point_cell.h"
#include "loaders/json/parse.h"

namespace qiao::loaders::json {
namespace {

namespace bj = boost::json;
using base::Kind;
using base::Value;

bool IsGeographic(base::Crs crs) { return crs == base::Crs::kWgs84_2D || crs == base::Crs::kWgs84_3D; }
bool HasZ(base::Crs crs) { return crs == base::Crs::kCartesian3D || crs == base::Crs::kWgs84_3D; }

bj::value PointJson(const base::Point& point) {
  bj::object object;
  object["crs"] = csv::CrsName(point.crs);
  const bool geographic = IsGeographic(point.crs);
  object[geographic ? "latitude" : "x"] = geographic ? point.y : point.x;
  object[geographic ? "longitude" : "y"] = geographic ? point.x : point.y;
  if (HasZ(point.crs)) object[geographic ? "height" : "z"] = point.z;
  return object;
}

base::Error Unreadable(std::string_view what) {
  return base::MakeError(base::ErrorCode::kInput, "the property {} can't be read", what);
}

// As csv/point_cell.h reads it; null stands for a coordinate that isn't there.
std::optional<Value> ReadPoint(const bj::object& object) {
  std::string text = "{";
  for (const auto& [key, value] : object) {
    if (value.is_null()) continue;
    if (text.size() > 1) text += ", ";
    text += std::string(key) + ": ";
    if (value.is_string()) {
      text += value.as_string();
    } else if (value.is_double()) {
      text += base::FloatText(value.as_double());
    } else {
      text += bj::serialize(value);
    }
  }
  return csv::ReadPoint(text + "}", std::nullopt);
}

base::Result<Value> ReadText(const bj::string& text, const bj::value* type) {
  const std::string_view view(text.data(), text.size());
  if (type == nullptr || type->is_null()) return Value::String(view);
  const auto found = type->is_string() ? csv::FindCellType(std::string_view(type->as_string())) : std::nullopt;
  if (!found) return Unreadable(bj::serialize(*type));
  csv::CellFormat format;
  format.type = *found;
  if (auto value = csv::ReadText(view, format)) return *std::move(value);
  return Unreadable(view);
}

}  // namespace

bj::value PropertyJson(const Value& value) {
  switch (value.kind()) {
    case Kind::kBoolean:
      return value.boolean();
    case Kind::kInteger:
      return value.integer();
    case Kind::kFloat:
      if (!std::isfinite(value.floating())) return bj::value(base::FloatText(value.floating()));
      return value.floating();
    case Kind::kString:
      return bj::value(value.string());
    case Kind::kList: {
      bj::array array;
      for (const Value& element : value.list()) array.push_back(PropertyJson(element));
      return array;
    }
    case Kind::kPoint:
      return PointJson(value.point());
    case Kind::kDate:
    case Kind::kLocalTime:
    case Kind::kTime:
    case Kind::kLocalDateTime:
    case Kind::kDateTime:
    case Kind::kDuration:
      return bj::value(csv::CellText(value));
    case Kind::kNull:
    case Kind::kMap:
    case Kind::kNode:
    case Kind::kRelationship:
    case Kind::kPath:
      break;
  }
  return nullptr;
}

std::optional<bj::value> TypeJson(const Value& value) {
  if (value.is(Kind::kList)) {
    bj::array types;
    bool any = false;
    for (const Value& element : value.list()) {
      const auto type = TypeJson(element);
      any = any || type;
      types.push_back(type.value_or(nullptr));
    }
    if (any) return types;
    return std::nullopt;
  }
  const bool finite = !value.is(Kind::kFloat) || std::isfinite(value.floating());
  if (value.is(Kind::kBoolean) || value.is(Kind::kInteger) || value.is(Kind::kString) || value.is(Kind::kPoint) ||
      (value.is(Kind::kFloat) && finite)) {
    return std::nullopt;
  }
  return bj::value(csv::TypeWord(value.kind()));
}

base::Result<Value> ReadProperty(const bj::value& property, const bj::value* type) {
  switch (property.kind()) {
    case bj::kind::null:
      return Value::Null();
    case bj::kind::bool_:
      return Value::Boolean(property.as_bool());
    case bj::kind::int64:
      return Value::Integer(property.as_int64());
    case bj::kind::uint64:
      return Unreadable(bj::serialize(property));
    case bj::kind::double_:
      return Value::Float(property.as_double());
    case bj::kind::string:
      return ReadText(property.as_string(), type);
    case bj::kind::array: {
      base::List list;
      const bj::array& array = property.as_array();
      const bj::array* types = type == nullptr ? nullptr : type->if_array();
      for (size_t i = 0; i < array.size(); ++i) {
        const bj::value* each = types != nullptr && i < types->size() ? &(*types)[i] : nullptr;
        QIAO_TRY(auto element, ReadProperty(array[i], each));
        list.push_back(std::move(element));
      }
      return Value::Of(std::move(list));
    }
    case bj::kind::object: {
      if (property.as_object().contains("crs")) {
        if (auto point = ReadPoint(property.as_object())) return *std::move(point);
        return Unreadable(bj::serialize(property));
      }
      return Value::Of(base::Map{});
    }
  }
  return Unreadable(bj::serialize(property));
}

std::string PropertyText(const Value& value) {
  bj::value json = PropertyJson(value);
  auto type = TypeJson(value);
  if (!type) return bj::serialize(json);
  return bj::serialize(bj::object{{"value", std::move(json)}, {"type", *std::move(type)}});
}

base::Result<Value> ReadPropertyText(std::string_view text) {
  const auto json = Parse(text);
  if (!json) return Unreadable(text);
  const bj::object* object = json->if_object();
  if (object == nullptr || !object->contains("value")) return ReadProperty(*json, nullptr);
  return ReadProperty(object->at("value"), object->if_contains("type"));
}

}  // namespace qiao::loaders::json
