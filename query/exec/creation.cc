#include "query/exec/creation.h"

#include <algorithm>

#include "query/exec/dynamic_names.h"
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
  // Anew for each batch: what was interned may have been rolled back since, by CALL … IN TRANSACTIONS.
  keys_.clear();
  for (const std::string& name : names_) {
    QIAO_TRY(const base::KeyId key, env_->writer->InternKey(name));
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
    EvaluatorPtr& labels = creator->more_labels_.emplace_back();
    if (node.more_labels != nullptr) {
      QIAO_TRY(labels, MakeEvaluator(*node.more_labels, env));
    }
  }
  for (const EdgeCreation& edge : create.edges) {
    QIAO_TRY(PropertyList list, PropertyList::Make(edge.properties.get(), env));
    creator->edge_properties_.push_back(std::move(list));
    EvaluatorPtr& type = creator->named_types_.emplace_back();
    if (edge.named_type != nullptr) {
      QIAO_TRY(type, MakeEvaluator(*edge.named_type, env));
    }
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
  QIAO_CHECK(InternLabels(creation.labels, labels));
  const Column* more = nullptr;
  if (more_labels_[index] != nullptr) {
    QIAO_TRY(more, more_labels_[index]->Evaluate(RowSet(batch)));
  }
  Column created;
  for (size_t row = 0; row < batch.rows(); ++row) {
    QIAO_CHECK(env_.interrupt.Tick());
    if (more != nullptr) {
      std::vector<std::string> names = creation.labels;
      auto read = AddNames(more->At(row), names);
      if (!read) return std::move(read).error().At(creation.more_labels->span);
      QIAO_CHECK(InternLabels(names, labels));
    }
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

// Sorted, each once.
Result<void> Creator::InternLabels(const std::vector<std::string>& names, std::vector<base::LabelId>& labels) {
  labels.clear();
  for (const std::string& name : names) {
    QIAO_TRY(const base::LabelId label, env_.writer->InternLabel(name));
    labels.push_back(label);
  }
  std::ranges::sort(labels);
  labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
  return {};
}

Result<void> Creator::RunEdge(size_t index, Batch& batch) {
  const EdgeCreation& creation = create_.edges[index];
  PropertyList& list = edge_properties_[index];
  QIAO_CHECK(list.Evaluate(batch));
  QIAO_CHECK(RequireNodes(batch, creation.source));
  QIAO_CHECK(RequireNodes(batch, creation.target));
  base::TypeId type;
  const Column* names = nullptr;
  if (named_types_[index] != nullptr) {
    QIAO_TRY(names, named_types_[index]->Evaluate(RowSet(batch)));
  } else {
    QIAO_TRY(type, env_.writer->InternType(creation.type));
  }
  Column created;
  const Column& sources = batch.Get(creation.source);
  const Column& targets = batch.Get(creation.target);
  for (size_t row = 0; row < batch.rows(); ++row) {
    QIAO_CHECK(env_.interrupt.Tick());
    std::string name = creation.type;
    if (names != nullptr) {
      auto one = OneName(names->At(row));
      if (!one) return std::move(one).error().At(creation.named_type->span);
      name = std::move(one).value();
      QIAO_TRY(type, env_.writer->InternType(name));
    }
    if (sources.IsNull(row) || targets.IsNull(row)) {
      return base::MakeError(ErrorCode::kArgument,
                             "a relationship of type {} can't be created: one of its nodes is null", name);
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
