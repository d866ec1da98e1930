#include "engine/records.h"

#include <utility>

namespace qiao::engine {

using base::Kind;
using base::Result;
using base::Value;

namespace {

Result<base::NodeRecord> RecordOf(const query::GraphReader& graph, base::NodeId node) {
  base::NodeRecord record{.id = node};
  QIAO_TRY(bool exists, graph.Exists(node));
  if (!exists) return record;
  QIAO_TRY(auto labels, graph.Labels(node));
  for (base::LabelId label : labels) record.labels.emplace_back(graph.LabelName(label));
  QIAO_TRY(record.properties, graph.Properties(node));
  return record;
}

Result<base::RelationshipRecord> RecordOf(const query::GraphReader& graph, base::EdgeId edge) {
  base::RelationshipRecord record{.id = edge};
  QIAO_TRY(query::EdgeEnds ends, graph.Ends(edge));
  record.start = ends.source;
  record.end = ends.target;
  record.type = graph.TypeName(ends.type);
  QIAO_TRY(bool exists, graph.Exists(edge));
  if (!exists) return record;
  QIAO_TRY(record.properties, graph.Properties(edge));
  return record;
}

Result<base::PathRecord> RecordOf(const query::GraphReader& graph, const base::Path& path) {
  base::PathRecord record;
  for (base::NodeId node : path.nodes) {
    QIAO_TRY(auto one, RecordOf(graph, node));
    record.nodes.push_back(std::move(one));
  }
  for (base::EdgeId edge : path.edges) {
    QIAO_TRY(auto one, RecordOf(graph, edge));
    record.relationships.push_back(std::move(one));
  }
  return record;
}

}  // namespace

Result<Value> WithRecords(const query::GraphReader& graph, const Value& value, int depth) {
  if (depth > kMaxNesting) {
    return base::MakeError(base::ErrorCode::kLimit, "a result nests lists and maps more than {} deep", kMaxNesting);
  }
  if (value.has_record()) return value;
  switch (value.kind()) {
    case Kind::kNode: {
      QIAO_TRY(auto record, RecordOf(graph, value.node()));
      return Value::Of(std::move(record));
    }
    case Kind::kRelationship: {
      QIAO_TRY(auto record, RecordOf(graph, value.relationship()));
      return Value::Of(std::move(record));
    }
    case Kind::kPath: {
      QIAO_TRY(auto record, RecordOf(graph, value.path()));
      return Value::Of(std::move(record));
    }
    case Kind::kList: {
      base::List filled;
      filled.reserve(value.list().size());
      for (const Value& element : value.list()) {
        QIAO_TRY(Value one, WithRecords(graph, element, depth + 1));
        filled.push_back(std::move(one));
      }
      return Value::Of(std::move(filled));
    }
    case Kind::kMap: {
      base::Map filled;
      filled.reserve(value.map().size());
      for (const auto& [key, element] : value.map()) {
        QIAO_TRY(Value one, WithRecords(graph, element, depth + 1));
        filled.emplace_back(key, std::move(one));
      }
      return Value::Of(std::move(filled));
    }
    case Kind::kNull:
    case Kind::kBoolean:
    case Kind::kInteger:
    case Kind::kFloat:
    case Kind::kString:
    case Kind::kDate:
    case Kind::kLocalTime:
    case Kind::kTime:
    case Kind::kLocalDateTime:
    case Kind::kDateTime:
    case Kind::kDuration:
    case Kind::kPoint:
      return value;
  }
  return value;
}

}  // namespace qiao::engine
