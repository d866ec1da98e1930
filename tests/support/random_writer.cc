#include "tests/support/random_writer.h"

#include <fmt/format.h>

#include <set>
#include <stdexcept>

#include "storage/index_reader.h"
#include "storage/schema.h"
#include "tests/unit/storage/store_fixture.h"

namespace qiao::storage {

using base::EdgeId;
using base::NodeId;
using base::Value;

void RandomWriter::Write(Transaction& transaction, Model& model) {
  switch (Below(11)) {
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
    case 9:
      return Below(2) == 0 ? ChangeLabel(transaction, model) : DeleteNode(transaction, model);
    default:
      return Below(2) == 0 ? MergeNode(transaction, model) : MergeEdge(transaction, model);
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
    edge = model.edges.erase(edge);
  }
  Must(transaction.DeleteNode(id));
  model.nodes.erase(id);
}

void RandomWriter::MergeNode(Transaction& transaction, Model& model) {
  const Value number = Value::Integer(Below(100));
  std::set<uint64_t> wanted;
  for (const auto& [id, node] : model.nodes) {
    auto found = node.properties.find("编号");
    if (node.labels.contains("人") && found != node.properties.end() && Equivalent(found->second, number)) {
      wanted.insert(id.value);
    }
  }
  const base::LabelId label = Must(transaction.InternLabel("人"));
  const base::KeyId key = Must(transaction.InternKey("编号"));
  for (const Rule& rule : transaction.schema().rules) {
    if (!rule.has_entries() || rule.relationship || rule.label != label.value || rule.keys != std::vector{key})
      continue;
    if (rule.kind == RuleKind::kTextIndex) continue;
    auto reader = Must(transaction.OpenIndex(rule));
    Must(reader->Seek({.equal = std::span(&number, 1)}));
    std::vector<uint64_t> found;
    while (Must(reader->Read(3, found))) continue;
    if (std::set<uint64_t>(found.begin(), found.end()) != wanted) {
      throw std::logic_error(fmt::format("what index {} has under {}", rule.name, ToText(number)));
    }
  }
  if (!wanted.empty()) return;
  model.nodes[Must(transaction.CreateNode(std::vector{label}, std::vector{std::pair(key, number)}))] = {
      {"人"}, {{"编号", number}}};
}

void RandomWriter::MergeEdge(Transaction& transaction, Model& model) {
  if (model.nodes.empty()) return;
  const Model::Edge edge{Any(model.nodes), "结对", Any(model.nodes), {}};
  const base::TypeId type = Must(transaction.InternType(edge.type));
  std::set<EdgeId> wanted, found;
  for (const auto& [id, other] : model.edges) {
    if (other.source == edge.source && other.target == edge.target && other.type == edge.type) wanted.insert(id);
  }
  for (const EdgeTable& table : transaction.EdgeTables()) {
    if (table.type != type || table.source != edge.source.table() || table.target != edge.target.table()) continue;
    const AdjacencyView run =
        Must(transaction.ReadAdjacency(table.id, base::Direction::kOut, RunOf(edge.source.row())));
    const uint32_t row = RowInRun(edge.source.row());
    if (row >= run.size) continue;
    for (uint32_t i = run.offsets[row]; i < run.offsets[row + 1]; ++i) {
      if (run.neighbours[i] == edge.target.row()) found.insert(EdgeId(table.id, run.edges[i]));
    }
  }
  if (found != wanted) {
    throw std::logic_error(fmt::format("the links from {} to {}", edge.source.value, edge.target.value));
  }
  if (wanted.empty()) model.edges[Must(transaction.CreateEdge(edge.source, type, edge.target, {}))] = edge;
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
