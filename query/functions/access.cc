// Index, Slice and Property.
#include <algorithm>

#include "base/give_back.h"
#include "query/functions/check.h"
#include "query/functions/entity.h"
#include "query/functions/operators.h"

namespace qiao::query {
namespace {

using base::ErrorCode;
using base::ErrorDetail;
using base::Kind;
using base::List;
using base::MakeError;
using base::Result;
using base::Value;

Value ValueOf(const base::Map& map, std::string_view name) {
  for (const auto& [key, value] : map) {
    if (key == name) return value;
  }
  return Value::Null();
}

// A bound of a slice as an index from 0 to size; negative ones count from the end.
size_t Clamp(int64_t bound, size_t size) {
  const auto length = static_cast<int64_t>(size);
  return static_cast<size_t>(std::clamp<int64_t>(bound < 0 ? bound + length : bound, 0, length));
}

}  // namespace

Result<Value> Property(const FunctionContext& context, const Value& value, std::string_view name) {
  switch (value.kind()) {
    case Kind::kNull:
      return Value::Null();
    case Kind::kMap:
      return ValueOf(value.map(), name);
    case Kind::kNode:
      if (value.has_record()) return ValueOf(value.node_record().properties, name);
      return EntityProperty(context, value, name);
    case Kind::kRelationship:
      if (value.has_record()) return ValueOf(value.relationship_record().properties, name);
      return EntityProperty(context, value, name);
    case Kind::kBoolean:
    case Kind::kInteger:
    case Kind::kFloat:
    case Kind::kString:
    case Kind::kList:
    case Kind::kPath:
      return MakeError(ErrorCode::kType, "a value of type {} has no property '{}'", base::Name(value.kind()), name)
          .With(ErrorDetail::kInvalidArgumentType);
    case Kind::kDate:
    case Kind::kLocalTime:
    case Kind::kTime:
    case Kind::kLocalDateTime:
    case Kind::kDateTime:
    case Kind::kDuration:
    case Kind::kPoint:
      return Component(value, name);
  }
  return Value::Null();
}

Result<Value> Index(const FunctionContext& context, const Value& container, const Value& key) {
  if (container.is_null() || key.is_null()) return Value::Null();
  if (container.is(Kind::kList) && key.is(Kind::kInteger)) {
    const List& list = container.list();
    const auto size = static_cast<int64_t>(list.size());
    const int64_t index = key.integer() < 0 ? key.integer() + size : key.integer();
    return index >= 0 && index < size ? list[static_cast<size_t>(index)] : Value::Null();
  }
  if (container.is(Kind::kMap) || container.is(Kind::kNode) || container.is(Kind::kRelationship)) {
    if (key.is(Kind::kString)) return Property(context, container, key.string());
    return MakeError(ErrorCode::kType, "a {} is indexed by a STRING, not by a value of type {}",
                     base::Name(container.kind()), base::Name(key.kind()))
        .With(ErrorDetail::kMapElementAccessByNonString);
  }
  return WrongOperands("[]", container, key);
}

Result<Value> Slice(const FunctionContext& context, const Value& list, const Value* from, const Value* to) {
  if (list.is_null() || (from != nullptr && from->is_null()) || (to != nullptr && to->is_null())) return Value::Null();
  if (!list.is(Kind::kList)) return WrongOperand("[..]", list);
  for (const Value* bound : {from, to}) {
    if (bound != nullptr && !bound->is(Kind::kInteger)) return WrongOperands("[..]", list, *bound);
  }
  const List& elements = list.list();
  const size_t begin = from == nullptr ? 0 : Clamp(from->integer(), elements.size());
  const size_t end = to == nullptr ? elements.size() : Clamp(to->integer(), elements.size());
  if (begin >= end) return Value::Of(List());
  base::LongList part;
  QIAO_CHECK(AppendElements(context, std::span(elements).subspan(begin, end - begin), *part));
  return Value::Of(std::move(*part));
}

}  // namespace qiao::query
