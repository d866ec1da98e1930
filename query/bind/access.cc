// Parts of values: object.key, object[index], object[from..to].
#include "query/bind/expression_binder.h"
#include "query/bind/types.h"
#include "query/plan/make_expression.h"

namespace qiao::query {
namespace {

using base::Kind;

// openCypher counts a part of something that has none as a TypeError, unlike other mismatches.
Result<void> CheckAccess(const Expression& object, Type allowed) {
  if (object.type.Meets(allowed)) return {};
  return TypeMismatch(ErrorCode::kType, object.span, allowed, object.type);
}

}  // namespace

Result<ExpressionPtr> BindProperty(Binder& binder, const syntax::Property& property, base::TextSpan span, Place place) {
  QIAO_TRY(ExpressionPtr object, BindExpression(binder, *property.object, place));
  QIAO_CHECK(CheckAccess(*object, TypesWithProperties()));
  return MakeProperty(std::move(object), property.key.text, span);
}

Result<ExpressionPtr> BindSubscript(Binder& binder, const syntax::Subscript& subscript, base::TextSpan span,
                                    Place place) {
  QIAO_TRY(ExpressionPtr object, BindExpression(binder, *subscript.object, place));
  QIAO_TRY(ExpressionPtr index, BindExpression(binder, *subscript.index, place));
  QIAO_CHECK(CheckAccess(*object, Type::OneOf({Kind::kList, Kind::kMap, Kind::kNode, Kind::kRelationship})));
  const bool only_list = object->type.kinds != 0 && object->type.Is(Kind::kList);
  if (only_list) QIAO_CHECK(CheckAccess(*index, kIntegerType));
  const Type type = only_list ? object->type.Element() : Type::Any();
  return MakeOperation(ExpressionKind::kIndex, type, span, std::move(object), std::move(index));
}

Result<ExpressionPtr> BindSlice(Binder& binder, const syntax::Slice& slice, base::TextSpan span, Place place) {
  QIAO_TRY(ExpressionPtr object, BindExpression(binder, *slice.object, place));
  QIAO_CHECK(CheckAccess(*object, Type::Of(Kind::kList)));
  ExpressionPtr from, to;
  if (slice.from) {
    QIAO_TRY(from, BindExpression(binder, *slice.from, place));
    QIAO_CHECK(CheckAccess(*from, kIntegerType));
  }
  if (slice.to) {
    QIAO_TRY(to, BindExpression(binder, *slice.to, place));
    QIAO_CHECK(CheckAccess(*to, kIntegerType));
  }
  const Type type = object->type.Is(Kind::kList) ? object->type : Type::Of(Kind::kList);
  return MakeOperation(ExpressionKind::kSlice, type, span, std::move(object), std::move(from), std::move(to));
}

}  // namespace qiao::query
