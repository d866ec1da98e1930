// Patterns and queries inside expressions.
#include "query/bind/expression_binder.h"
#include "query/bind/types.h"
#include "query/plan/make_expression.h"

namespace qiao::query {
namespace {

// A query that consists of one MATCH.
std::shared_ptr<bound::Query> QueryOf(bound::Match match, base::TextSpan span) {
  auto query = std::make_shared<bound::Query>();
  query->span = span;
  query->parts.emplace_back();
  query->parts[0].clauses.push_back({std::move(match), span});
  return query;
}

ExpressionPtr SubqueryOf(ExpressionKind kind, Type type, std::shared_ptr<bound::Query> query, const OuterUses& uses,
                         base::TextSpan span) {
  auto made = std::make_unique<Expression>(kind, span);
  made->type = type;
  if (kind == ExpressionKind::kCollect) made->slot = query->outputs[0];
  made->subquery = std::move(query);
  made->outer_slots = uses.Slots();
  return made;
}

// The list of what `result` is for each match.
ExpressionPtr CollectOf(Binder& binder, bound::Match match, ExpressionPtr result, const OuterUses& uses,
                        base::TextSpan span) {
  const Type type = result->type;
  const Slot slot = binder.slots.AddHidden("collected", type);
  auto query = QueryOf(std::move(match), span);
  bound::Projection projection;
  projection.items.push_back({slot, std::move(result)});
  projection.outputs = {slot};
  query->parts[0].clauses.push_back({std::move(projection), span});
  query->parts[0].results = {slot};
  query->outputs = {slot};
  query->columns = {"collected"};
  return SubqueryOf(ExpressionKind::kCollect, Type::ListOf(type), std::move(query), uses, span);
}

Result<ExpressionPtr> BindShortestPathValue(Binder& binder, const syntax::PathPattern& path, base::TextSpan span,
                                            Scope scope) {
  for (const syntax::PathElement& element : path.elements) {
    const auto* node = std::get_if<syntax::NodePattern>(&element);
    if (node != nullptr && node->variable && scope.Find(node->variable->text) == kNoSlot) {
      return UndefinedVariable(node->variable->text, scope, node->variable->span);
    }
  }
  syntax::PathPattern named = path;
  constexpr const char* kName = " shortest path";  // no variable can be called that
  named.variable = syntax::Name{span, kName};
  const OuterUses uses(binder);
  bound::Match match;
  QIAO_CHECK(BindPatternExpression(binder, named, scope, match.pattern, false));
  ExpressionPtr result = binder.Use(scope.Find(kName), span);
  ExpressionPtr all = CollectOf(binder, std::move(match), std::move(result), uses, span);
  if (path.selector == syntax::PathSelector::kAllShortestPaths) return all;
  return MakeOperation(ExpressionKind::kIndex, kPathType, span, std::move(all),
                       MakeLiteral(base::Value::Integer(0), span));
}

}  // namespace

Result<ExpressionPtr> BindPatternValue(Binder& binder, const syntax::PatternExpression& pattern, base::TextSpan span,
                                       Place place) {
  const syntax::PathPattern& path = *pattern.pattern;
  if (path.selector != syntax::PathSelector::kAll) return BindShortestPathValue(binder, path, span, place.scope);
  if (!place.predicate && !pattern.in_exists) {
    return SyntaxError(ErrorDetail::kUnexpectedSyntax, span,
                       "a pattern is a condition, not a value; use EXISTS {{ … }}, COUNT {{ … }} or [pattern | value]");
  }
  Scope scope = place.scope;
  const OuterUses uses(binder);
  bound::Match match;
  QIAO_CHECK(BindPatternExpression(binder, path, scope, match.pattern, !pattern.in_exists));
  return SubqueryOf(ExpressionKind::kExists, kBooleanType, QueryOf(std::move(match), span), uses, span);
}

Result<ExpressionPtr> BindPatternComprehension(Binder& binder, const syntax::PatternComprehension& comprehension,
                                               base::TextSpan span, Place place) {
  Scope scope = place.scope;
  const OuterUses uses(binder);
  bound::Match match;
  QIAO_CHECK(BindPatternExpression(binder, *comprehension.pattern, scope, match.pattern, false));
  Place inside{scope};
  inside.inside_aggregate = place.inside_aggregate;
  if (comprehension.where) {
    QIAO_TRY(ExpressionPtr where, BindPredicate(binder, *comprehension.where, inside));
    AddConjuncts(std::move(where), match.pattern.predicates);
  }
  QIAO_TRY(ExpressionPtr result, BindExpression(binder, *comprehension.result, inside));
  return CollectOf(binder, std::move(match), std::move(result), uses, span);
}

Result<ExpressionPtr> BindSubquery(Binder& binder, const syntax::SubqueryExpression& subquery, base::TextSpan span,
                                   Place place) {
  QueryFrame frame;
  frame.visible = place.scope;
  frame.read_only = true;
  ExpressionKind kind = ExpressionKind::kCollect;
  Type type = Type::Of(base::Kind::kList);
  switch (subquery.kind) {
    case syntax::SubqueryKind::kExists:
      kind = ExpressionKind::kExists;
      type = kBooleanType;
      break;
    case syntax::SubqueryKind::kCount:
      kind = ExpressionKind::kCount;
      type = kIntegerType;
      break;
    case syntax::SubqueryKind::kCollect:
      frame.needs_result = true;
      break;
  }
  frame.may_end_anywhere = !frame.needs_result;
  const OuterUses uses(binder);
  QIAO_TRY(bound::Query query, BindQuery(binder, *subquery.query, frame));
  if (frame.needs_result && query.columns.size() != 1) {
    return SyntaxError(ErrorDetail::kInvalidClauseComposition, span, "COLLECT {{ … }} must return exactly one column");
  }
  if (frame.needs_result) type = Type::ListOf(binder.TypeOf(query.outputs[0]));
  return SubqueryOf(kind, type, std::make_shared<bound::Query>(std::move(query)), uses, span);
}

}  // namespace qiao::query
