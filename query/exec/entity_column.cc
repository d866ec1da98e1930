#include "query/exec/entity_column.h"

namespace qiao::query {

using base::ErrorCode;
using base::Kind;
using base::Result;

namespace {

Result<void> Require(const Batch& batch, Slot slot, Kind kind, Form form) {
  if (!batch.Has(slot)) return base::MakeError(ErrorCode::kInternal, "slot {} is read before it is filled", slot);
  const Column& column = batch.Get(slot);
  if (column.form() == form || column.form() == Form::kNulls) return {};
  for (size_t row = 0; row < column.size(); ++row) {
    const base::Value value = column.At(row);
    if (value.is_null() || value.is(kind)) continue;
    return base::MakeError(ErrorCode::kType, "expected a {}, got {}", base::Name(kind), base::Name(value.kind()))
        .With(base::ErrorDetail::kInvalidArgumentType);
  }
  return {};
}

}  // namespace

Result<void> RequireNodes(const Batch& batch, Slot slot) { return Require(batch, slot, Kind::kNode, Form::kNodes); }
Result<void> RequireEdges(const Batch& batch, Slot slot) {
  return Require(batch, slot, Kind::kRelationship, Form::kEdges);
}

}  // namespace qiao::query
