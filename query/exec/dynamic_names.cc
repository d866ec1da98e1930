#include "query/exec/dynamic_names.h"

namespace qiao::query {

using base::ErrorCode;
using base::ErrorDetail;
using base::Kind;
using base::Result;

Result<void> AddNames(const base::Value& value, std::vector<std::string>& names) {
  if (value.is(Kind::kList)) {
    for (const base::Value& element : value.list()) QIAO_CHECK(AddNames(element, names));
    return {};
  }
  if (!value.is(Kind::kString)) {
    return base::MakeError(ErrorCode::kType, "a label or type is named by a string, not by a value of type {}",
                           base::Name(value.kind()))
        .With(ErrorDetail::kInvalidArgumentType);
  }
  if (value.string().empty()) {
    return base::MakeError(ErrorCode::kArgument, "the name of a label or type can't be empty")
        .With(ErrorDetail::kInvalidArgumentValue);
  }
  names.emplace_back(value.string());
  return {};
}

Result<std::string> OneName(const base::Value& value) {
  std::vector<std::string> names;
  QIAO_CHECK(AddNames(value, names));
  if (names.size() == 1) return std::move(names[0]);
  return base::MakeError(ErrorCode::kArgument, "a relationship that is created needs exactly one type, not {}",
                         names.size())
      .With(ErrorDetail::kNoSingleRelationshipType);
}

}  // namespace qiao::query
