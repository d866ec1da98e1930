#include "query/exec/creation.h"

#include <algorithm>

#include "query/exec/entity_column.h"
#include "query/exec/property_column.h"
#include "query/exec/storable.h"

namespace qiao::query {

using base::ErrorCode;
using base::ErrorDetail;
using base::Kind;
using base::Result;
using base::Value;

Result<PropertyList> PropertyList::Make(const Expression* properties, Environment& env) {
  PropertyList list(properties, env);
  if (properties == nullptr) return list;
  const auto& names = properties->names;
  if (properties->kind != ExpressionKind::kMap) {
    QIAO_TRY(list.whole_, MakeEvaluator(*properties, env));
    return list;
  }
  for (size_t i = 0; i < names.size(); ++i) {
    // Of a key that is written twice the last value counts.
    if (std::find(names.begin() + static_cast<std::ptrdiff_t>(i) + 1, names.end(), names[i]) != names.end()) continue;
    QIAO_TRY(EvaluatorPtr part, MakeEvaluator(*properties->operands[i], env));
    list.parts_.push_back(std::move(part));
    list.names_.push_back(names[i]);
  }
  return list;
}

Result<void> PropertyList::Evaluate(const Batch& batch) {
  columns_.clear();
  if (whole_ != nullptr) {
    QIAO_TRY(const Column* column, whole_->Evaluate(RowSet(batch)));
    columns_.push_back(column);
  }
  for (const EvaluatorPtr& part : parts_) {
    QIAO_TRY(const Column* column, part->Evaluate(RowSet(batch)));
    columns_.push_back(column);
  }
  while (keys_.size() < names_.size()) {
    QIAO_TRY(const base::KeyId key, env_->writer->InternKey(names_[keys_.size()]));
    keys_.push_back(key);
  }
  return {};
}

Result<void> PropertyList::CheckMap(const Value& value) const {
  if (value.is(Kind::kMap)) return {};
  return base::MakeError(ErrorCode::kType, "expected a map of properties, got {}", base::Name(value.kind()))
      .With(ErrorDetail::kInvalidArgumentType)
      .At(properties_->span);
}

Result<void> PropertyList::Add(base::KeyId key, Value value) {
  if (value.is_null()) return {};
  auto storable = CheckStorable(value);
  if (!storable) return std::move(storable).error().At(properties_->span);
  list_.emplace_back(key, std::move(value));
  return {};
}

Result<std::span<const std::pair<base::KeyId, Value>>> PropertyList::Read(size_t row) {
  list_.clear();
  if (whole_ != nullptr) {
    const Value map = columns_[0]->At(row);
    QIAO_CHECK(CheckMap(map));
    for (const auto& [name, value] : map.map()) {
      QIAO_TRY(const base::KeyId key, env_->writer->InternKey(name));
      QIAO_CHECK(Add(key, value));
    }
  }
  for (size_t i = 0; i < parts_.size(); ++i) QIAO_CHECK(Add(keys_[i], columns_[i]->At(row)));
  return std::span<const std::pair<base::KeyId, Value>>(list_);
}

Result<std::string> PropertyList::FindNull(size_t row) const {
  if (whole_ != nullptr) {
    const Value map = columns_[0]->At(row);
    QIAO_CHECK(CheckMap(map));
    for (const auto& [name, value] : map.map()) {
      if (value.is_null()) return std::string(name);
    }
  }
  for (size_t i = 0; i < parts_.size(); ++i) {
    if (columns_[i]->IsNull(row)) return std::string(names_[i]);
  }
  return std::string();
}

Result<std::unique_ptr<Creator>> Creator::Make(const Create& create, Environment& env) {
  std::unique_ptr<Creator> creator(new Creator(create, env));
  for (const NodeCreation& node : create.nodes) {
    QIAO_TRY(PropertyList list, PropertyList::Make(node.properties.get(), env));
    creator->node_properties_.push_back(std::move(list));
  }
  for (const EdgeCreation& edge : create.edges) {
    QIAO_TRY(PropertyList list, PropertyList::Make(edge.properties.get(), env));
    creator->edge_properties_.push_back(std::move(list));
  }
  return creator;
}

Result<void> Creator::Run(Batch& batch) {
  for (size_t i = 0; i < create_.nodes.size(); ++i) QIAO_CHECK(RunNode(i, batch));
  for (size_t i = 0; i < create_.edges.size(); ++i) QIAO_CHECK(RunEdge(i, batch));
  return {};
}

Result<void> Creator::RunNode(size_t index, Batch& batch) {
  const NodeCreation& creation = create_.nodes[index];
  PropertyList& list = node_properties_[index];
  QIAO_CHECK(list.Evaluate(batch));
  std::vector<base::LabelId> labels;
  for (const std::string& name : creation.labels) {
    QIAO_TRY(const base::LabelId label, env_.writer->InternLabel(name));
    labels.push_back(label);
  }
  std::ranges::sort(labels);
  labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
  Column created;
  for (size_t row = 0; row < batch.rows(); ++row) {
    QIAO_CHECK(env_.interrupt.Tick());
    QIAO_TRY(const auto properties, list.Read(row));
    QIAO_TRY(const base::NodeId node, env_.writer->CreateNode(labels, properties));
    created.AppendWord(Form::kNodes, node.value);
    ++env_.counters.nodes_created;
    env_.counters.labels_added += labels.size();
    env_.counters.properties_set += properties.size();
  }
  ++env_.epoch;
  batch.Put(creation.node) = std::move(created);
  return {};
}

Result<void> Creator::RunEdge(size_t index, Batch& batch) {
  const EdgeCreation& creation = create_.edges[index];
  PropertyList& list = edge_properties_[index];
  QIAO_CHECK(list.Evaluate(batch));
  QIAO_CHECK(RequireNodes(batch, creation.source));
  QIAO_CHECK(RequireNodes(batch, creation.target));
  QIAO_TRY(const base::TypeId type, env_.writer->InternType(creation.type));
  Column created;
  const Column& sources = batch.Get(creation.source);
  const Column& targets = batch.Get(creation.target);
  for (size_t row = 0; row < batch.rows(); ++row) {
    QIAO_CHECK(env_.interrupt.Tick());
    if (sources.IsNull(row) || targets.IsNull(row)) {
      return base::MakeError(ErrorCode::kArgument,
                             "a relationship of type {} can't be created: one of its nodes is null", creation.type);
    }
    const base::NodeId source = NodeAt(sources, row);
    const base::NodeId target = NodeAt(targets, row);
    QIAO_CHECK(CheckAlive(env_, source));
    QIAO_CHECK(CheckAlive(env_, target));
    QIAO_TRY(const auto properties, list.Read(row));
    QIAO_TRY(const base::EdgeId edge, env_.writer->CreateEdge(source, type, target, properties));
    created.AppendWord(Form::kEdges, edge.value);
    ++env_.counters.relationships_created;
    env_.counters.properties_set += properties.size();
  }
  ++env_.epoch;
  batch.Put(creation.edge) = std::move(created);
  return {};
}

Result<void> Creator::RefuseNulls(const Batch& batch, size_t row) {
  const auto refuse = [&](PropertyList& list) -> Result<void> {
    QIAO_CHECK(list.Evaluate(batch));
    QIAO_TRY(const std::string name, list.FindNull(row));
    if (name.empty()) return {};
    return base::MakeError(ErrorCode::kSemantic, "MERGE can't use null for the property {}", name)
        .With(ErrorDetail::kMergeReadOwnWrites);
  };
  for (PropertyList& list : node_properties_) QIAO_CHECK(refuse(list));
  for (PropertyList& list : edge_properties_) QIAO_CHECK(refuse(list));
  return {};
}

}  // namespace qiao::query
