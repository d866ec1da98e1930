#include "query/exec/spill/value_codec.h"

#include <vector>

namespace qiao::query {

using base::Kind;
using base::List;
using base::Map;
using base::Value;

namespace {

constexpr uint8_t kRecord = 0x80;  // beside the kind

// A value is its kind and its own bytes, followed by the values in it:
//   LIST          count                          its elements
//   MAP           count, keys                    their values
//   node          id, count of labels, labels    a map of properties
//   relationship  id, start, end, type           a map of properties
//   path          count of nodes                 its nodes, then its relationships
// where the last three stand for records; bare ids hold no values.

void EncodeIds(const base::Path& path, std::string& out) {
  EncodePlain(path.edges.size(), out);
  for (const base::NodeId node : path.nodes) EncodePlain(node.value, out);
  for (const base::EdgeId edge : path.edges) EncodePlain(edge.value, out);
}

Value DecodeIds(const char*& bytes) {
  const auto length = DecodePlain<size_t>(bytes);
  base::Path path;
  for (size_t i = 0; i <= length; ++i) path.nodes.emplace_back(DecodePlain<uint64_t>(bytes));
  for (size_t i = 0; i < length; ++i) path.edges.emplace_back(DecodePlain<uint64_t>(bytes));
  return Value::Of(std::move(path));
}

void EncodeHead(const Value& value, std::string& out) {
  EncodePlain(static_cast<uint8_t>(static_cast<uint8_t>(value.kind()) | (value.has_record() ? kRecord : 0)), out);
  switch (value.kind()) {
    case Kind::kNull:
      return;
    case Kind::kBoolean:
      return EncodePlain(value.boolean(), out);
    case Kind::kInteger:
      return EncodePlain(value.integer(), out);
    case Kind::kFloat:
      return EncodePlain(value.floating(), out);
    case Kind::kString:
      return EncodeText(value.string(), out);
    case Kind::kList:
      return EncodePlain(value.list().size(), out);
    case Kind::kMap:
      EncodePlain(value.map().size(), out);
      for (const auto& [key, held] : value.map()) EncodeText(key, out);
      return;
    case Kind::kNode:
      EncodePlain(value.node().value, out);
      if (!value.has_record()) return;
      EncodePlain(value.node_record().labels.size(), out);
      for (const std::string& label : value.node_record().labels) EncodeText(label, out);
      return;
    case Kind::kRelationship:
      EncodePlain(value.relationship().value, out);
      if (!value.has_record()) return;
      EncodePlain(value.relationship_record().start.value, out);
      EncodePlain(value.relationship_record().end.value, out);
      return EncodeText(value.relationship_record().type, out);
    case Kind::kPath:
      if (!value.has_record()) return EncodeIds(value.path(), out);
      return EncodePlain(value.path_record().nodes.size(), out);
    case Kind::kDate:
      return EncodePlain(value.date(), out);
    case Kind::kLocalTime:
      return EncodePlain(value.local_time(), out);
    case Kind::kTime:
      return EncodePlain(value.time(), out);
    case Kind::kLocalDateTime:
      return EncodePlain(value.local_datetime(), out);
    case Kind::kDateTime:
      EncodePlain(value.datetime().seconds, out);
      EncodePlain(value.datetime().nanoseconds, out);
      EncodePlain(value.datetime().offset_seconds, out);
      return EncodeText(value.datetime().zone, out);
    case Kind::kDuration:
      return EncodePlain(value.duration(), out);
    case Kind::kPoint:
      return EncodePlain(value.point(), out);
  }
}

// The values in a value, the first on top.
void Stack(const Value& value, std::vector<Value>& pending) {
  if (value.is(Kind::kList)) pending.insert(pending.end(), value.list().rbegin(), value.list().rend());
  if (value.is(Kind::kMap)) {
    for (size_t i = value.map().size(); i-- > 0;) pending.push_back(value.map()[i].second);
  }
  if (!value.has_record()) return;
  if (value.is(Kind::kNode)) pending.push_back(Value::Of(value.node_record().properties));
  if (value.is(Kind::kRelationship)) pending.push_back(Value::Of(value.relationship_record().properties));
  if (value.is(Kind::kPath)) {
    const base::PathRecord& path = value.path_record();
    for (size_t i = path.relationships.size(); i-- > 0;) pending.push_back(Value::Of(path.relationships[i]));
    for (size_t i = path.nodes.size(); i-- > 0;) pending.push_back(Value::Of(path.nodes[i]));
  }
}

// A value of which some values in it are still to come.
struct Part {
  Kind kind = Kind::kNull;
  size_t wanted = 0;
  List values;
  std::vector<std::string> names;  // a map's keys, a node's labels, a relationship's type
  base::NodeRecord node;
  base::RelationshipRecord relationship;
};

Part DecodePart(Kind kind, const char*& bytes) {
  Part part;
  part.kind = kind;
  part.wanted = 1;
  const auto read_names = [&] {
    const auto count = DecodePlain<size_t>(bytes);
    for (size_t i = 0; i < count; ++i) part.names.emplace_back(DecodeText(bytes));
  };
  if (kind == Kind::kList) {
    part.wanted = DecodePlain<size_t>(bytes);
  } else if (kind == Kind::kMap) {
    read_names();
    part.wanted = part.names.size();
  } else if (kind == Kind::kNode) {
    part.node.id = base::NodeId(DecodePlain<uint64_t>(bytes));
    read_names();
  } else if (kind == Kind::kRelationship) {
    part.relationship.id = base::EdgeId(DecodePlain<uint64_t>(bytes));
    part.relationship.start = base::NodeId(DecodePlain<uint64_t>(bytes));
    part.relationship.end = base::NodeId(DecodePlain<uint64_t>(bytes));
    part.relationship.type = DecodeText(bytes);
  } else {
    part.wanted = DecodePlain<size_t>(bytes) * 2 - 1;
  }
  return part;
}

Value Whole(Part part) {
  if (part.kind == Kind::kList) return Value::Of(std::move(part.values));
  if (part.kind == Kind::kMap) {
    Map map;
    for (size_t i = 0; i < part.wanted; ++i) map.emplace_back(std::move(part.names[i]), std::move(part.values[i]));
    return Value::Of(std::move(map));
  }
  if (part.kind == Kind::kNode) {
    part.node.labels = std::move(part.names);
    part.node.properties = part.values[0].map();
    return Value::Of(std::move(part.node));
  }
  if (part.kind == Kind::kRelationship) {
    part.relationship.properties = part.values[0].map();
    return Value::Of(std::move(part.relationship));
  }
  base::PathRecord path;
  const size_t nodes = part.wanted / 2 + 1;
  for (size_t i = 0; i < part.wanted; ++i) {
    if (i < nodes) path.nodes.push_back(part.values[i].node_record());
    if (i >= nodes) path.relationships.push_back(part.values[i].relationship_record());
  }
  return Value::Of(std::move(path));
}

Value DecodeSimple(Kind kind, const char*& bytes) {
  switch (kind) {
    case Kind::kBoolean:
      return Value::Boolean(DecodePlain<bool>(bytes));
    case Kind::kInteger:
      return Value::Integer(DecodePlain<int64_t>(bytes));
    case Kind::kFloat:
      return Value::Float(DecodePlain<double>(bytes));
    case Kind::kString:
      return Value::String(DecodeText(bytes));
    case Kind::kNode:
      return Value::Of(base::NodeId(DecodePlain<uint64_t>(bytes)));
    case Kind::kRelationship:
      return Value::Of(base::EdgeId(DecodePlain<uint64_t>(bytes)));
    case Kind::kPath:
      return DecodeIds(bytes);
    case Kind::kDate:
      return Value::Of(DecodePlain<base::Date>(bytes));
    case Kind::kLocalTime:
      return Value::Of(DecodePlain<base::LocalTime>(bytes));
    case Kind::kTime:
      return Value::Of(DecodePlain<base::Time>(bytes));
    case Kind::kLocalDateTime:
      return Value::Of(DecodePlain<base::LocalDateTime>(bytes));
    case Kind::kDateTime: {
      base::DateTime datetime;
      datetime.seconds = DecodePlain<int64_t>(bytes);
      datetime.nanoseconds = DecodePlain<int32_t>(bytes);
      datetime.offset_seconds = DecodePlain<int32_t>(bytes);
      datetime.zone = DecodeText(bytes);
      return Value::Of(datetime);
    }
    case Kind::kDuration:
      return Value::Of(DecodePlain<base::Duration>(bytes));
    case Kind::kPoint:
      return Value::Of(DecodePlain<base::Point>(bytes));
    case Kind::kNull:
    case Kind::kList:
    case Kind::kMap:
      break;
  }
  return Value::Null();
}

}  // namespace

void EncodeValue(const Value& value, std::string& out) {
  EncodeHead(value, out);
  std::vector<Value> pending;
  Stack(value, pending);
  while (!pending.empty()) {
    const Value next = std::move(pending.back());
    pending.pop_back();
    EncodeHead(next, out);
    Stack(next, pending);
  }
}

Value DecodeValue(const char*& bytes) {
  std::vector<Part> parts;
  while (true) {
    const auto tag = DecodePlain<uint8_t>(bytes);
    const auto kind = static_cast<Kind>(tag & ~kRecord);
    const bool holds_values = kind == Kind::kList || kind == Kind::kMap || (tag & kRecord) != 0;
    Value value;
    if (!holds_values) {
      value = DecodeSimple(kind, bytes);
    } else {
      Part part = DecodePart(kind, bytes);
      if (part.wanted > 0) {
        parts.push_back(std::move(part));
        continue;
      }
      value = Whole(std::move(part));
    }
    while (!parts.empty()) {
      parts.back().values.push_back(std::move(value));
      if (parts.back().values.size() < parts.back().wanted) break;
      value = Whole(std::move(parts.back()));
      parts.pop_back();
    }
    if (parts.empty()) return value;
  }
}

}  // namespace qiao::query
