#include "cli/format/json_text.h"

#include <fmt/format.h>

#include <cmath>

#include "base/temporal_text.h"

namespace qiao::cli {
namespace {

using base::Kind;
using base::Value;

// Shortest digits that read back as the same number, with a fraction so that it stays a float.
void AppendNumber(std::string& text, double number) {
  if (!std::isfinite(number)) return AppendJsonString(text, base::FloatText(number));
  const std::string digits = fmt::format("{}", number);
  text += digits;
  if (digits.find_first_of(".e") == std::string::npos) text += ".0";
}

void AppendMap(std::string& text, const base::Map& map) {
  text += '{';
  for (size_t i = 0; i < map.size(); ++i) {
    if (i > 0) text += ", ";
    AppendJsonString(text, map[i].first);
    text += ": ";
    AppendJson(text, map[i].second);
  }
  text += '}';
}

template <class Items, class Append>
void AppendArray(std::string& text, const Items& items, Append append) {
  text += '[';
  bool first = true;
  for (const auto& item : items) {
    if (!first) text += ", ";
    first = false;
    append(text, item);
  }
  text += ']';
}

void AppendNode(std::string& text, const base::NodeRecord& node) {
  text += fmt::format("{{\"id\": {}, \"labels\": ", node.id.value);
  AppendJsonStrings(text, node.labels);
  text += ", \"properties\": ";
  AppendMap(text, node.properties);
  text += '}';
}

void AppendRelationship(std::string& text, const base::RelationshipRecord& relationship) {
  text += fmt::format("{{\"id\": {}, \"type\": ", relationship.id.value);
  AppendJsonString(text, relationship.type);
  text +=
      fmt::format(", \"start\": {}, \"end\": {}, \"properties\": ", relationship.start.value, relationship.end.value);
  AppendMap(text, relationship.properties);
  text += '}';
}

void AppendPath(std::string& text, const base::PathRecord& path) {
  text += "{\"nodes\": ";
  AppendArray(text, path.nodes, AppendNode);
  text += ", \"relationships\": ";
  AppendArray(text, path.relationships, AppendRelationship);
  text += '}';
}

void AppendPoint(std::string& text, const base::Point& point) {
  std::string_view crs;
  bool has_z = false;
  switch (point.crs) {
    case base::Crs::kCartesian2D:
      crs = "cartesian";
      break;
    case base::Crs::kCartesian3D:
      crs = "cartesian-3d";
      has_z = true;
      break;
    case base::Crs::kWgs84_2D:
      crs = "wgs-84";
      break;
    case base::Crs::kWgs84_3D:
      crs = "wgs-84-3d";
      has_z = true;
      break;
  }
  text += fmt::format("{{\"crs\": \"{}\", \"x\": ", crs);
  AppendNumber(text, point.x);
  text += ", \"y\": ";
  AppendNumber(text, point.y);
  if (has_z) {
    text += ", \"z\": ";
    AppendNumber(text, point.z);
  }
  text += '}';
}

}  // namespace

void AppendJsonString(std::string& text, std::string_view string) {
  text += '"';
  for (const char c : string) {
    switch (c) {
      case '"':
        text += "\\\"";
        break;
      case '\\':
        text += "\\\\";
        break;
      case '\n':
        text += "\\n";
        break;
      case '\r':
        text += "\\r";
        break;
      case '\t':
        text += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
          text += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        } else {
          text += c;
        }
    }
  }
  text += '"';
}

void AppendJsonStrings(std::string& text, std::span<const std::string> strings) {
  AppendArray(text, strings, [](std::string& to, const std::string& string) { AppendJsonString(to, string); });
}

void AppendJson(std::string& text, const Value& value) {
  switch (value.kind()) {
    case Kind::kNull:
      text += "null";
      return;
    case Kind::kBoolean:
      text += value.boolean() ? "true" : "false";
      return;
    case Kind::kInteger:
      text += std::to_string(value.integer());
      return;
    case Kind::kFloat:
      return AppendNumber(text, value.floating());
    case Kind::kString:
      return AppendJsonString(text, value.string());
    case Kind::kList:
      return AppendArray(text, value.list(), AppendJson);
    case Kind::kMap:
      return AppendMap(text, value.map());
    case Kind::kNode:
      return AppendNode(text, value.has_record() ? value.node_record() : base::NodeRecord{.id = value.node()});
    case Kind::kRelationship:
      return AppendRelationship(text, value.has_record() ? value.relationship_record()
                                                         : base::RelationshipRecord{.id = value.relationship()});
    case Kind::kPath:
      return AppendPath(text, value.has_record() ? value.path_record() : base::PathRecord{});
    case Kind::kDate:
      return AppendJsonString(text, base::ToString(value.date()));
    case Kind::kLocalTime:
      return AppendJsonString(text, base::ToString(value.local_time()));
    case Kind::kTime:
      return AppendJsonString(text, base::ToString(value.time()));
    case Kind::kLocalDateTime:
      return AppendJsonString(text, base::ToString(value.local_datetime()));
    case Kind::kDateTime:
      return AppendJsonString(text, base::ToString(value.datetime()));
    case Kind::kDuration:
      return AppendJsonString(text, base::ToString(value.duration()));
    case Kind::kPoint:
      return AppendPoint(text, value.point());
  }
}

std::string ToJson(const Value& value) {
  std::string text;
  AppendJson(text, value);
  return text;
}

}  // namespace qiao::cli
