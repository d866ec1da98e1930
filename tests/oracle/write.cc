// Writing clauses.
#include <optional>
#include <variant>

#include "tests/oracle/world.h"

namespace qiao::tests {

using base::Kind;
using base::Result;
using base::Value;

namespace {

using Properties = std::vector<std::pair<base::KeyId, Value>>;

Result<void> CheckStorable(const Value& value, bool in_list = false) {
  switch (value.kind()) {
    case Kind::kMap:
    case Kind::kNode:
    case Kind::kRelationship:
    case Kind::kPath:
      return Wrong("a property can't hold such a value");
    case Kind::kNull:
    case Kind::kList:
      if (in_list) return Wrong("a property can't hold such a list");
      break;
    default:
      break;
  }
  if (!value.is(Kind::kList)) return {};
  for (const Value& element : value.list()) QIAO_CHECK(CheckStorable(element, true));
  return {};
}

Result<Properties> PropertiesOf(World& world, const syntax::Box<syntax::Expression>& expression, bool merging,
                                const OracleRow& row) {
  Properties properties;
  if (!expression) return properties;
  QIAO_TRY(Value map, Evaluate(world, *expression, row));
  if (!map.is(Kind::kMap)) return Wrong("the properties of a pattern are no map");
  for (const auto& [name, value] : map.map()) {
    if (value.is_null() && merging) return base::MakeError(base::ErrorCode::kSemantic, "{} is null", name);
    if (value.is_null()) continue;
    QIAO_CHECK(CheckStorable(value));
    QIAO_TRY(base::KeyId key, world.writer.InternKey(name));
    properties.emplace_back(key, value);
  }
  return properties;
}

Result<base::NodeId> NodeFor(World& world, const syntax::NodePattern& pattern, bool merging, OracleRow& row) {
  if (pattern.variable) {
    if (auto bound = row.find(pattern.variable->text); bound != row.end()) {
      if (!bound->second.is(Kind::kNode)) return Wrong("a relationship to null");
      return bound->second.node();
    }
  }
  std::vector<std::string> names;
  if (pattern.labels) QIAO_CHECK(AddNames(world, *pattern.labels, row, names));
  std::vector<base::LabelId> labels;
  for (const std::string& name : names) {
    QIAO_TRY(base::LabelId label, world.writer.InternLabel(name));
    labels.push_back(label);
  }
  QIAO_TRY(auto properties, PropertiesOf(world, pattern.properties, merging, row));
  QIAO_TRY(base::NodeId node, world.writer.CreateNode(labels, properties));
  if (pattern.variable) row[pattern.variable->text] = Value::Of(node);
  return node;
}

Result<void> CheckEntity(const World& world, const Value& value) {
  if (!value.is(Kind::kNode) && !value.is(Kind::kRelationship)) return Wrong("no node and no relationship");
  QIAO_TRY(bool exists,
           value.is(Kind::kNode) ? world.graph.Exists(value.node()) : world.graph.Exists(value.relationship()));
  if (!exists) return base::MakeError(base::ErrorCode::kEntityNotFound, "it is deleted");
  return {};
}

Result<base::Map> PropertiesOf(const World& world, const Value& entity) {
  QIAO_CHECK(CheckEntity(world, entity));
  return entity.is(Kind::kNode) ? world.graph.Properties(entity.node()) : world.graph.Properties(entity.relationship());
}

Result<void> SetOne(World& world, const Value& target, const std::string& name, const Value& value) {
  if (target.is_null()) return {};
  QIAO_CHECK(CheckEntity(world, target));
  QIAO_CHECK(CheckStorable(value));
  QIAO_TRY(base::KeyId key, world.writer.InternKey(name));
  if (target.is(Kind::kNode)) return world.writer.SetProperty(target.node(), key, value);
  return world.writer.SetProperty(target.relationship(), key, value);
}

Result<void> SetAll(World& world, const Value& target, const Value& source, bool add) {
  if (target.is_null()) return {};
  QIAO_TRY(const base::Map old, PropertiesOf(world, target));
  base::Map map;
  if (source.is(Kind::kMap)) {
    map = source.map();
  } else {
    QIAO_TRY(map, PropertiesOf(world, source));
  }
  if (!add) {
    for (const auto& [name, value] : old) QIAO_CHECK(SetOne(world, target, name, Value()));
  }
  for (const auto& [name, value] : map) QIAO_CHECK(SetOne(world, target, name, value));
  return {};
}

// target[key] = value
Result<void> SetComputed(World& world, const syntax::Subscript& place, const Value& value, const OracleRow& row) {
  QIAO_TRY(Value target, Evaluate(world, *place.object, row));
  QIAO_TRY(Value key, Evaluate(world, *place.index, row));
  if (target.is_null()) return {};
  if (!key.is(Kind::kString)) return Wrong("a key that is no string");
  return SetOne(world, target, std::string(key.string()), value);
}

Result<void> ChangeLabels(World& world, const syntax::LabelsOfVariable& labels, bool add, const OracleRow& row) {
  const Value& target = row.at(labels.variable.text);
  if (target.is_null()) return {};
  QIAO_CHECK(CheckEntity(world, target));
  if (!target.is(Kind::kNode)) return Wrong("labels of a relationship");
  std::vector<std::string> names;
  for (const syntax::Name& name : labels.labels) names.push_back(name.text);
  for (const syntax::Expression& dynamic : labels.dynamic) {
    syntax::LabelExpression one;
    one.op = syntax::LabelOperator::kDynamic;
    one.value = syntax::Box<syntax::Expression>(dynamic);
    QIAO_CHECK(AddNames(world, one, row, names));
  }
  for (const std::string& name : names) {
    QIAO_TRY(base::LabelId label, world.writer.InternLabel(name));
    QIAO_CHECK(add ? world.writer.AddLabel(target.node(), label) : world.writer.RemoveLabel(target.node(), label));
  }
  return {};
}

}  // namespace

Result<void> CreatePattern(World& world, const syntax::PathPattern& pattern, bool merging, OracleRow& row) {
  base::Path path;
  const syntax::RelationshipPattern* between = nullptr;
  for (const syntax::PathElement& element : pattern.elements) {
    if (const auto* edge = std::get_if<syntax::RelationshipPattern>(&element)) {
      between = edge;
      continue;
    }
    QIAO_TRY(base::NodeId node, NodeFor(world, std::get<syntax::NodePattern>(element), merging, row));
    if (between != nullptr) {
      const bool left = between->direction == syntax::Direction::kLeft;
      std::vector<std::string> names;
      if (between->types) QIAO_CHECK(AddNames(world, *between->types, row, names));
      if (names.size() != 1) return Unknown("a relationship without one type");
      QIAO_TRY(base::TypeId type, world.writer.InternType(names[0]));
      QIAO_TRY(auto properties, PropertiesOf(world, between->properties, merging, row));
      const base::NodeId before = path.nodes.back();
      QIAO_TRY(base::EdgeId edge,
               world.writer.CreateEdge(left ? node : before, type, left ? before : node, properties));
      if (between->variable) row[between->variable->text] = Value::Of(edge);
      path.edges.push_back(edge);
    }
    path.nodes.push_back(node);
  }
  if (pattern.variable) row[pattern.variable->text] = Value::Of(std::move(path));
  return {};
}

Result<void> SetItems(World& world, const std::vector<syntax::SetItem>& items, const OracleRow& row) {
  for (const syntax::SetItem& item : items) {
    if (const auto* property = std::get_if<syntax::SetProperty>(&item.content)) {
      if (const auto* computed = std::get_if<syntax::Subscript>(&property->target.content)) {
        QIAO_TRY(Value value, Evaluate(world, property->value, row));
        QIAO_CHECK(SetComputed(world, *computed, value, row));
        continue;
      }
      const auto* place = std::get_if<syntax::Property>(&property->target.content);
      if (place == nullptr) return Unknown("such a target of SET");
      QIAO_TRY(Value target, Evaluate(world, *place->object, row));
      QIAO_TRY(Value value, Evaluate(world, property->value, row));
      QIAO_CHECK(SetOne(world, target, place->key.text, value));
    } else if (const auto* all = std::get_if<syntax::SetAllProperties>(&item.content)) {
      QIAO_TRY(Value value, Evaluate(world, all->value, row));
      QIAO_CHECK(SetAll(world, row.at(all->variable.text), value, all->add));
    } else {
      QIAO_CHECK(ChangeLabels(world, std::get<syntax::LabelsOfVariable>(item.content), true, row));
    }
  }
  return {};
}

Result<void> RemoveItems(World& world, const std::vector<syntax::RemoveItem>& items, const OracleRow& row) {
  for (const syntax::RemoveItem& item : items) {
    if (const auto* property = std::get_if<syntax::Property>(&item.content)) {
      QIAO_TRY(Value target, Evaluate(world, *property->object, row));
      QIAO_CHECK(SetOne(world, target, property->key.text, Value()));
    } else if (const auto* computed = std::get_if<syntax::Subscript>(&item.content)) {
      QIAO_CHECK(SetComputed(world, *computed, Value(), row));
    } else {
      QIAO_CHECK(ChangeLabels(world, std::get<syntax::LabelsOfVariable>(item.content), false, row));
    }
  }
  return {};
}

Result<void> DeleteValue(World& world, const Value& value, bool detach) {
  switch (value.kind()) {
    case Kind::kNull:
      return {};
    case Kind::kRelationship:
      return world.writer.DeleteEdge(value.relationship());
    case Kind::kPath:
      for (base::EdgeId edge : value.path().edges) QIAO_CHECK(world.writer.DeleteEdge(edge));
      for (base::NodeId node : value.path().nodes) QIAO_CHECK(DeleteValue(world, Value::Of(node), detach));
      return {};
    case Kind::kNode:
      break;
    default:
      return Wrong("such a value can't be deleted");
  }
  if (detach) {
    QIAO_TRY(const auto edges, AllEdges(world.graph));
    for (const OracleEdge& edge : edges) {
      const bool ends_here = edge.ends.source == value.node() || edge.ends.target == value.node();
      if (ends_here) QIAO_CHECK(world.writer.DeleteEdge(edge.id));
    }
  }
  return world.writer.DeleteNode(value.node());
}

Result<void> CheckRelationships(const query::GraphReader& graph) {
  QIAO_TRY(const auto edges, AllEdges(graph));
  for (const OracleEdge& edge : edges) {
    QIAO_TRY(bool begins, graph.Exists(edge.ends.source));
    QIAO_TRY(bool ends, graph.Exists(edge.ends.target));
    if (!begins || !ends) return base::MakeError(base::ErrorCode::kConstraint, "a deleted node has relationships");
  }
  return {};
}

}  // namespace qiao::tests
