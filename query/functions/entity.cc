#include "query/functions/entity.h"

#include <algorithm>

namespace qiao::query {
namespace {

using base::ErrorCode;
using base::ErrorDetail;
using base::Kind;
using base::MakeError;
using base::Result;
using base::Value;

Result<void> CheckExists(const FunctionContext& context, const Value& entity) {
  if (context.graph == nullptr) return MakeError(ErrorCode::kInternal, "a function looks at a graph but has none");
  const auto exists =
      entity.is(Kind::kNode) ? context.graph->Exists(entity.node()) : context.graph->Exists(entity.relationship());
  if (!exists) return exists.error();
  if (*exists) return {};
  return MakeError(ErrorCode::kEntityNotFound, "the {} has been deleted", base::Name(entity.kind()))
      .With(ErrorDetail::kDeletedEntityAccess);
}

}  // namespace

Result<Value> EntityProperty(const FunctionContext& context, const Value& entity, std::string_view name) {
  QIAO_CHECK(CheckExists(context, entity));
  const auto key = context.graph->FindKey(name);
  if (!key) return Value::Null();
  if (entity.is(Kind::kNode)) return context.graph->Property(entity.node(), *key);
  return context.graph->Property(entity.relationship(), *key);
}

Result<base::Map> EntityProperties(const FunctionContext& context, const Value& entity) {
  if (entity.has_record()) {
    return entity.is(Kind::kNode) ? entity.node_record().properties : entity.relationship_record().properties;
  }
  QIAO_CHECK(CheckExists(context, entity));
  if (entity.is(Kind::kNode)) return context.graph->Properties(entity.node());
  return context.graph->Properties(entity.relationship());
}

Result<RelationshipEnds> EndsOf(const FunctionContext& context, const Value& relationship) {
  if (relationship.has_record()) {
    const base::RelationshipRecord& record = relationship.relationship_record();
    return RelationshipEnds{Value::Of(record.start), Value::Of(record.end), record.type};
  }
  if (context.graph == nullptr) return MakeError(ErrorCode::kInternal, "a function looks at a graph but has none");
  QIAO_TRY(const EdgeEnds ends, context.graph->Ends(relationship.relationship()));
  return RelationshipEnds{Value::Of(ends.source), Value::Of(ends.target),
                          std::string(context.graph->TypeName(ends.type))};
}

Result<std::vector<std::string>> LabelsOf(const FunctionContext& context, const Value& node) {
  if (node.has_record()) return node.node_record().labels;
  QIAO_CHECK(CheckExists(context, node));
  QIAO_TRY(const std::vector<base::LabelId> ids, context.graph->Labels(node.node()));
  std::vector<std::string> labels;
  for (const base::LabelId id : ids) labels.emplace_back(context.graph->LabelName(id));
  return labels;
}

}  // namespace qiao::query
