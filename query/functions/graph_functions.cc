#include "base/path_ids.h"
#include "query/functions/entity.h"
#include "query/functions/rows.h"

namespace qiao::query {
namespace {

using base::Kind;
using base::List;
using base::Result;
using base::Value;
using Arguments = std::span<const Value>;

Result<Value> Labels(FunctionContext& context, Arguments arguments) {
  QIAO_TRY(const std::vector<std::string> names, LabelsOf(context, arguments[0]));
  List labels;
  for (const std::string& name : names) labels.push_back(Value::String(name));
  return Value::Of(std::move(labels));
}

Result<Value> TypeName(FunctionContext& context, Arguments arguments) {
  QIAO_TRY(const RelationshipEnds ends, EndsOf(context, arguments[0]));
  return Value::String(ends.type);
}

Result<Value> StartNode(FunctionContext& context, Arguments arguments) {
  QIAO_TRY(RelationshipEnds ends, EndsOf(context, arguments[0]));
  return std::move(ends.start);
}

Result<Value> EndNode(FunctionContext& context, Arguments arguments) {
  QIAO_TRY(RelationshipEnds ends, EndsOf(context, arguments[0]));
  return std::move(ends.end);
}

uint64_t IdOf(const Value& entity) {
  return entity.is(Kind::kNode) ? entity.node().value : entity.relationship().value;
}

Result<Value> Id(FunctionContext&, Arguments arguments) {
  return Value::Integer(static_cast<int64_t>(IdOf(arguments[0])));
}

Result<Value> ElementId(FunctionContext&, Arguments arguments) {
  return Value::String(std::to_string(IdOf(arguments[0])));
}

Result<Value> Properties(FunctionContext& context, Arguments arguments) {
  if (arguments[0].is(Kind::kMap)) return arguments[0];
  QIAO_TRY(base::Map properties, EntityProperties(context, arguments[0]));
  return Value::Of(std::move(properties));
}

Result<Value> Keys(FunctionContext& context, Arguments arguments) {
  QIAO_TRY(const Value properties, Properties(context, arguments));
  List keys;
  for (const auto& [key, value] : properties.map()) keys.push_back(Value::String(key));
  return Value::Of(std::move(keys));
}

Result<Value> Nodes(FunctionContext&, Arguments arguments) {
  List nodes;
  if (arguments[0].has_record()) {
    for (const base::NodeRecord& node : arguments[0].path_record().nodes) nodes.push_back(Value::Of(node));
  } else {
    for (const base::NodeId node : arguments[0].path().nodes) nodes.push_back(Value::Of(node));
  }
  return Value::Of(std::move(nodes));
}

Result<Value> Relationships(FunctionContext&, Arguments arguments) {
  List edges;
  if (arguments[0].has_record()) {
    for (const base::RelationshipRecord& edge : arguments[0].path_record().relationships)
      edges.push_back(Value::Of(edge));
  } else {
    for (const base::EdgeId edge : arguments[0].path().edges) edges.push_back(Value::Of(edge));
  }
  return Value::Of(std::move(edges));
}

Result<Value> Length(FunctionContext&, Arguments arguments) {
  return Value::Integer(static_cast<int64_t>(base::PathIds(arguments[0]).length()));
}

const Type kNode = Type::Of(Kind::kNode);
const Type kRelationship = Type::Of(Kind::kRelationship);
const Type kPath = Type::Of(Kind::kPath);
const Type kString = Type::Of(Kind::kString);
const Type kEntity = Type::OneOf({Kind::kNode, Kind::kRelationship});
const Type kEntityOrMap = Type::OneOf({Kind::kNode, Kind::kRelationship, Kind::kMap});

// Not folded: what they answer depends on the graph.
Function Row(std::string_view name, std::string_view parameter, Type type, Type result,
             decltype(Function::kernel) kernel, std::string_view help, std::string_view example = "") {
  return {.name = name,
          .parameters = {{parameter, type}},
          .required = 1,
          .result = result,
          .deterministic = false,
          .kernel = kernel,
          .help = help,
          .example = example};
}

}  // namespace

std::span<const Function> GraphFunctions() {
  static const std::vector<Function> kRows = {
      Row("elementId", "entity", kEntity, kString, &ElementId, "The id of a node or relationship, as a text.",
          "CREATE (n) RETURN elementId(n) = toString(id(n))"),
      Row("endNode", "relationship", kRelationship, kNode, &EndNode, "The node to which a relationship points.",
          "CREATE ()-[r:位于]->(b) RETURN endNode(r) = b"),
      Row("id", "entity", kEntity, Type::Of(Kind::kInteger), &Id, "The id of a node or relationship, as an integer.",
          "CREATE (a), (b) RETURN id(a) <> id(b)"),
      Row("keys", "value", kEntityOrMap, Type::ListOf(kString), &Keys,
          "The names of the properties of a node or relationship, or the keys of a map.",
          "keys({name: '长治', level: 2}) = ['name', 'level']"),
      Row("labels", "node", kNode, Type::ListOf(kString), &Labels, "The labels of a node.",
          "CREATE (n:City) RETURN labels(n) = ['City']"),
      Row("length", "path", kPath, Type::Of(Kind::kInteger), &Length, "The number of relationships of a path.",
          "CREATE p = ()-[:位于]->()-[:位于]->() RETURN length(p) = 2"),
      Row("nodes", "path", kPath, Type::ListOf(kNode), &Nodes, "The nodes of a path, in its order.",
          "CREATE p = (a)-[:位于]->(b) RETURN nodes(p) = [a, b]"),
      Row("properties", "value", kEntityOrMap, Type::Of(Kind::kMap), &Properties,
          "The properties of a node or relationship as a map; of a map, the map itself.",
          "properties({name: '长治'}).name = '长治'"),
      Row("relationships", "path", kPath, Type::ListOf(kRelationship), &Relationships,
          "The relationships of a path, in its order.", "CREATE p = ()-[r:位于]->() RETURN relationships(p) = [r]"),
      Row("startNode", "relationship", kRelationship, kNode, &StartNode, "The node from which a relationship comes.",
          "CREATE (a)-[r:位于]->() RETURN startNode(r) = a"),
      Row("type", "relationship", kRelationship, kString, &TypeName, "The type of a relationship.",
          "CREATE ()-[r:位于]->() RETURN type(r) = '位于'"),
  };
  return kRows;
}

}  // namespace qiao::query
