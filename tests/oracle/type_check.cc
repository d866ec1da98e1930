// value IS :: TYPE
#include <algorithm>

#include "tests/oracle/world.h"

namespace qiao::tests {

using base::Kind;
using base::Result;
using base::Value;
using syntax::TypeName;

namespace {

bool IsStorable(const Value& value) {
  switch (value.kind()) {
    case Kind::kMap:
    case Kind::kNode:
    case Kind::kRelationship:
    case Kind::kPath:
      return false;
    case Kind::kList:
      return std::all_of(value.list().begin(), value.list().end(), [](const Value& element) {
        return !element.is_null() && !element.is(Kind::kList) && IsStorable(element);
      });
    default:
      return true;
  }
}

Result<bool> FitsMembers(const Value& list, const syntax::ValueType& type) {
  if (!list.is(Kind::kList)) return false;
  if (type.members.empty()) return true;
  for (const Value& element : list.list()) {
    QIAO_TRY(bool fits, HasType(element, type.members[0]));
    if (!fits) return false;
  }
  return true;
}

}  // namespace

Result<bool> HasType(const Value& value, const syntax::ValueType& type) {
  if (type.name == TypeName::kAny && !type.members.empty()) {
    for (const syntax::ValueType& member : type.members) {
      QIAO_TRY(bool fits, HasType(value, member));
      if (fits) return true;
    }
    return false;
  }
  if (type.name == TypeName::kNothing) return false;
  if (value.is_null()) return !type.not_null;
  switch (type.name) {
    case TypeName::kAny:
      return true;
    case TypeName::kNothing:
    case TypeName::kNull:
      return false;
    case TypeName::kBoolean:
      return value.is(Kind::kBoolean);
    case TypeName::kString:
      return value.is(Kind::kString);
    case TypeName::kInteger:
      return value.is(Kind::kInteger);
    case TypeName::kFloat:
      return value.is(Kind::kFloat);
    case TypeName::kDate:
      return value.is(Kind::kDate);
    case TypeName::kLocalTime:
      return value.is(Kind::kLocalTime);
    case TypeName::kZonedTime:
      return value.is(Kind::kTime);
    case TypeName::kLocalDateTime:
      return value.is(Kind::kLocalDateTime);
    case TypeName::kZonedDateTime:
      return value.is(Kind::kDateTime);
    case TypeName::kDuration:
      return value.is(Kind::kDuration);
    case TypeName::kPoint:
      return value.is(Kind::kPoint);
    case TypeName::kNode:
      return value.is(Kind::kNode);
    case TypeName::kRelationship:
      return value.is(Kind::kRelationship);
    case TypeName::kPath:
      return value.is(Kind::kPath);
    case TypeName::kMap:
      return value.is(Kind::kMap);
    case TypeName::kPropertyValue:
      return IsStorable(value);
    case TypeName::kList:
      return FitsMembers(value, type);
  }
  return Unknown("a type");
}

}  // namespace qiao::tests
