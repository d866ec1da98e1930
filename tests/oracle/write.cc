// Writing clauses.
#include <optional>
#include <set>
#include <variant>

#include "tests/oracle/world.h"

namespace qiao::tests {

using base::Kind;
using base::Result;
using base::Value;

namespace {

using Properties = std::vector<std::pair<base::KeyId, Value>>;

Result<Properties> PropertiesOf(World& world, const syntax::Box<syntax::Expression>& expression, const OracleRow& row) {
  Properties properties;
  if (!expression) return properties;
  QIAO_TRY(Value map, Evaluate(world, *expression, row));
  for (const auto& [name, value] : map.map()) {
    if (value.is_null()) continue;
    QIAO_TRY(base::KeyId key, world.writer.InternKey(name));
    properties.emplace_back(key, value);
  }
  return properties;
}

// The names of a conjunction of labels, or of one type.
void NamesOf(const syntax::LabelExpression& labels, std::vector<std::string>& names) {
  if (labels.op == syntax::LabelOperator::kName) names.push_back(labels.name);
  for (const auto& operand : labels.operands) NamesOf(operand, names);
}

Result<base::NodeId> NodeFor(World& world, const syntax::NodePattern& pattern, OracleRow& row) {
  if (pattern.variable) {
    if (auto bound = row.find(pattern.variable->text); bound != row.end()) {
      if (!bound->second.is(Kind::kNode)) return Unknown("relationships to null");
      return bound->second.node();
    }
  }
  std::vector<std::string> names;
  if (pattern.labels) NamesOf(*pattern.labels, names);
  std::vector<base::LabelId> labels;
  for (const std::string& name : names) {
    QIAO_TRY(base::LabelId label, world.writer.InternLabel(name));
    labels.push_back(label);
  }
  QIAO_TRY(auto properties, PropertiesOf(world, pattern.properties, row));
  QIAO_TRY(base::NodeId node, world.writer.CreateNode(labels, properties));
  if (pattern.variable) row[pattern.variable->text] = Value::Of(node);
  return node;
}

Result<void> SetAll(World& world, const Value& target, const Value& source, bool add) {
  base::Map map;
  if (source.is(Kind::kMap)) map = source.map();
  if (source.is(Kind::kNode)) {
    QIAO_TRY(map, world.graph.Properties(source.node()));
  }
  if (source.is(Kind::kRelationship)) {
    QIAO_TRY(map, world.graph.Properties(source.relationship()));
  }
  auto set = [&](base::KeyId key, const Value& value) {
    return target.is(Kind::kNode) ? world.writer.SetProperty(target.node(), key, value)
                                  : world.writer.SetProperty(target.relationship(), key, value);
  };
  if (!add) {
    base::Map old;
    if (target.is(Kind::kNode)) {
      QIAO_TRY(old, world.graph.Properties(target.node()));
    } else {
      QIAO_TRY(old, world.graph.Properties(target.relationship()));
    }
    for (const auto& [name, value] : old) QIAO_CHECK(set(*world.graph.FindKey(name), Value()));
  }
  for (const auto& [name, value] : map) {
    QIAO_TRY(base::KeyId key, world.writer.InternKey(name));
    QIAO_CHECK(set(key, value));
  }
  return {};
}

Result<void> SetOne(World& world, const Value& target, const std::string& name, const Value& value) {
  if (target.is_null()) return {};
  QIAO_TRY(base::KeyId key, world.writer.InternKey(name));
  if (target.is(Kind::kNode)) return world.writer.SetProperty(target.node(), key, value);
  return world.writer.SetProperty(target.relationship(), key, value);
}

void Collect(const Value& value, std::set<base::NodeId>& nodes, std::set<base::EdgeId>& edges) {
  if (value.is(Kind::kNode)) nodes.insert(value.node());
  if (value.is(Kind::kRelationship)) edges.insert(value.relationship());
  if (value.is(Kind::kPath)) {
    nodes.insert(value.path().nodes.begin(), value.path().nodes.end());
    edges.insert(value.path().edges.begin(), value.path().edges.end());
  }
}

}  // namespace

Result<void> CreatePatterns(World& world, const std::vector<syntax::PathPattern>& patterns, OracleRow& row) {
  for (const syntax::PathPattern& pattern : patterns) {
    base::Path path;
    const syntax::RelationshipPattern* between = nullptr;
    for (const syntax::PathElement& element : pattern.elements) {
      if (const auto* edge = std::get_if<syntax::RelationshipPattern>(&element)) {
        between = edge;
        continue;
      }
      QIAO_TRY(base::NodeId node, NodeFor(world, std::get<syntax::NodePattern>(element), row));
      if (between != nullptr) {
        const bool left = between->direction == syntax::Direction::kLeft;
        std::vector<std::string> names;
        NamesOf(*between->types, names);
        QIAO_TRY(base::TypeId type, world.writer.InternType(names[0]));
        QIAO_TRY(auto properties, PropertiesOf(world, between->properties, row));
        const base::NodeId before = path.nodes.back();
        QIAO_TRY(base::EdgeId edge,
                 world.writer.CreateEdge(left ? node : before, type, left ? before : node, properties));
        if (between->variable) row[between->variable->text] = Value::Of(edge);
        path.edges.push_back(edge);
      }
      path.nodes.push_back(node);
    }
    if (pattern.variable) row[pattern.variable->text] = Value::Of(std::move(path));
  }
  return {};
}

Result<void> SetItems(World& world, const std::vector<syntax::SetItem>& items, const OracleRow& row) {
  for (const syntax::SetItem& item : items) {
    if (const auto* property = std::get_if<syntax::SetProperty>(&item.content)) {
      const auto* place = std::get_if<syntax::Property>(&property->target.content);
      if (place == nullptr) return Unknown("such a target of SET");
      QIAO_TRY(Value target, Evaluate(world, *place->object, row));
      QIAO_TRY(Value value, Evaluate(world, property->value, row));
      QIAO_CHECK(SetOne(world, target, place->key.text, value));
    } else if (const auto* all = std::get_if<syntax::SetAllProperties>(&item.content)) {
      const Value& target = row.at(all->variable.text);
      if (target.is_null()) continue;
      QIAO_TRY(Value value, Evaluate(world, all->value, row));
      QIAO_CHECK(SetAll(world, target, value, all->add));
    } else {
      const auto& labels = std::get<syntax::LabelsOfVariable>(item.content);
      const Value& target = row.at(labels.variable.text);
      if (target.is_null()) continue;
      for (const syntax::Name& name : labels.labels) {
        QIAO_TRY(base::LabelId label, world.writer.InternLabel(name.text));
        QIAO_CHECK(world.writer.AddLabel(target.node(), label));
      }
    }
  }
  return {};
}

Result<void> RemoveItems(World& world, const std::vector<syntax::RemoveItem>& items, const OracleRow& row) {
  for (const syntax::RemoveItem& item : items) {
    if (const auto* property = std::get_if<syntax::Property>(&item.content)) {
      QIAO_TRY(Value target, Evaluate(world, *property->object, row));
      QIAO_CHECK(SetOne(world, target, property->key.text, Value()));
      continue;
    }
    const auto& labels = std::get<syntax::LabelsOfVariable>(item.content);
    const Value& target = row.at(labels.variable.text);
    if (target.is_null()) continue;
    for (const syntax::Name& name : labels.labels) {
      QIAO_TRY(base::LabelId label, world.writer.InternLabel(name.text));
      QIAO_CHECK(world.writer.RemoveLabel(target.node(), label));
    }
  }
  return {};
}

Result<void> DeleteValues(World& world, const std::vector<Value>& values, bool detach) {
  std::set<base::NodeId> nodes;
  std::set<base::EdgeId> edges;
  for (const Value& value : values) Collect(value, nodes, edges);
  QIAO_TRY(auto all, AllEdges(world.graph));
  for (const OracleEdge& edge : all) {
    if (edges.contains(edge.id)) continue;
    if (!nodes.contains(edge.ends.source) && !nodes.contains(edge.ends.target)) continue;
    if (!detach) return base::MakeError(base::ErrorCode::kConstraint, "a deleted node still has relationships");
    edges.insert(edge.id);
  }
  for (base::EdgeId edge : edges) QIAO_CHECK(world.writer.DeleteEdge(edge));
  for (base::NodeId node : nodes) QIAO_CHECK(world.writer.DeleteNode(node));
  return {};
}

}  // namespace qiao::tests
