#include "query/exec/storable.h"

namespace qiao::query {

using base::Kind;
using base::Result;
using base::Value;

namespace {

bool IsScalar(Kind kind) {
  switch (kind) {
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
      return true;
    case Kind::kNull:
    case Kind::kList:
    case Kind::kMap:
    case Kind::kNode:
    case Kind::kRelationship:
    case Kind::kPath:
      break;
  }
  return false;
}

}  // namespace

Result<void> CheckStorable(const Value& value) {
  if (IsScalar(value.kind())) return {};
  if (!value.is(Kind::kList)) {
    return base::MakeError(base::ErrorCode::kType, "a property can't hold a {}", base::Name(value.kind()))
        .With(base::ErrorDetail::kInvalidPropertyType);
  }
  for (const Value& element : value.list()) {
    if (IsScalar(element.kind())) continue;
    return base::MakeError(base::ErrorCode::kType, "a list in a property can't hold a {}", base::Name(element.kind()))
        .With(base::ErrorDetail::kInvalidPropertyType);
  }
  return {};
}

}  // namespace qiao::query
