#include <unicode/uchar.h>

#include <charconv>
#include <cmath>
#include <cstdlib>

#include "base/path_ids.h"
#include "base/temporal_text.h"
#include "base/text.h"
#include "base/value.h"

namespace qiao::base {
namespace {

// What is still to be written, last first: a text, or a value.
struct Piece {
  std::string text;
  const Value* value = nullptr;
};

// Writes values without recursion: a query can nest lists as deep as its memory allows.
class Writer {
 public:
  std::string Write(const Value& value) {
    left_.push_back({"", &value});
    while (!left_.empty()) {
      const Piece piece = std::move(left_.back());
      left_.pop_back();
      if (piece.value == nullptr) {
        text_ += piece.text;
      } else {
        WriteValue(*piece.value);
      }
    }
    return std::move(text_);
  }

 private:
  // Pieces go to the stack from the last to the first.
  void Push(std::string text) { left_.push_back({std::move(text), nullptr}); }
  void PushMap(const Map& map) {
    Push("}");
    for (size_t i = map.size(); i-- > 0;) {
      left_.push_back({"", &map[i].second});
      Push((i == 0 ? "{" : ", ") + QuotedName(map[i].first) + ": ");
    }
    if (map.empty()) Push("{");
  }
  void PushNode(const NodeRecord& node) {
    Push(")");
    if (!node.properties.empty()) PushMap(node.properties);
    std::string head = "(";
    for (const std::string& label : node.labels) head += ":" + QuotedName(label);
    if (!node.labels.empty() && !node.properties.empty()) head += " ";
    Push(std::move(head));
  }
  void PushRelationship(const RelationshipRecord& relationship) {
    Push("]");
    if (!relationship.properties.empty()) PushMap(relationship.properties);
    Push("[:" + QuotedName(relationship.type) + (relationship.properties.empty() ? "" : " "));
  }
  void PushPath(const PathRecord& path) {
    Push(">");
    for (size_t i = path.relationships.size(); i-- > 0;) {
      const bool forward = path.relationships[i].start == path.nodes[i].id;
      PushNode(path.nodes[i + 1]);
      Push(forward ? "->" : "-");
      PushRelationship(path.relationships[i]);
      Push(forward ? "-" : "<-");
    }
    PushNode(path.nodes[0]);
    Push("<");
  }

  void WritePathIds(const PathIds& path) {
    text_ += "<(#" + std::to_string(path.node(0).value) + ")";
    for (size_t i = 0; i < path.length(); ++i) {
      text_ += "-[#" + std::to_string(path.edge(i).value) + "]-(#" + std::to_string(path.node(i + 1).value) + ")";
    }
    text_ += ">";
  }

  void WritePoint(const Point& point) {
    const bool geographic = point.crs == Crs::kWgs84_2D || point.crs == Crs::kWgs84_3D;
    text_ += geographic ? "point({longitude: " : "point({x: ";
    text_ += FloatText(point.x) + (geographic ? ", latitude: " : ", y: ") + FloatText(point.y);
    if (point.crs == Crs::kCartesian3D) text_ += ", z: " + FloatText(point.z);
    if (point.crs == Crs::kWgs84_3D) text_ += ", height: " + FloatText(point.z);
    text_ += "})";
  }

  void WriteValue(const Value& value) {
    switch (value.kind()) {
      case Kind::kNull:
        text_ += "null";
        break;
      case Kind::kBoolean:
        text_ += value.boolean() ? "true" : "false";
        break;
      case Kind::kInteger:
        text_ += std::to_string(value.integer());
        break;
      case Kind::kFloat:
        text_ += FloatText(value.floating());
        break;
      case Kind::kString:
        text_ += Quoted(value.string());
        break;
      case Kind::kList: {
        const List& list = value.list();
        Push("]");
        for (size_t i = list.size(); i-- > 0;) {
          left_.push_back({"", &list[i]});
          if (i > 0) Push(", ");
        }
        Push("[");
        break;
      }
      case Kind::kMap:
        PushMap(value.map());
        break;
      case Kind::kNode:
        if (value.has_record()) {
          PushNode(value.node_record());
        } else {
          text_ += "(#" + std::to_string(value.node().value) + ")";
        }
        break;
      case Kind::kRelationship:
        if (value.has_record()) {
          PushRelationship(value.relationship_record());
        } else {
          text_ += "[#" + std::to_string(value.relationship().value) + "]";
        }
        break;
      case Kind::kPath:
        if (value.has_record()) {
          PushPath(value.path_record());
        } else {
          WritePathIds(PathIds(value));
        }
        break;
      case Kind::kDate:
        text_ += "'" + ToString(value.date()) + "'";
        break;
      case Kind::kLocalTime:
        text_ += "'" + ToString(value.local_time()) + "'";
        break;
      case Kind::kTime:
        text_ += "'" + ToString(value.time()) + "'";
        break;
      case Kind::kLocalDateTime:
        text_ += "'" + ToString(value.local_datetime()) + "'";
        break;
      case Kind::kDateTime:
        text_ += "'" + ToString(value.datetime()) + "'";
        break;
      case Kind::kDuration:
        text_ += "'" + ToString(value.duration()) + "'";
        break;
      case Kind::kPoint:
        WritePoint(value.point());
        break;
    }
  }

  std::string text_;
  std::vector<Piece> left_;
};

}  // namespace

std::string ToText(const Value& value) { return Writer().Write(value); }

std::string Quoted(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    switch (c) {
      case '\'':
        quoted += "\\'";
        break;
      case '\\':
        quoted += "\\\\";
        break;
      case '\n':
        quoted += "\\n";
        break;
      case '\r':
        quoted += "\\r";
        break;
      case '\t':
        quoted += "\\t";
        break;
      case '\b':
        quoted += "\\b";
        break;
      case '\f':
        quoted += "\\f";
        break;
      default:
        quoted += c;
        break;
    }
  }
  return quoted + "'";
}

std::string QuotedName(std::string_view name) {
  bool plain = !name.empty();
  for (size_t position = 0; plain && position < name.size();) {
    const bool first = position == 0;
    const auto code_point = static_cast<UChar32>(NextCodePoint(name, position));
    plain = code_point == '_' || u_hasBinaryProperty(code_point, first ? UCHAR_ID_START : UCHAR_ID_CONTINUE);
  }
  if (plain) return std::string(name);
  std::string quoted = "`";
  for (const char c : name) quoted += c == '`' ? std::string("``") : std::string(1, c);
  return quoted + "`";
}

std::string FloatText(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number < 0 ? "-Infinity" : "Infinity";
  if (number == 0) return std::signbit(number) ? "-0.0" : "0.0";

  // d.ddde±xx, the shortest digits that read back as the same number.
  char buffer[64];
  const char* end = std::to_chars(buffer, std::end(buffer), std::abs(number), std::chars_format::scientific).ptr;
  const std::string_view scientific(buffer, static_cast<size_t>(end - buffer));
  const size_t e = scientific.find('e');
  std::string digits(1, scientific[0]);
  if (e > 2) digits += scientific.substr(2, e - 2);
  const int exponent = std::atoi(std::string(scientific.substr(e + 1)).c_str());

  std::string text = number < 0 ? "-" : "";
  if (exponent < -3 || exponent >= 7) {
    return text + digits[0] + "." + (digits.size() > 1 ? digits.substr(1) : "0") + "E" + std::to_string(exponent);
  }
  if (exponent < 0) return text + "0." + std::string(static_cast<size_t>(-exponent - 1), '0') + digits;
  const auto whole = static_cast<size_t>(exponent) + 1;
  if (digits.size() < whole + 1) digits.append(whole + 1 - digits.size(), '0');
  return text + digits.substr(0, whole) + "." + digits.substr(whole);
}

}  // namespace qiao::base
