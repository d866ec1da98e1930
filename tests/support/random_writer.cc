#include "tests/support/random_writer.h"

#include <fmt/format.h>

#include "tests/unit/storage/store_fixture.h"

namespace qiao::storage {

using base::EdgeId;
using base::NodeId;
using base::Value;

void RandomWriter::Write(Transaction& transaction, Model& model) {
  switch (Below(10)) {
    case 0:
    case 1:
    case 2:
      return CreateNode(transaction, model);
    case 3:
    case 4:
      return CreateEdge(transaction, model);
    case 5:
    case 6:
      return SetProperty(transaction, model);
    case 7:
      return ChangeLabel(transaction, model);
    case 8:
      return Below(2) == 0 ? SetProperty(transaction, model) : DeleteEdge(transaction, model);
    default:
      return Below(2) == 0 ? ChangeLabel(transaction, model) : DeleteNode(transaction, model);
  }
}

void RandomWriter::WriteSteadily(Transaction& transaction, Model& model) {
  constexpr size_t kNodes = 200;
  if (model.nodes.size() > kNodes && Below(3) == 0) return DeleteNode(transaction, model);
  if (model.edges.size() > 3 * kNodes && Below(3) == 0) return DeleteEdge(transaction, model);
  Write(transaction, model);
}

void RandomWriter::CreateNode(Transaction& transaction, Model& model) {
  Model::Node node;
  std::vector<base::LabelId> labels;
  for (const std::string name : {"人", "医院", "区"}) {
    if (Below(3) != 0) continue;
    node.labels.insert(name);
    labels.push_back(Must(transaction.InternLabel(name)));
  }
  std::vector<std::pair<base::KeyId, Value>> properties = RandomProperties(transaction, node.properties);
  model.nodes[Must(transaction.CreateNode(labels, properties))] = std::move(node);
}

void RandomWriter::CreateEdge(Transaction& transaction, Model& model) {
  if (model.nodes.empty()) return;
  Model::Edge edge{Any(model.nodes), Below(2) == 0 ? "结对" : "位于", Any(model.nodes), {}};
  auto properties = RandomProperties(transaction, edge.properties);
  EdgeId id =
      Must(transaction.CreateEdge(edge.source, Must(transaction.InternType(edge.type)), edge.target, properties));
  model.edges[id] = std::move(edge);
}

void RandomWriter::SetProperty(Transaction& transaction, Model& model) {
  std::string name = Name();
  Value value = Below(4) == 0 ? Value() : RandomValue();
  base::KeyId key = Must(transaction.InternKey(name));
  auto set = [&](auto& things, auto id) {
    Must(transaction.SetProperty(id, key, value));
    Properties& properties = things.at(id).properties;
    properties.erase(name);
    if (!value.is_null()) properties.emplace(name, value);
  };
  if (Below(2) == 0 && !model.edges.empty()) {
    set(model.edges, Any(model.edges));
  } else if (!model.nodes.empty()) {
    set(model.nodes, Any(model.nodes));
  }
}

void RandomWriter::ChangeLabel(Transaction& transaction, Model& model) {
  if (model.nodes.empty()) return;
  NodeId id = Any(model.nodes);
  std::string name = Below(2) == 0 ? "人" : "主任";
  base::LabelId label = Must(transaction.InternLabel(name));
  if (Below(2) == 0) {
    Must(transaction.AddLabel(id, label));
    model.nodes[id].labels.insert(name);
  } else {
    Must(transaction.RemoveLabel(id, label));
    model.nodes[id].labels.erase(name);
  }
}

void RandomWriter::DeleteEdge(Transaction& transaction, Model& model) {
  if (model.edges.empty()) return;
  EdgeId id = Any(model.edges);
  Must(transaction.DeleteEdge(id));
  model.edges.erase(id);
  model.deleted_edges.insert(id);
}

void RandomWriter::DeleteNode(Transaction& transaction, Model& model) {
  if (model.nodes.empty()) return;
  NodeId id = Any(model.nodes);
  for (auto edge = model.edges.begin(); edge != model.edges.end();) {
    if (edge->second.source != id && edge->second.target != id) {
      ++edge;
      continue;
    }
    Must(transaction.DeleteEdge(edge->first));
    model.deleted_edges.insert(edge->first);
    edge = model.edges.erase(edge);
  }
  Must(transaction.DeleteNode(id));
  model.nodes.erase(id);
  model.deleted_nodes.insert(id);
}

std::string RandomWriter::Name() { return fmt::format("键{}", Below(4)); }

Value RandomWriter::RandomValue() {
  switch (Below(8)) {
    case 0:
      return Value::Float(0.5 * Below(10));
    case 1:
      return Value::Boolean(Below(2) == 0);
    case 2:
      return Value::Of(base::Date{Below(40000)});
    case 3:
      return Value::Of(base::List{Value::Integer(Below(5)), Value::String("甲")});
    case 4:
    case 5:
      return Value::String(fmt::format("潞城区{}", Below(1000)));
    default:
      return Value::Integer(static_cast<int64_t>(Below(1000)) - 500);
  }
}

// Mostly one kind a key, so that columns are sometimes typed and sometimes mixed.
std::vector<std::pair<base::KeyId, Value>> RandomWriter::RandomProperties(Transaction& transaction,
                                                                          Properties& properties) {
  std::vector<std::pair<base::KeyId, Value>> list;
  if (Below(2) == 0) properties["编号"] = Value::Integer(Below(100));
  if (Below(2) == 0) properties["名称"] = Value::String(fmt::format("名{}", Below(100)));
  if (Below(3) == 0) properties[Name()] = RandomValue();
  for (const auto& [name, value] : properties) list.emplace_back(Must(transaction.InternKey(name)), value);
  return list;
}

}  // namespace qiao::storage
