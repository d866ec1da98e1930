// Rules for the kinds that operators take and give.
#pragma once

#include <optional>
#include <string>

#include "query/parse/tree.h"
#include "query/type.h"

namespace qiao::query {

inline constexpr Type kBooleanType = Type::Of(base::Kind::kBoolean);
inline constexpr Type kIntegerType = Type::Of(base::Kind::kInteger);
inline constexpr Type kStringType = Type::Of(base::Kind::kString);
inline constexpr Type kNodeType = Type::Of(base::Kind::kNode);
inline constexpr Type kRelationshipType = Type::Of(base::Kind::kRelationship);
inline constexpr Type kRelationshipListType = Type::ListOf(kRelationshipType);
inline constexpr Type kPathType = Type::Of(base::Kind::kPath);
inline constexpr Type kMapType = Type::Of(base::Kind::kMap);

// The kinds as text: "INTEGER or FLOAT".
std::string Describe(Type type);

// The kinds that a type's name stands for.
Type TypeNamed(const syntax::ValueType& type);

// What `a op b` may be; nullopt when no kinds of the two fit the operator.
std::optional<Type> ArithmeticType(syntax::ArithmeticOperator op, Type a, Type b);

// Kinds that have properties to read with a dot: entities, maps, temporal values, points.
constexpr Type TypesWithProperties() {
  using base::Kind;
  return Type::OneOf({Kind::kMap, Kind::kNode, Kind::kRelationship, Kind::kDate, Kind::kLocalTime, Kind::kTime,
                      Kind::kLocalDateTime, Kind::kDateTime, Kind::kDuration, Kind::kPoint});
}

}  // namespace qiao::query
